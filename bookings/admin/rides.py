"""A leg in words."""

from __future__ import annotations

from bookings.models import Leg
from operators.admin.tables import table


def describe_ride(leg: Leg) -> str:
    """Line, origin and destination as they were sold; of a rental its vehicle."""
    if not leg.ride:
        facts = leg.rental.facts
        return f"{facts['type_name']} {facts['plate'] or facts['asset_id']}"
    ride = leg.ride_facts()
    return f"{ride.route_name}: {ride.origin.name} – {ride.destination.name}"


def describe_facts(leg: Leg) -> str:
    """All that was kept of the timetable, or of the vehicle, when the ride was sold."""
    if not leg.ride:
        return table(["", ""], leg.rental.facts_in_words())
    ride = leg.ride_facts()
    return table(
        ["", "Name", "Stop id", "Platform"],
        [
            [title, stop.name, stop.stop_id, stop.platform_code]
            for title, stop in (("From", ride.origin), ("To", ride.destination))
        ]
        + [
            ["Line", ride.route_name, ride.route_id, ""],
            ["Trip", f"{ride.headsign}, service day {ride.service_date}", ride.trip_id, ""],
            ["Zones", ", ".join(ride.zone_ids), "", ""],
        ],
    )
