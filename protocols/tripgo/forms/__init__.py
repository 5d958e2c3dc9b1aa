"""Forms that apps show, and what is read of their answers (reference §7)."""
