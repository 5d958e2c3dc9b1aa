"""Bookings and legs of rentals in the words of TOMP 1.6 (§ booking, trip execution)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bookings.models import Rental
from bookings.rental_queries import RentalReading
from bookings.states import LegState
from bookings.terms import Place
from operators.fleet.states import PartType, PlanPartKind, PlanUnit
from protocols.tomp.v1_6.operator import plain
from protocols.tomp.v1_6.words import BOOKING_STATE, LEG_STATE, SUPPORT_STATUS
from protocols.tomp.wire import number, utc
from sales.fares.rentals import ChargedPart, RentalPrice
from support.models import SupportCase
from support.states import CaseState


def booking_to_wire(reading: RentalReading) -> dict[str, Any]:
    """`booking` with its leg."""
    return {
        "id": reading.booking.reference,
        "state": BOOKING_STATE[reading.booking_state],
        "from": place_to_wire(reading.origin),
        "legs": [leg_to_wire(reading)],
    }


def leg_to_wire(reading: RentalReading) -> dict[str, Any]:
    """`leg`: the vehicle as it was last seen, and what the rental costs by then."""
    return {
        "id": reading.leg.reference,
        "state": LEG_STATE[reading.state],
        "from": place_to_wire(reading.origin),
        **_course(reading),
        "assetType": _asset_type(reading.rental.facts),
        "asset": _asset(reading.rental),
        "pricing": _pricing(reading),
    }


def support_to_wire(asked: Mapping[str, Any], case: SupportCase) -> dict[str, Any]:
    """`supportStatus`: what was asked, as it was asked, and how it stands."""
    return {**asked, "status": SUPPORT_STATUS[CaseState(case.state)]}


def place_to_wire(place: Place) -> dict[str, Any]:
    """`place` by its coordinates."""
    return {"coordinates": {"lng": place.longitude, "lat": place.latitude}}


def charged_to_wire(part: ChargedPart, currency: str) -> dict[str, Any]:
    """`farePart` of what was used: the amount is for all units, which are those consumed. A share
    of the price is told as a fixed amount, a cap as itself, since parts of type MAX are not
    added up."""
    is_cap = part.type == PartType.MAX
    wire: dict[str, Any] = {
        "amount": number(part.cap if is_cap and part.cap is not None else part.amount),
        "currencyCode": currency,
        "type": part.type,
    }
    if part.name:
        wire["name"] = part.name
    if part.unit == PlanUnit.PERCENTAGE:
        wire["type"] = PartType.FIXED.value
    elif part.unit:
        wire |= {"unitType": part.unit, "units": plain(part.units)}
    return wire if part.kind == PlanPartKind.DEFAULT else {**wire, "kind": part.kind}


def _course(reading: RentalReading) -> dict[str, Any]:
    """When the use began and ended, and where, as far as that is known."""
    rental = reading.rental
    course: dict[str, Any] = {}
    if (end := reading.destination) is not None:
        # Vehicles tell more digits than they know; six are a tenth of a metre.
        course["to"] = place_to_wire(Place(round(end.longitude, 6), round(end.latitude, 6)))
    if rental.started_at:
        course["departureTime"] = course["actualDepartureTime"] = utc(rental.started_at)
    if rental.ended_at:
        course["arrivalTime"] = course["actualArrivalTime"] = utc(rental.ended_at)
    return course


def _asset_type(facts: Mapping[str, Any]) -> dict[str, Any]:
    wire = {"id": facts["type_id"], "assetClass": facts["asset_class"]}
    sub_class = facts["asset_sub_class"]
    return {**wire, "assetSubClass": sub_class} if sub_class else wire


def _asset(rental: Rental) -> dict[str, Any]:
    wire: dict[str, Any] = {"id": rental.facts["asset_id"]}
    if rental.charge is not None:
        # Of a rental that was just made it is as fine as the vehicle told it.
        wire["stateOfCharge"] = int(rental.charge)
    if rental.range_metres is not None:
        wire["maxRange"] = rental.range_metres
    return wire


def _pricing(reading: RentalReading) -> dict[str, Any]:
    """`fare`: an estimate of the fixed parts until the use has begun, and nothing for a use that
    never began."""
    price = reading.price
    if reading.state == LegState.CANCELLED:
        nothing = {"amount": 0.0, "currencyCode": price.currency, "type": PartType.FIXED.value}
        return {"estimated": False, "parts": [nothing]}
    if reading.is_estimated:
        return {"estimated": True, "parts": _fixed_parts(price)}
    parts = [charged_to_wire(part, price.currency) for part in price.parts]
    return {"estimated": False, "parts": parts}


def _fixed_parts(price: RentalPrice) -> list[dict[str, Any]]:
    """Without their names, as the clients of one-stop bookings know them."""
    told = [charged_to_wire(part, price.currency) for part in price.parts]
    return [{member: part[member] for member in part if member != "name"} for part in told]
