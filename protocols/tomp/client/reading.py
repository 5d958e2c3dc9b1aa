"""What another TOMP server answers, as far as we need it; both versions.

Answers are read mildly: members that we do not need may be missing or odd. What we cannot do
without is asked for, and SupplierUnfit says which member of which answer it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from bookings.states import BookingState, LegState
from operators.fleet.states import PartType, PlanPartKind, PlanUnit
from operators.supply.errors import SupplierUnfit
from operators.supply.terms import (
    RemoteBooking,
    RemoteEntry,
    RemoteLeg,
    RemotePart,
    RemotePlace,
    RemotePrice,
    RemoteToken,
    SupplierFacts,
)
from protocols.tomp.client.members import (
    amount_of,
    float_of,
    known,
    list_of,
    mild_moment,
    moment_of,
    object_of,
    reference_of,
    rows_of,
    text_of,
    whole_of,
    word_of,
)

BOOKING_STATES = frozenset(BookingState.values)
OF_OFFERS = frozenset({"NEW", *BookingState.values})
LEG_STATES = frozenset(LegState.values)
LEG_OF_BOOKING = {
    BookingState.STARTED.value: LegState.IN_USE.value,
    BookingState.FINISHED.value: LegState.FINISHED.value,
    BookingState.CANCELLED.value: LegState.CANCELLED.value,
}
IMPLEMENTED = ("IMPLEMENTED", "DIALECT")


def booking_of(
    told: Any, *, expires_at: datetime | None = None, states: frozenset[str] = BOOKING_STATES
) -> RemoteBooking:
    """`booking`; without legs it is one leg by itself (1.6)."""
    body = object_of(told, "booking")
    legs = list_of(body, "legs") or [_only_leg(body)]
    return RemoteBooking(
        reference=reference_of(body, "booking.id"),
        state=word_of(body, states, "booking.state"),
        legs=tuple(leg_of(leg, fallback=body) for leg in legs),
        price=price_of(body.get("pricing")),
        expires_at=expires_at,
        answer_until=_answer_until(legs),
    )


def _only_leg(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The leg of a booking that tells none: it is as far as its booking."""
    state = LEG_OF_BOOKING.get(str(body.get("state")), LegState.NOT_STARTED.value)
    return {**body, "pricing": None, "state": state}


def offers_of(told: Any) -> list[RemoteBooking]:
    """The options of a `planning` that can be booked."""
    body = object_of(told, "planning")
    valid_until = moment_of(body.get("validUntil"), "planning.validUntil")
    options = [object_of(option, "planning.options") for option in list_of(body, "options")]
    return [
        booking_of({"state": "NEW", **option}, expires_at=valid_until, states=OF_OFFERS)
        for option in options
        if option.get("id")
    ]


def leg_of(told: Any, *, fallback: Mapping[str, Any] | None = None) -> RemoteLeg:
    """`leg`; where a leg of a booking tells no place, the booking does."""
    body = object_of(told, "leg")
    around = fallback or {}
    origin = place_of(body.get("from") or around.get("from"))
    if origin is None:
        raise SupplierUnfit("leg.from: it tells no coordinates.")
    kind = object_of(body.get("assetType") or around.get("mainAssetType") or {}, "leg.assetType")
    shared = object_of(kind.get("sharedProperties") or {}, "assetType.sharedProperties")
    asset = object_of(body.get("asset") or {}, "leg.asset")
    own = object_of(asset.get("overriddenProperties") or {}, "asset.overriddenProperties")
    return RemoteLeg(
        reference=reference_of(body, "leg.id"),
        state=word_of({"state": "NOT_STARTED", **body}, LEG_STATES, "leg.state"),
        origin=origin,
        destination=place_of(body.get("to") or around.get("to")),
        departs_at=mild_moment(body.get("departureTime") or around.get("departureTime")),
        arrives_at=mild_moment(body.get("arrivalTime") or around.get("arrivalTime")),
        started_at=mild_moment(body.get("actualDepartureTime")),
        ended_at=mild_moment(body.get("actualArrivalTime")),
        type_id=text_of(kind.get("id")),
        asset_class=text_of(kind.get("assetClass")),
        asset_sub_class=text_of(kind.get("assetSubClass")),
        type_name=text_of(shared.get("name")),
        access_methods=tuple(text_of(word) for word in list_of(shared, "accessMethods")),
        asset_id=text_of(asset.get("id")),
        charge=float_of(asset.get("stateOfCharge", own.get("stateOfCharge"))),
        range_metres=whole_of(asset.get("maxRange", own.get("maxRange"))),
        price=price_of(body.get("pricing")),
        ticket=token_of(body.get("ticket")),
        access=tuple(_tokens(body)),
    )


