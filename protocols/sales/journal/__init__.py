"""Cash settlements on the wire (§11)."""
