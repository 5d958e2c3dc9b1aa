"""Orders: what finance sees of every sale."""
