"""Who works with Perron and what they run: tenancy and timetable."""
