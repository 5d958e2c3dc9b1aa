"""Rentals in the words of TOMP 1.1: their options, bookings, legs and prices.

What later versions have members for, and 1.1 has not, is left out: a leg has no actual times, and
the charge of a vehicle is one of its overridden properties.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from bookings.models import Rental
from bookings.rental_queries import RentalReading
from bookings.states import BookingState, LegState
from bookings.terms import Place
from operators.fleet.states import PartType, PlanPartKind, PlanUnit, VehicleUse
from operators.fleet.terms import PlanTerms
from operators.models import Asset
from protocols.tomp.conditions import PAY_WHEN_FINISHED
from protocols.tomp.stands import place_of
from protocols.tomp.v1_1.vehicles import ASSET_CLASS, kind_to_wire, part_to_wire
from protocols.tomp.v1_1.words import BOOKING_STATE, LEG_STATE
from protocols.tomp.versions import Version
from protocols.tomp.wire import number, plain, utc
from sales.fares.rentals import ChargedPart, RentalPrice
from sales.models import Offer, SalesChannel

RENTAL_STATE: Mapping[BookingState, str] = {
    **BOOKING_STATE,
    # Only the tickets of a journey leave a booking as it was when they are in use.
    BookingState.STARTED: "STARTED",
}


def option_to_wire(offer: Offer, *, channel: SalesChannel, with_ids: bool) -> dict[str, Any]:
    """`booking` that is offered: one vehicle, where it stands, by its pricing plan."""
    asset, terms = offer.asset, offer.plan_terms
    assert asset is not None
    assert terms is not None
    place = {"from": _point(place_of(asset))}
    [promised] = offer.offered_legs()
    leg = {
        "state": "NOT_STARTED",
        **place,
        "legSequenceNumber": 1,
        "assetType": kind_to_wire(asset.asset_type),
        "asset": asset_to_wire(asset),
        "conditions": [PAY_WHEN_FINISHED],
        "pricing": _tariff(
            PlanTerms.from_json(terms), rate=offer.vat_rate, country=channel.tenant.country
        ),
    }
    if not with_ids:
        return {"state": "NEW", **place, "legs": [leg]}
    leg = {"id": promised.reference, **leg}
    return {"id": offer.reference, "state": "NEW", **place, "legs": [leg]}


def booking_to_wire(reading: RentalReading, *, version: Version, at: datetime) -> dict[str, Any]:
    """`booking` with its leg, which has the price."""
    booking = reading.booking
    wire: dict[str, Any] = {
        "id": booking.reference,
        "state": RENTAL_STATE[BookingState(booking.state_at(at))],
        "from": _point(reading.origin),
        "legs": [leg_to_wire(reading, version=version)],
    }
    if (end := reading.destination) is not None:
        wire["to"] = _point(end)
    if booking.customer is not None:
        wire["customer"] = {"id": booking.customer.external_id}
    return wire


def leg_to_wire(reading: RentalReading, *, version: Version) -> dict[str, Any]:
    """`leg`: the vehicle as it was last seen, and what the rental costs by then."""
    return {
        "id": reading.leg.reference,
        "state": _leg_state(reading, version),
        "from": _point(reading.origin),
        **_course(reading),
        "legSequenceNumber": 1,
        "assetType": _asset_type(reading.rental.facts),
        "asset": _asset_of(reading),
        "conditions": [PAY_WHEN_FINISHED],
        "pricing": _pricing(reading),
    }


def asset_to_wire(asset: Asset) -> dict[str, Any]:
    """`asset` as its fleet last heard of it."""
    told: dict[str, Any] = {"location": _point(place_of(asset))}
    if asset.charge is not None:
        told["stateOfCharge"] = int(asset.charge)
    return {"id": asset.asset_id, "overriddenProperties": told}


def charged_to_wire(
    part: ChargedPart, currency: str, *, rate: Decimal, country: str
) -> dict[str, Any]:
    """`farePart` of what was used: the amount is for all units, which are those consumed. A share
    of the price is told as a fixed amount, a cap as itself, since parts of type MAX are not
    added up."""
    is_cap = part.type == PartType.MAX and part.cap is not None
    amount = part.cap if is_cap and part.cap is not None else part.amount
    without = amount * 100 / (100 + rate) if is_cap else amount - part.tax_amount
    wire: dict[str, Any] = {
        "type": part.type,
        "name": part.title,
        "amount": number(amount),
        "amountExVat": number(round(without, 2)),
        "currencyCode": currency,
        "vatRate": number(rate),
        "vatCountryCode": country,
    }
    if part.unit == PlanUnit.PERCENTAGE:
        wire["type"] = PartType.FIXED.value
    elif part.unit:
        wire |= {"unitType": part.unit, "units": plain(part.units)}
    return wire if part.kind == PlanPartKind.DEFAULT else {**wire, "meta": {"kind": part.kind}}


def _leg_state(reading: RentalReading, version: Version) -> str:
    """1.1.0 has no CANCELLED: such a leg is told as it was before, which never began."""
    if reading.state == LegState.CANCELLED and version.as_published:
        return LEG_STATE[LegState.NOT_STARTED]
    return LEG_STATE[reading.state]


def _course(reading: RentalReading) -> dict[str, Any]:
    """When the use began and ended, and where, as far as that is known."""
    rental = reading.rental
    course: dict[str, Any] = {}
    if (end := reading.destination) is not None:
        course["to"] = _point(end)
    if rental.started_at:
        course["departureTime"] = utc(rental.started_at)
    if ends_at := rental.ended_at or rental.until:
        course["arrivalTime"] = utc(ends_at)
    return course


def _asset_type(facts: Mapping[str, Any]) -> dict[str, Any]:
    wire = {
        "id": facts["type_id"],
        "assetClass": ASSET_CLASS[facts["asset_class"]],
        "sharedProperties": {"name": facts["type_name"], "propulsion": facts["propulsion"]},
    }
    sub_class = facts["asset_sub_class"]
    return {**wire, "assetSubClass": sub_class} if sub_class else wire


def _asset_of(reading: RentalReading) -> dict[str, Any]:
    rental: Rental = reading.rental
    told: dict[str, Any] = {}
    if (place := reading.seen_at_place) is not None:
        told["location"] = _point(place)
    if rental.charge is not None:
        told["stateOfCharge"] = int(rental.charge)
    return {"id": rental.facts["asset_id"], "overriddenProperties": told}


def _pricing(reading: RentalReading) -> dict[str, Any]:
    """`fare`: the pricing plan until the use has begun, then what was used, and nothing for a use
    that never began."""
    rental, price = reading.rental, reading.price
    rate, country = rental.vat_rate, reading.booking.tenant.country
    if reading.state == LegState.CANCELLED:
        return _fare(price, [_nothing(price)], rate=rate, country=country)
    if reading.is_estimated:
        return _tariff(rental.plan_terms(), rate=rate, country=country)
    return _fare(price, price.parts, rate=rate, country=country)


def _fare(price: RentalPrice, parts: Any, *, rate: Decimal, country: str) -> dict[str, Any]:
    told = [charged_to_wire(each, price.currency, rate=rate, country=country) for each in parts]
    return {"estimated": False, "parts": told}


def _nothing(price: RentalPrice) -> ChargedPart:
    zero = price.amount * 0
    return ChargedPart(PartType.FIXED, PlanPartKind.DEFAULT, "", "", zero, zero)


def _tariff(terms: PlanTerms, *, rate: Decimal, country: str) -> dict[str, Any]:
    """`fare` before anything was used: the amounts are for so many units."""
    used = [part for part in terms.parts if part.use == VehicleUse.IN_USE]
    parts = [part_to_wire(part, terms, rate=rate, country=country) for part in used]
    return {"estimated": True, "description": terms.name, "parts": parts}


def _point(place: Place) -> dict[str, Any]:
    """`place` by its coordinates. Vehicles tell more digits than they know; six are a tenth of a
    metre."""
    told = {"lng": round(place.longitude, 6), "lat": round(place.latitude, 6)}
    return {"coordinates": told}
