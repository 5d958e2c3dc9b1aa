"""The only doors to a change of a traveller's account."""
