"""Orders on the wire (§7)."""
