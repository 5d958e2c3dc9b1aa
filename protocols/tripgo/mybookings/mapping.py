"""A booking in the lists of a traveller (reference §9). Clients know old and new spellings, so both
are sent: `trips` and `trip`, `tripsInfo` and `tripInfo`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from protocols.tripgo.actions.mapping import booking_path
from protocols.tripgo.confirmation.audience import Audience
from protocols.tripgo.confirmation.facts import Facts, Spot
from protocols.tripgo.confirmation.kinds import facts_of
from protocols.tripgo.confirmation.known import Known
from protocols.tripgo.confirmation.mapping import confirmation_to_wire
from protocols.tripgo.modes import mode_info
from protocols.tripgo.money import sign_of
from protocols.tripgo.quick.booking import WAY_BACK
from protocols.tripgo.wire import epoch, iso, major, omit_none

Wire = dict[str, Any]


def booking_to_wire(
    known: Known, to: Audience, *, index: int, related: Sequence[Known] = ()
) -> Wire:
    """B. `index`: its place in the list, from 1; `related`: the way there of a way back, or the way
    back. Without a trip of this face it has no address of one."""
    facts = facts_of(known)
    zone = known.booking.tenant.zone
    info = trip_info(known, facts, to)
    url = to.address(booking_path(known.reference, "update")) if known.trip else None
    told = {
        "id": known.reference,
        "index": index,
        "mode": facts.mode,
        "confirmation": confirmation_to_wire(known, to),
        "datetime": iso(facts.departs_at, zone),
        "time": epoch(facts.departs_at),
        "timeZone": zone.key,
        "trips": [url] if url else [],
        "trip": url,
        "tripsInfo": [info],
        "tripInfo": info,
        "relatedBookings": [_related(other, to) for other in related],
        "isExternal": False,
    }
    return omit_none(told)


def is_way_back(known: Known) -> bool:
    """Whether it was booked as the way back of another booking."""
    return known.segment.endswith(WAY_BACK)


def _related(known: Known, to: Audience) -> Wire:
    return {
        "bookingId": known.reference,
        "type": "RETURN" if is_way_back(known) else "OUTBOUND",
        "confirmedBookingData": booking_to_wire(known, to, index=1),
    }


def trip_info(known: Known, facts: Facts, to: Audience) -> Wire:
    """T: from where to where, and by what."""
    zone = known.booking.tenant.zone
    arrives_at = facts.arrives_at or facts.departs_at
    seconds = max(0, int((arrives_at - facts.departs_at).total_seconds()))
    name = known.booking.offer.product.name
    mode = mode_info(facts.mode, alt=name, names=to.modes)
    return {
        "origin": _place(facts.origin),
        "destination": _place(facts.destination),
        "depart": iso(facts.departs_at, zone),
        "arrive": iso(arrives_at, zone),
        "queryIsLeaveAfter": True,
        "legs": [{"modeInfo": mode, "metric": _metric(facts, seconds)}],
    }


def _metric(facts: Facts, seconds: int) -> Wire:
    """What a leg takes. Nothing is known here of calories, emissions and hassle."""
    return {
        "calories": 0,
        "carbon": 0,
        "hassle": 0,
        "currencySymbol": sign_of(facts.currency),
        "duration": seconds,
        "localCost": major(facts.amount),
    }


def _place(spot: Spot) -> Wire:
    told: Wire = {"lat": spot.latitude, "lng": spot.longitude}
    return {**told, "address": spot.name, "name": spot.name} if spot.name else told
