"""The letters that everything printed is set in."""
