"""The review of what is held, and paying for it (§6.2, §6.3)."""
