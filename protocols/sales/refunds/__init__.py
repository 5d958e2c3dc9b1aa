"""Giving products back, and paying something back for what went wrong (§9.2, §9.3)."""
