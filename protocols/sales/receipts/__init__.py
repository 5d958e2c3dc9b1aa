"""Receipts on the wire (§10)."""
