"""What is resold, in the words of TOMP 1.6: as its supplier told it, under our own ids.

The supplier's tokens are passed on as they are, with their own end; those of a supplier that speaks
1.1 get the types of 1.6.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bookings.states import LegState
from bookings.supplied_queries import SuppliedBookingReading, SuppliedLegReading
from operators.fleet.states import AssetClass
from operators.supply.terms import RemoteLeg, RemotePart, RemotePrice, RemoteToken
from protocols.tomp.conditions import conditions_of_booking
from protocols.tomp.resold import ends_of, place_to_wire
from protocols.tomp.v1_6.customer_facts import customer_to_wire
from protocols.tomp.v1_6.words import (
    ACCESS_METHODS,
    BOOKING_STATE,
    LEG_STATE,
    OFFERED,
    TOKEN_TYPES,
)
from protocols.tomp.versions import Version
from protocols.tomp.wire import number, plain, utc
from sales.models import Offer, SalesChannel
from sales.offers.supplied import legs_of_supply

TYPE_OF_FORM: Mapping[str, str] = {
    "QR": "tokenQR",
    "AZTEC": "tokenQR",
    "BARCODE": "tokenQR",
    "DEEPLINK": "tokenDeeplink",
    "AXA-EKEY-OTP": "tokenEKey",
}
"""Of tokens as 1.1 tells them; all others are tokenDefault."""
LAYOUT = "1"


def option_to_wire(offer: Offer, *, channel: SalesChannel, with_ids: bool) -> dict[str, Any]:
    """`booking` that is offered; with ids it can be booked."""
    assert offer.supply is not None
    legs = []
    for sequence, (ours, facts, price) in enumerate(legs_of_supply(offer), start=1):
        leg = {**_course(facts), "state": LEG_STATE[LegState.NOT_STARTED]}
        leg["legSequenceNumber"] = sequence
        if price:
            leg["pricing"] = fare_to_wire(RemotePrice.from_json(price))
        legs.append({"id": ours, **leg} if with_ids else leg)
    option: dict[str, Any] = {"state": OFFERED, **ends_of(legs), "legs": legs}
    if offer.supply["price"]:
        option["pricing"] = fare_to_wire(RemotePrice.from_json(offer.supply["price"]))
    return {"id": offer.reference, **option} if with_ids else option


def booking_to_wire(
    reading: SuppliedBookingReading, *, version: Version, at: datetime
) -> dict[str, Any]:
    """`booking` with its legs."""
    booking = reading.booking
    legs = [leg_to_wire(leg, version=version) for leg in reading.legs]
    wire: dict[str, Any] = {
        "id": booking.reference,
        "state": BOOKING_STATE[booking.state_at(at)],
        **ends_of(legs),
        "legs": legs,
    }
    supply = booking.offer.supply or {}
    if supply.get("price"):
        wire["pricing"] = fare_to_wire(RemotePrice.from_json(supply["price"]))
    if booking.customer is not None:
        wire["customer"] = customer_to_wire(booking.customer)
    return wire


def leg_to_wire(reading: SuppliedLegReading, *, version: Version) -> dict[str, Any]:
    """`leg`, with the supplier's tokens as long as they are good."""
    wire: dict[str, Any] = {
        "id": reading.leg.reference,
        "state": LEG_STATE[reading.state],
        **_course(reading.facts),
        "legSequenceNumber": reading.leg.sequence,
    }
    if reading.price is not None:
        wire["pricing"] = fare_to_wire(reading.price)
    if reading.ticket is not None:
        wire["ticket"] = token_to_wire(reading.ticket)
    if reading.access:
        keys = [token_to_wire(token) for token in reading.access]
        wire |= {"assetAccessData": keys[0], "allAssetAccessData": keys}
    conditions = conditions_of_booking(reading.booking)
    return {**wire, "conditions": conditions} if conditions else wire


def fare_to_wire(price: RemotePrice) -> dict[str, Any]:
    """`fare`, part by part as the supplier told it."""
    return {
        "estimated": price.is_estimated,
        "parts": [_part(part, price.currency) for part in price.parts],
    }


def token_to_wire(token: RemoteToken) -> dict[str, Any]:
    """`token`: its type stands outside and inside."""
    kind = token.form
    content = token.content
    if kind not in TOKEN_TYPES:
        kind = TYPE_OF_FORM.get(token.form.upper(), "tokenDefault")
        content = _of_1_1(token, kind)
    return {
        "validFrom": utc(token.valid_from),
        "validUntil": utc(token.valid_until),
        "tokenType": kind,
        "tokenData": {**content, "tokenType": kind},
    }


def _of_1_1(token: RemoteToken, kind: str) -> dict[str, Any]:
    content = token.content
    if kind == "tokenQR":
        return {"version": LAYOUT, "symbology": token.form, **content}
    if kind == "tokenDeeplink" and "url" not in content and "web" in content:
        return {**content, "url": content["web"]}
    return content


def _course(facts: RemoteLeg) -> dict[str, Any]:
    wire: dict[str, Any] = {"from": place_to_wire(facts.origin)}
    if facts.destination is not None:
        wire["to"] = place_to_wire(facts.destination)
    times = {
        "departureTime": facts.departs_at,
        "arrivalTime": facts.arrives_at,
        "actualDepartureTime": facts.started_at,
        "actualArrivalTime": facts.ended_at,
    }
    wire |= {member: utc(moment.astimezone(UTC)) for member, moment in times.items() if moment}
    wire["assetType"] = _asset_type(facts)
    return {**wire, "asset": _asset(facts)} if facts.asset_id else wire


def _asset_type(facts: RemoteLeg) -> dict[str, Any]:
    kind = facts.asset_class if facts.asset_class in AssetClass.values else AssetClass.OTHER.value
    wire: dict[str, Any] = {"id": facts.type_id or kind, "assetClass": kind}
    if facts.asset_sub_class:
        wire["assetSubClass"] = facts.asset_sub_class
    known = [word for word in facts.access_methods if word in ACCESS_METHODS]
    wire["sharedProperties"] = {"name": facts.type_name or kind, "accessMethods": known}
    return wire


def _asset(facts: RemoteLeg) -> dict[str, Any]:
    wire: dict[str, Any] = {"id": facts.asset_id}
    if facts.charge is not None:
        wire["stateOfCharge"] = int(facts.charge)
    if facts.range_metres is not None:
        wire["maxRange"] = facts.range_metres
    return wire


def _part(part: RemotePart, currency: str) -> dict[str, Any]:
    wire: dict[str, Any] = {
        "amount": number(part.amount),
        "currencyCode": currency,
        "type": part.type,
    }
    if part.vat_rate is not None:
        wire["vatRate"] = number(part.vat_rate)
    if part.name:
        wire["name"] = part.name
    if part.unit:
        wire |= {"unitType": part.unit, "units": plain(part.units)}
    return {**wire, "kind": part.kind} if part.kind != "DEFAULT" else wire
