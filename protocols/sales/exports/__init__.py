"""Exports on the wire."""
