"""What there is to travel with between two places, and what it costs."""
