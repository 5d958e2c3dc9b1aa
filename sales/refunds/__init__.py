"""Giving back what was sold: lines and their tickets for money, or money alone."""
