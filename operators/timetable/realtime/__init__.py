"""What operators publish of their vehicles while they run (GTFS-Realtime), and what it means."""
