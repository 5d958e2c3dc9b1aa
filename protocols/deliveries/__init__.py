"""Telling partners what happened: from the events of bookings to calls that were answered."""
