"""The only doors to a change of bookings and legs."""
