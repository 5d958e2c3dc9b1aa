"""Receipts for what was paid and given back, in numbers without gaps."""
