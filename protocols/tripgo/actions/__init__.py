"""What travellers do with what was booked, and the actions of a confirmation (§8.2)."""
