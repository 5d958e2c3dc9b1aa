"""GTFS timetables: whole feeds in, rides between stops out."""
