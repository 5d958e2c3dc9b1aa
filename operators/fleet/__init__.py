"""Shared vehicles: where they may go, what they cost, where they stand."""
