"""A leg in words."""

from __future__ import annotations

from bookings.models import Leg
from operators.admin.tables import table
from operators.fleet.taxis import TaxiPlace


def describe_ride(leg: Leg) -> str:
    """Line, origin and destination as they were sold; of a rental its vehicle, of a taxi its ends;
    of what is resold nothing is known here."""
    if leg.ride:
        ride = leg.ride_facts()
        return f"{ride.route_name}: {ride.origin.name} – {ride.destination.name}"
    if hasattr(leg, "rental"):
        facts = leg.rental.facts
        return f"{facts['type_name']} {facts['plate'] or facts['asset_id']}"
    if hasattr(leg, "taxi_ride"):
        trip = leg.taxi_ride.ordered_trip()
        return f"Taxi: {describe_place(trip.origin)} – {describe_place(trip.destination)}"
    return "Resold"


def describe_facts(leg: Leg) -> str:
    """All that was kept of the timetable, or of the vehicle, when the ride was sold."""
    if not leg.ride:
        facts = [
            getattr(leg, name).facts_in_words()
            for name in ("rental", "taxi_ride")
            if hasattr(leg, name)
        ]
        return table(["", ""], [row for rows in facts for row in rows], empty="Nothing here.")
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


def describe_place(place: TaxiPlace) -> str:
    """Its name or address, or else where it is: WGS 84, latitude first."""
    return place.name or place.address or f"{place.latitude:.4f}, {place.longitude:.4f}"
