"""Payments and credits on the wire (§8, §9)."""
