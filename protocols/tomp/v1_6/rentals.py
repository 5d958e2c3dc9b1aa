"""Rentals in the words of TOMP 1.6: their options, bookings, legs and prices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from bookings.models import Rental
from bookings.rental_queries import RentalReading
from bookings.states import LegState
from operators.fleet.states import PartType, PlanPartKind, PlanUnit, VehicleUse
from operators.models import AssetType
from protocols.tomp.conditions import PAY_WHEN_FINISHED
from protocols.tomp.stands import place_of
from protocols.tomp.v1_6.customer_facts import customer_to_wire
from protocols.tomp.v1_6.stops import point_to_wire, rounded
from protocols.tomp.v1_6.vehicles import asset_to_wire, part_to_wire
from protocols.tomp.v1_6.words import BOOKING_STATE, LEG_STATE, OFFERED, UNLOCKED_OVER_TOMP
from protocols.tomp.versions import Version
from protocols.tomp.wire import number, plain, utc
from sales.fares.rentals import ChargedPart, RentalPrice
from sales.models import Offer, SalesChannel

COURSE = ("to", "departureTime", "arrivalTime", "actualDepartureTime", "actualArrivalTime")
"""What a booking of one leg tells as its leg does."""


def option_to_wire(offer: Offer, *, channel: SalesChannel, with_ids: bool) -> dict[str, Any]:
    """`booking` that is offered: one vehicle, where it stands, by its pricing plan."""
    asset = offer.asset
    assert asset is not None
    place = {"from": point_to_wire(rounded(place_of(asset)))}
    [promised] = offer.offered_legs()
    leg = {
        "state": LEG_STATE[LegState.NOT_STARTED],
        **place,
        "legSequenceNumber": 1,
        "assetType": _type_of(asset.asset_type),
        "asset": asset_to_wire(asset),
        "pricing": _tariff(offer, country=channel.tenant.country),
        "conditions": [PAY_WHEN_FINISHED],
    }
    if not with_ids:
        return {"state": OFFERED, **place, "legs": [leg]}
    leg = {"id": promised.reference, **leg}
    return {"id": offer.reference, "state": OFFERED, **place, "legs": [leg]}


def booking_to_wire(reading: RentalReading, *, version: Version, at: datetime) -> dict[str, Any]:
    """`booking` with its leg."""
    leg = leg_to_wire(reading, version=version)
    wire = brief_booking_to_wire(reading)
    wire |= {member: leg[member] for member in COURSE if member in leg}
    wire["legs"] = [leg]
    if reading.booking.customer is not None:
        wire["customer"] = customer_to_wire(reading.booking.customer)
    return wire


def leg_to_wire(reading: RentalReading, *, version: Version) -> dict[str, Any]:
    """`leg`: the vehicle as it was last seen, and what the rental costs by then."""
    leg = brief_leg_to_wire(reading)
    facts = reading.rental.facts
    leg["assetType"]["sharedProperties"] = _properties(facts["type_name"])
    leg["pricing"] = _pricing(reading)
    if plate := facts["plate"]:
        leg["asset"]["licensePlate"] = plate
    leg["departureTime"] = utc(reading.departs_at)
    if reading.arrives_at is not None:
        leg["arrivalTime"] = utc(reading.arrives_at)
    return leg | {"legSequenceNumber": 1, "conditions": [PAY_WHEN_FINISHED]}


def brief_booking_to_wire(reading: RentalReading) -> dict[str, Any]:
    """`booking` with its leg, in the members that clients of one-stop bookings alone know."""
    return {
        "id": reading.booking.reference,
        "state": BOOKING_STATE[reading.booking_state],
        "from": point_to_wire(reading.origin),
        "legs": [brief_leg_to_wire(reading)],
    }


def brief_leg_to_wire(reading: RentalReading) -> dict[str, Any]:
    """`leg` in the members that clients of one-stop bookings alone know."""
    return {
        "id": reading.leg.reference,
        "state": LEG_STATE[reading.state],
        "from": point_to_wire(reading.origin),
        **_course(reading),
        "assetType": _asset_type(reading.rental.facts),
        "asset": _asset_of(reading.rental),
        "pricing": _brief_pricing(reading),
    }


def charged_to_wire(
    part: ChargedPart, currency: str, *, rate: Decimal | None = None
) -> dict[str, Any]:
    """`farePart` of what was used: the amount is for all units, which are those consumed. A share
    of the price is told as a fixed amount, a cap as itself, since parts of type MAX are not
    added up. `rate` of the VAT, in percent, is told if it is given."""
    is_cap = part.type == PartType.MAX
    wire: dict[str, Any] = {
        "amount": number(part.cap if is_cap and part.cap is not None else part.amount),
        "currencyCode": currency,
        "type": part.type,
    }
    if rate is not None:
        wire["vatRate"] = number(rate)
    if part.name:
        wire["name"] = part.name
    if part.unit == PlanUnit.PERCENTAGE:
        wire["type"] = PartType.FIXED.value
    elif part.unit:
        wire |= {"unitType": part.unit, "units": plain(part.units)}
    if part.use == VehicleUse.PAUSED:
        wire["assetState"] = part.use
    return wire if part.kind == PlanPartKind.DEFAULT else {**wire, "kind": part.kind}


def _course(reading: RentalReading) -> dict[str, Any]:
    """When the use began and ended, and where, as far as that is known."""
    rental = reading.rental
    course: dict[str, Any] = {}
    if (end := reading.destination) is not None:
        course["to"] = point_to_wire(rounded(end))
    if rental.started_at:
        course["departureTime"] = course["actualDepartureTime"] = utc(rental.started_at)
    if rental.ended_at:
        course["arrivalTime"] = course["actualArrivalTime"] = utc(rental.ended_at)
    return course


def _type_of(kind: AssetType) -> dict[str, Any]:
    facts = {
        "type_id": kind.type_id,
        "asset_class": kind.asset_class,
        "asset_sub_class": kind.asset_sub_class,
    }
    return {**_asset_type(facts), "sharedProperties": _properties(kind.name)}


def _asset_type(facts: Mapping[str, Any]) -> dict[str, Any]:
    wire = {"id": facts["type_id"], "assetClass": facts["asset_class"]}
    sub_class = facts["asset_sub_class"]
    return {**wire, "assetSubClass": sub_class} if sub_class else wire


def _properties(name: str) -> dict[str, Any]:
    """`assetProperties` that the vehicles of a type share."""
    return {"name": name, "accessMethods": [UNLOCKED_OVER_TOMP]}


def _asset_of(rental: Rental) -> dict[str, Any]:
    wire: dict[str, Any] = {"id": rental.facts["asset_id"]}
    if rental.charge is not None:
        # Of a rental that was just made it is as fine as the vehicle told it.
        wire["stateOfCharge"] = int(rental.charge)
    if rental.range_metres is not None:
        wire["maxRange"] = rental.range_metres
    return wire


def _tariff(offer: Offer, *, country: str) -> dict[str, Any]:
    """`fare` of an offer: the parts of its plan, each an amount for so many units."""
    terms, rate = offer.pricing_plan(), offer.vat_rate
    parts = [part_to_wire(part, terms, rate=rate, country=country) for part in terms.parts]
    return {"estimated": True, "description": offer.product.name, "parts": parts}


def _pricing(reading: RentalReading) -> dict[str, Any]:
    """`fare`: an estimate of the fixed parts until the use has begun, and nothing for a use that
    never began."""
    price, rate = reading.price, reading.rental.vat_rate
    if reading.state == LegState.CANCELLED:
        return {"estimated": False, "parts": [{**_nothing(price), "vatRate": number(rate)}]}
    parts = [charged_to_wire(part, price.currency, rate=rate) for part in price.parts]
    return {"estimated": reading.is_estimated, "parts": parts}


def _brief_pricing(reading: RentalReading) -> dict[str, Any]:
    """`fare` as clients of one-stop bookings know it: fixed parts have no names in an estimate."""
    price = reading.price
    if reading.state == LegState.CANCELLED:
        return {"estimated": False, "parts": [_nothing(price)]}
    parts = [charged_to_wire(part, price.currency) for part in price.parts]
    if reading.is_estimated:
        parts = [{member: part[member] for member in part if member != "name"} for part in parts]
    return {"estimated": reading.is_estimated, "parts": parts}


def _nothing(price: RentalPrice) -> dict[str, Any]:
    return {"amount": 0.0, "currencyCode": price.currency, "type": PartType.FIXED.value}
