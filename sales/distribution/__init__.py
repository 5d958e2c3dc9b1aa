"""Handing out the tickets of sold lines, and passing them on."""
