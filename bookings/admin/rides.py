"""A leg in words."""

from __future__ import annotations

from bookings.models import Leg


def describe_ride(leg: Leg) -> str:
    """Line, origin and destination as they were sold."""
    ride = leg.ride_facts()
    return f"{ride.route_name}: {ride.origin.name} – {ride.destination.name}"
