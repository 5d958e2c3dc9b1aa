"""The page with which people inspect, in a real browser."""
