"""The only doors to a change in inspection."""