def place_of(told: Any) -> RemotePlace | None:
    """`place`; None where it has no coordinates."""
    if not isinstance(told, Mapping) or not isinstance(told.get("coordinates"), Mapping):
        return None
    longitude = float_of(told["coordinates"].get("lng"))
    latitude = float_of(told["coordinates"].get("lat"))
    if longitude is None or latitude is None:
        return None
    stops = [stop for stop in list_of(told, "stopReference") if isinstance(stop, Mapping)]
    stop = stops[0] if stops else {}
    return RemotePlace(
        longitude,
        latitude,
        text_of(told.get("name")),
        text_of(stop.get("id") or told.get("stationId")),
        text_of(stop.get("country")),
    )


def price_of(told: Any) -> RemotePrice | None:
    """`fare`; None where there is none."""
    if not isinstance(told, Mapping):
        return None
    parts = [object_of(part, "fare.parts") for part in list_of(told, "parts")]
    if not parts:
        return None
    currency = next((part["currencyCode"] for part in parts if part.get("currencyCode")), "")
    return RemotePrice(
        text_of(currency), tuple(_part(part) for part in parts), bool(told.get("estimated"))
    )


def token_of(told: Any) -> RemoteToken | None:
    """`token`; None where there is none. Its content is not looked into."""
    if not isinstance(told, Mapping):
        return None
    content = told.get("tokenData")
    return RemoteToken(
        form=text_of(told.get("tokenType")),
        valid_from=moment_of(told.get("validFrom"), "token.validFrom"),
        valid_until=moment_of(told.get("validUntil"), "token.validUntil"),
        content=dict(content) if isinstance(content, Mapping) else {},
    )


def entries_of(told: Any) -> list[RemoteEntry]:
    """`journalEntry[]`, negative where something is given back."""
    return [_entry(object_of(entry, "journalEntry")) for entry in rows_of(told, "journal-entry")]


def facts_of(told: Any) -> SupplierFacts:
    """`endpointImplementation[]`."""
    versions = [object_of(entry, "meta") for entry in rows_of(told, "meta")]
    endpoints = [
        object_of(endpoint, "meta.endpoints")
        for entry in versions
        for endpoint in list_of(entry, "endpoints")
    ]
    served = (each for each in endpoints if each.get("status") in IMPLEMENTED)
    operations = (f"{each.get('method')} {each.get('path')}" for each in served)
    return SupplierFacts(
        tuple(text_of(entry.get("version")) for entry in versions),
        tuple(dict.fromkeys(operations)),
    )


def bookings_of(told: Any) -> list[RemoteBooking]:
    """`booking[]`."""
    return [booking_of(each) for each in rows_of(told, "bookings")]


def _entry(body: Mapping[str, Any]) -> RemoteEntry:
    rate = body.get("vatRate")
    category = body.get("category")
    if category is None and isinstance(body.get("details"), Mapping):
        category = body["details"].get("category")
    return RemoteEntry(
        reference=f"{text_of(body.get('journalId'))}/{text_of(body.get('journalSequenceId'))}",
        booking=text_of(body.get("journalId")),
        amount=amount_of(body.get("amount"), "journalEntry.amount"),
        currency=text_of(body.get("currencyCode")),
        category=text_of(category),
        vat_rate=None if rate is None else amount_of(rate, "journalEntry.vatRate"),
        comment=text_of(body.get("comment")),
    )


def _part(body: Mapping[str, Any]) -> RemotePart:
    rate = body.get("vatRate")
    unit = known(body.get("unitType"), PlanUnit.values, "")
    return RemotePart(
        type=known(body.get("type"), PartType.values, PartType.FIXED.value),
        amount=amount_of(body.get("amount"), "farePart.amount"),
        vat_rate=None if rate is None else amount_of(rate, "farePart.vatRate"),
        name=text_of(body.get("name")),
        unit=unit,
        units=amount_of(body.get("units", 1), "farePart.units") if unit else Decimal(0),
        kind=known(body.get("kind"), PlanPartKind.values, PlanPartKind.DEFAULT.value),
    )


def _tokens(body: Mapping[str, Any]) -> Iterable[RemoteToken]:
    told = [body.get("assetAccessData"), *list_of(body, "allAssetAccessData")]
    seen: list[RemoteToken] = []
    for token in map(token_of, told):
        if token is not None and token not in seen:
            seen.append(token)
    return seen


def _answer_until(legs: Iterable[Any]) -> datetime | None:
    conditions = [
        condition
        for leg in legs
        for condition in list_of(object_of(leg, "leg"), "conditions")
        if isinstance(condition, Mapping)
    ]
    told = (
        each.get("ultimateResponseTime")
        for each in conditions
        if each.get("conditionType") == "conditionPostponedCommit"
    )
    return next((found for found in map(mild_moment, told) if found), None)
