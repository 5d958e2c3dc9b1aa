"""Closing the day of a point of sale: what was taken, what should lie in the drawer, the Z."""
