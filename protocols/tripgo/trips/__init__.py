"""Trips: planned, told, kept under a reference, and told again with what became of them."""
