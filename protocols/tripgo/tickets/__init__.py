"""Purchased tickets: in lists, as a page, and made active (reference §9)."""
