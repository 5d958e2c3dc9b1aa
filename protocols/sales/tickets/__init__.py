"""Tickets on the wire: groups, their distributions, and what they show (§10)."""
