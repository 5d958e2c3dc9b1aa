"""From two places and a moment to trips: on foot, by the timetable, by taxi, by shared vehicle."""
