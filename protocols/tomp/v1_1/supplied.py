"""What is resold, in the words of TOMP 1.1: as its supplier told it, under our own ids.

The supplier's tokens are passed on as they are, with their own end; those of a supplier that speaks
1.6 are told by the form that is in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bookings.states import BookingState, LegState
from bookings.supplied_queries import SuppliedBookingReading, SuppliedLegReading
from operators.fleet.states import AssetClass
from operators.supply.terms import RemoteLeg, RemotePart, RemotePrice, RemoteToken
from protocols.tomp.resold import ends_of, place_to_wire
from protocols.tomp.v1_1.words import BOOKING_STATE, LEG_STATE
from protocols.tomp.versions import Version
from protocols.tomp.wire import number, plain, utc
from sales.models import Offer, SalesChannel
from sales.money import vat_in
from sales.offers.supplied import legs_of_supply

FORM_OF_TYPE: Mapping[str, str] = {
    "tokenQR": "QR",
    "tokenDeeplink": "DEEPLINK",
    "tokenEKey": "AXA-EKEY-OTP",
    "tokenDefault": "DEFAULT",
}
LATER_CLASSES: Mapping[str, str] = {"FERRY": "WATER"}
"""Classes that 1.1 lacks."""


def option_to_wire(offer: Offer, *, channel: SalesChannel, with_ids: bool) -> dict[str, Any]:
    """`booking` that is offered; with ids it can be booked."""
    assert offer.supply is not None
    country = channel.tenant.country
    legs = []
    for sequence, (ours, facts, price) in enumerate(legs_of_supply(offer), start=1):
        leg = {**_course(facts), "state": LEG_STATE[LegState.NOT_STARTED]}
        leg["legSequenceNumber"] = sequence
        if price:
            leg["pricing"] = fare_to_wire(RemotePrice.from_json(price), offer, country)
        legs.append({"id": ours, **leg} if with_ids else leg)
    option: dict[str, Any] = {"state": "NEW", **ends_of(legs), "legs": legs}
    if offer.supply["price"]:
        whole = RemotePrice.from_json(offer.supply["price"])
        option["pricing"] = fare_to_wire(whole, offer, country)
    return {"id": offer.reference, **option} if with_ids else option


def booking_to_wire(
    reading: SuppliedBookingReading, *, version: Version, at: datetime
) -> dict[str, Any]:
    """`booking` with its legs."""
    booking = reading.booking
    legs = [leg_to_wire(leg, version=version) for leg in reading.legs]
    wire: dict[str, Any] = {
        "id": booking.reference,
        "state": _state(reading, at),
        **ends_of(legs),
        "legs": legs,
    }
    supply = booking.offer.supply or {}
    if supply.get("price"):
        price = RemotePrice.from_json(supply["price"])
        wire["pricing"] = fare_to_wire(price, booking.offer, booking.tenant.country)
    if booking.customer is not None:
        wire["customer"] = {"id": booking.customer.external_id}
    return wire


def leg_to_wire(reading: SuppliedLegReading, *, version: Version) -> dict[str, Any]:
    """`leg`, with the supplier's tokens as long as they are good."""
    wire: dict[str, Any] = {
        "id": reading.leg.reference,
        "state": _leg_state(reading, version),
        **_course(reading.facts),
        "legSequenceNumber": reading.leg.sequence,
    }
    if reading.price is not None:
        booking = reading.booking
        wire["pricing"] = fare_to_wire(reading.price, booking.offer, booking.tenant.country)
    if reading.ticket is not None:
        wire["ticket"] = token_to_wire(reading.ticket)
    keys = [token for token in reading.access if token != reading.ticket]
    if keys:
        wire["assetAccessData"] = token_to_wire(keys[0])
    return wire


def fare_to_wire(price: RemotePrice, offer: Offer, country: str) -> dict[str, Any]:
    """`fare`, part by part as the supplier told it; where it tells no VAT, that of the offer."""
    return {
        "estimated": price.is_estimated,
        "description": offer.product.name,
        "parts": [_part(part, price.currency, offer, country) for part in price.parts],
    }


def token_to_wire(token: RemoteToken) -> dict[str, Any]:
    """`token`: its type is free text."""
    content = {name: value for name, value in token.content.items() if name != "tokenType"}
    form = FORM_OF_TYPE.get(token.form, token.form)
    if token.form == "tokenQR":
        form = str(content.get("symbology") or form)
    return {
        "validFrom": utc(token.valid_from),
        "validUntil": utc(token.valid_until),
        "tokenType": form,
        "tokenData": content,
    }


def _state(reading: SuppliedBookingReading, at: datetime) -> str:
    """A vehicle's booking has started with its use; only tickets leave it as it was."""
    state = reading.booking.state_at(at)
    uses_vehicle = any(leg.facts.asset_id for leg in reading.legs)
    return "STARTED" if uses_vehicle and state == BookingState.STARTED else BOOKING_STATE[state]


def _leg_state(reading: SuppliedLegReading, version: Version) -> str:
    """1.1.0 has no CANCELLED: such a leg is told in its last state."""
    if reading.state == LegState.CANCELLED and version.as_published:
        was_used = reading.leg.started_at is not None
        return LEG_STATE[LegState.IN_USE if was_used else LegState.PREPARING]
    return LEG_STATE[reading.state]


def _course(facts: RemoteLeg) -> dict[str, Any]:
    wire: dict[str, Any] = {"from": place_to_wire(facts.origin)}
    if facts.destination is not None:
        wire["to"] = place_to_wire(facts.destination)
    times = {
        "departureTime": facts.started_at or facts.departs_at,
        "arrivalTime": facts.ended_at or facts.arrives_at,
    }
    wire |= {member: utc(moment.astimezone(UTC)) for member, moment in times.items() if moment}
    wire["assetType"] = _asset_type(facts)
    return {**wire, "asset": _asset(facts)} if facts.asset_id else wire


def _asset_type(facts: RemoteLeg) -> dict[str, Any]:
    known = facts.asset_class in AssetClass.values
    kind = facts.asset_class if known else AssetClass.OTHER.value
    kind = LATER_CLASSES.get(kind, kind)
    wire: dict[str, Any] = {"id": facts.type_id or kind, "assetClass": kind}
    if facts.asset_sub_class:
        wire["assetSubClass"] = facts.asset_sub_class
    shared = {"name": facts.type_name or kind, "accessMethods": list(facts.access_methods)}
    return {**wire, "sharedProperties": shared}


def _asset(facts: RemoteLeg) -> dict[str, Any]:
    own = {} if facts.charge is None else {"stateOfCharge": int(facts.charge)}
    return {"id": facts.asset_id, "overriddenProperties": own}


def _part(part: RemotePart, currency: str, offer: Offer, country: str) -> dict[str, Any]:
    rate = offer.vat_rate if part.vat_rate is None else part.vat_rate
    wire: dict[str, Any] = {
        "type": part.type,
        "name": part.name or offer.product.name,
        "amount": number(part.amount),
        "amountExVat": number(part.amount - vat_in(part.amount, rate)),
        "currencyCode": currency,
        "vatRate": number(rate),
        "vatCountryCode": country,
    }
    return {**wire, "unitType": part.unit, "units": plain(part.units)} if part.unit else wire
