"""Lists and counts of a traveller's bookings, in as many queries whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from bookings.models.booking import BookingQuerySet
from protocols.tripgo.confirmation.audience import audience_of
from protocols.tripgo.confirmation.finding import find_mine, mine
from protocols.tripgo.confirmation.kinds import facts_of
from protocols.tripgo.confirmation.known import Known, know
from protocols.tripgo.confirmation.states import STAGE_OF, Stage
from protocols.tripgo.confirmation.valid import (
    count_by_month,
    departing,
    in_order,
    next_first,
    only,
)
from protocols.tripgo.errors import NotThere
from protocols.tripgo.modes import is_asked_for
from protocols.tripgo.mybookings.mapping import booking_to_wire
from protocols.tripgo.mybookings.requests import span_of
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.quick.booking import WAY_BACK
from protocols.tripgo.why import Why

Wire = dict[str, Any]

MOST_LIVE = 20
"""Valid bookings among which the one under way is looked for."""


def page_of(
    operation: TripGoOperation, rows: BookingQuerySet, *, first: int, most: int
) -> list[Wire]:
    """One page of bookings in the order of this face; `first` counts from 1."""
    begin = first - 1
    chosen = list(in_order(rows, at=operation.at)[begin : begin + most])
    to, found = audience_of(operation), know(chosen, at=operation.at)
    related = related_to(operation, found)
    return [
        booking_to_wire(known, to, index=index, related=related.get(known.reference, ()))
        for index, known in enumerate(found, start=begin + 1)
    ]


def related_to(operation: TripGoOperation, found: Sequence[Known]) -> dict[str, list[Known]]:
    """The ways back of ways there, and the other way round, by the references of those that were
    found; of bookings that were bought together. One query where there are none."""
    together = [known.purchase for known in found if known.purchase is not None]
    ways = mine(operation).filter(purchase_part__purchase__in=together)
    with_return = ways.filter(purchase_part__purchase__parts__place__endswith=WAY_BACK).distinct()
    others = know(list(with_return), at=operation.at) if together else []
    related: dict[str, list[Known]] = {}
    for known, other in product(found, others):
        if _are_two_ways(known, other):
            related.setdefault(known.reference, []).append(other)
    return related


def read_one(operation: TripGoOperation, reference: str) -> Wire:
    """One booking of the traveller. Booking.DoesNotExist."""
    known = find_mine(operation, reference)
    related = related_to(operation, [known]).get(reference, ())
    return booking_to_wire(known, audience_of(operation), index=1, related=related)


def list_bookings(operation: TripGoOperation, *, valid: bool | None, first: int, most: int) -> Wire:
    """`bookings` and the `count` of all that there are. `valid`: those that are good for something
    still, the rest, or all."""
    rows = mine(operation)
    if valid is not None:
        rows = only(rows, valid=valid, at=operation.at)
    return {"bookings": page_of(operation, rows, first=first, most=most), "count": rows.count()}


def list_month(operation: TripGoOperation, month: str, *, first: int, most: int) -> Wire:
    """The same of those that depart in a month, by the clocks of the tenant; of all without one."""
    rows = mine(operation)
    if month:
        begin, end = span_of(month, operation.channel.tenant.zone)
        rows = departing(rows, begin, end)
    return {"bookings": page_of(operation, rows, first=first, most=most), "count": rows.count()}


def count_valid(operation: TripGoOperation) -> int:
    """How many bookings are good for something still; one query."""
    return only(mine(operation), valid=True, at=operation.at).count()


def summarise(operation: TripGoOperation) -> list[Wire]:
    """How many bookings depart in each month, the newest month first; one query."""
    zone = operation.channel.tenant.zone
    counted = count_by_month(mine(operation), zone)
    return [{"month": f"{month:%Y-%m}", "count": count} for month, count in counted]


def find_active(operation: TripGoOperation, mode: str) -> Wire:
    """The booking that is under way, else the one that begins next, of a mode if one is asked for.
    NotThere if there is none."""
    rows = next_first(only(mine(operation), valid=True, at=operation.at))
    asked = [mode] if mode else []
    fitting = [
        known
        for known in know(list(rows[:MOST_LIVE]), at=operation.at)
        if is_asked_for(facts_of(known).mode, asked)
    ]
    if not fitting:
        raise NotThere(Why.NONE_ACTIVE)
    return booking_to_wire(min(fitting, key=_is_ahead), audience_of(operation), index=1)


def _are_two_ways(one: Known, other: Known) -> bool:
    """Whether the one is the way there, or back, of the other."""
    there, back = sorted((one.segment, other.segment), key=len)
    return one.purchase == other.purchase and back == f"{there}{WAY_BACK}"


def _is_ahead(known: Known) -> bool:
    return STAGE_OF[known.status] is not Stage.UNDER_WAY
