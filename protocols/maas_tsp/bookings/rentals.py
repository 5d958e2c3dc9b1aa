"""Vehicles that are rented without a driver, booked."""

from __future__ import annotations

from typing import Any

from bookings.models import Rental
from bookings.rental_queries import RentalReading
from protocols.maas_tsp.bookings.tokens import validity
from protocols.maas_tsp.legs import leg_to_wire
from protocols.maas_tsp.meta import StationFacts, VehicleFacts, vehicle_meta
from protocols.maas_tsp.places import place_to_wire
from protocols.maas_tsp.terms import rental_terms

Wire = dict[str, Any]


def rental_members(reading: RentalReading) -> Wire:
    """`leg` from where the vehicle was fetched to where it is left, `meta` with the vehicle,
    `terms` with the rates, and `token` with how long it is kept.

    Where nobody has told the end, the leg ends where and when it begins.
    """
    facts = facts_of(reading.rental)
    origin = _origin(reading, facts)
    end = reading.destination
    return {
        "leg": leg_to_wire(
            facts.mode,
            reading.departs_at,
            max(reading.departs_at, reading.arrives_at or reading.departs_at),
            origin=origin,
            destination=origin if end is None else place_to_wire(*end),
        ),
        "meta": vehicle_meta(facts),
        "terms": _terms(reading),
        "token": _token(reading.rental),
    }


def facts_of(rental: Rental) -> VehicleFacts:
    """The vehicle as it was booked, where and how it was seen last."""
    told = rental.facts
    return VehicleFacts(
        asset_id=told["asset_id"],
        type_name=told["type_name"],
        asset_class=told["asset_class"],
        sub_class=told["asset_sub_class"],
        propulsion=told["propulsion"],
        plate=told["plate"],
        vendor=told["fleet"],
        riders=told.get("riders") or 0,
        charge=rental.charge,
        longitude=rental.longitude,
        latitude=rental.latitude,
        station=StationFacts(**station) if (station := told.get("station")) else None,
    )


def _origin(reading: RentalReading, facts: VehicleFacts) -> Wire:
    """Where its customer fetched it: at its station, if it was docked."""
    station = facts.station
    if station is None:
        return place_to_wire(*reading.origin)
    return place_to_wire(*reading.origin, name=station.name, station_id=station.station_id)


def _terms(reading: RentalReading) -> Wire:
    """A rental that runs has no end until its customer tells one, and then no validity."""
    rental = reading.rental
    begins_at = rental.started_at or rental.requested_at
    ends_at = reading.arrives_at if rental.started_at else rental.reserved_until
    terms = rental_terms(
        rental.plan_terms(),
        vat_rate=rental.vat_rate,
        begins_at=begins_at,
        ends_at=max(begins_at, ends_at or begins_at),
    )
    if ends_at is None:
        del terms["validity"]
    return terms


def _token(rental: Rental) -> Wire:
    """The vehicle unlocks when the caller asks for it; so there is nothing to show."""
    if rental.started_at is not None or rental.closed_at is not None:
        return {}
    return validity(rental.requested_at, rental.reserved_until)
