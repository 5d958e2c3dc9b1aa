"""What a traveller is shown of what was booked (reference §5, §8)."""
