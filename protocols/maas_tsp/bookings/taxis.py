"""Trips by taxi, booked."""

from __future__ import annotations

from typing import Any

from bookings.models import TaxiRide
from bookings.taxi_queries import TaxiReading
from operators.fleet.taxis import TaxiPlace
from protocols.maas_tsp.legs import leg_to_wire
from protocols.maas_tsp.meta import LONGEST, taxi_meta
from protocols.maas_tsp.places import place_to_wire, point_to_wire
from protocols.maas_tsp.terms import taxi_terms
from protocols.maas_tsp.wire import milliseconds

MODE = "TAXI"
LONGEST_NAME = 128

Wire = dict[str, Any]


def taxi_members(reading: TaxiReading) -> Wire:
    """`leg` as it was wished, with how much later the taxi comes; `meta` with the taxi centre, and
    driver and vehicle once one has accepted; `terms`. There is nothing to show, so no token."""
    ride, trip = reading.ride, reading.trip
    wished_at = trip.wished_at or trip.pick_up_at
    return {
        "leg": leg_to_wire(
            MODE,
            wished_at,
            max(wished_at, reading.arrives_at),
            origin=_place(trip.origin),
            destination=_place(trip.destination),
            delay=reading.departs_at - wished_at,
        ),
        "meta": taxi_to_wire(ride),
        "terms": taxi_terms(
            ride.plan_terms(),
            vat_rate=ride.vat_rate,
            begins_at=trip.pick_up_at,
            ends_at=trip.drop_off_at,
            fixes_price=trip.fixes_price,
            fee=ride.cancellation_fee,
        ),
        "token": {},
    }


def taxi_to_wire(ride: TaxiRide) -> Wire:
    """`meta`. Driver and vehicle are those that come now; the place is told until the trip is
    over."""
    service = ride.service
    meta = taxi_meta(
        vehicle_type=service["vehicle_type"],
        centre=service["name"],
        phone=service["phone"],
        picture_url=service["picture_url"],
        noShowReportedByDriver=ride.no_show,
    )
    taxi = meta["MODE_TAXI"]
    taxi["driver"] = _driver(ride.driver)
    if ride.accepted_at is not None:
        taxi |= _vehicle(ride)
    return meta


def _place(place: TaxiPlace) -> Wire:
    return place_to_wire(place.longitude, place.latitude, name=place.name, address=place.address)


def _driver(told: Wire) -> Wire:
    known = {
        "name": told.get("name", "")[:LONGEST_NAME],
        "phone": told.get("phone", ""),
        "image": told.get("picture_url", ""),
    }
    return {name: value for name, value in known.items() if value}


def _vehicle(ride: TaxiRide) -> Wire:
    """Of a ride that a driver has accepted."""
    assert ride.eta is not None
    described = f"{ride.vehicle['type_name']} {ride.vehicle['plate']}".strip()
    told: Wire = {
        "vehicleId": ride.vehicle["asset_id"][:LONGEST],
        "vehicleDescription": described[:LONGEST] or MODE.capitalize(),
        "eta": milliseconds(ride.arrived_at or ride.eta),
    }
    is_under_way = ride.ended_at is None and ride.closed_at is None
    if is_under_way and ride.longitude is not None and ride.latitude is not None:
        told["vehicleLocation"] = point_to_wire(ride.longitude, ride.latitude)
    return told
