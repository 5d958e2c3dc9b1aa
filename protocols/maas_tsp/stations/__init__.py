"""Stops of the timetable and stations of fleets."""
