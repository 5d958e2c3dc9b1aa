"""The calls in which the caller is told what happened to a booking."""
