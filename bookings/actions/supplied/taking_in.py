"""What a supplier says, taken in: the one place where a resold booking changes its state.

What is written is decided by the state of the row, under its lock, so whoever comes second finds
it done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from bookings.actions.recording import booking_event
from bookings.actions.supplied.beginning import hold_as_before, new_legs, settle_hold, wisher_of
from bookings.actions.supplied.following import (
    close_legs,
    follow_leg,
    is_overtaken,
    note_leg,
)
from bookings.actions.supplied.locking import legs_of, lock_supplied, satisfied
from bookings.actions.supplied.selling import sell_ride, take_back
from bookings.models import Booking, BookingEvent, Leg, SuppliedBooking, SuppliedLeg
from bookings.states import (
    CLOSED,
    CLOSED_LEGS,
    HELD,
    RIDING,
    WAITING_LEGS,
    BookingEventName,
    BookingState,
    LegState,
    SupplyWish,
)
from operators.supply.terms import RemoteBooking, RemoteEntry, RemoteLeg
from operators.tenancy.actors import Actor

LOOK_SOON = timedelta(seconds=10)
LOOK_AGAIN = timedelta(seconds=60)
LOOK_AT_TRIPS = timedelta(minutes=30)
DONE_BY: Mapping[SupplyWish, frozenset[BookingState]] = {
    SupplyWish.HOLD: frozenset(BookingState),
    SupplyWish.BOOK: frozenset(BookingState),
    SupplyWish.COMMIT: frozenset(BookingState) - {BookingState.PENDING},
    SupplyWish.CANCEL: frozenset(CLOSED),
}
"""Which states of the supplier's show that it did what was wanted."""


@transaction.atomic(durable=True)
def take_in(
    supplied: SuppliedBooking,
    told: RemoteBooking,
    *,
    charges: Sequence[RemoteEntry] | None = None,
    is_refused: bool = False,
    by: Actor,
    at: datetime,
) -> SuppliedBooking:
    """Bring the booking to where the supplier's is; what it charges for one that was sold and then
    cancelled is told by `charges`. `is_refused`: it will not do what was wanted."""
    row = lock_supplied(supplied.booking)
    row.remote_reference = told.reference
    row.remote_state = told.state
    rows = legs_of(row) or new_legs(row, told.legs, at=at)
    by_reference = {leg.reference: leg for leg in told.legs}
    events = _follow(row, rows, by_reference, told, charges=charges, by=by, at=at)
    if is_refused or _is_done(row, told):
        hold_as_before(row)
        satisfied(row, next_look_at=None)
    _settle_acts(row, rows)
    if not row.wanted:
        row.next_try_at = next_look(row.booking, rows, at=at)
    _store(row, rows, events)
    return row


@transaction.atomic(durable=True)
def take_in_leg(
    supplied: SuppliedBooking,
    told: RemoteLeg,
    *,
    is_act_over: bool = False,
    by: Actor,
    at: datetime,
) -> SuppliedBooking:
    """The same with what the supplier tells of one leg. That a booking is over is told by its
    booking alone."""
    row = lock_supplied(supplied.booking)
    rows = legs_of(row)
    events = []
    if row.booking.state in RIDING:
        events = _follow_legs(row, rows, {told.reference: told}, by=by, at=at)
    for mine in rows:
        if is_act_over and mine.remote_reference == told.reference:
            _forget_act(mine)
    _settle_acts(row, rows)
    if not row.wanted:
        row.next_try_at = next_look(row.booking, rows, at=at)
    _store(row, rows, events)
    return row


def next_look(booking: Booking, rows: Iterable[SuppliedLeg], *, at: datetime) -> datetime | None:
    """When to look by ourselves how the booking stands; callbacks tell sooner."""
    if booking.state == BookingState.CONDITIONAL_CONFIRMED:
        return at + LOOK_AGAIN
    if booking.state not in RIDING:
        return None
    if booking.order_id is None:
        waits = any(row.leg.state in WAITING_LEGS for row in rows)
        return at + (LOOK_SOON if waits else LOOK_AGAIN)
    ends = [row.leg.arrives_at or row.leg.departs_at for row in rows]
    return max([at, *ends]) + LOOK_AT_TRIPS


def _follow(
    row: SuppliedBooking,
    rows: Sequence[SuppliedLeg],
    told_legs: Mapping[str, RemoteLeg],
    told: RemoteBooking,
    *,
    charges: Sequence[RemoteEntry] | None,
    by: Actor,
    at: datetime,
) -> list[BookingEvent]:
    booking = row.booking
    if booking.state in CLOSED:
        return []
    events: list[BookingEvent] = []
    state = BookingState(told.state)
    if booking.state in HELD:
        events += settle_hold(row, told, by=by, at=at)
    if booking.state not in CLOSED and state not in CLOSED:
        moved = _follow_legs(row, rows, told_legs, by=by, at=at)
        # Of a hold the partner hears when it is told of it.
        events += moved if booking.state in RIDING else []
    if booking.state in RIDING and state == BookingState.FINISHED:
        events += _follow_legs(row, rows, told_legs, by=by, at=at)
        events += _finish(row, rows, told, by=by, at=at)
    elif booking.state in RIDING and state in CLOSED:
        take_back(row, charges or (), by=by, at=at)
        events += _cancel(row, rows, by=by, at=at)
    elif booking.state in CLOSED:
        events += close_legs(rows, by=by, at=at)
    return events


def _follow_legs(
    row: SuppliedBooking,
    rows: Sequence[SuppliedLeg],
    told: Mapping[str, RemoteLeg],
    *,
    by: Actor,
    at: datetime,
) -> list[BookingEvent]:
    events = []
    for mine in rows:
        theirs = told.get(mine.remote_reference)
        if theirs is not None and not is_overtaken(mine.leg, theirs):
            note_leg(mine, theirs, at=at)
            events += follow_leg(mine.leg, theirs, by=by, at=at)
    booking = row.booking
    used = [mine for mine in rows if mine.leg.state not in (*WAITING_LEGS, LegState.CANCELLED)]
    if used and booking.state == BookingState.CONFIRMED:
        booking.start(at=min((mine.leg.started_at or at for mine in used), default=at))
        events.append(booking_event(booking, BookingEventName.STARTED, by=by, at=at))
    return events


def _finish(
    row: SuppliedBooking,
    rows: Sequence[SuppliedLeg],
    told: RemoteBooking,
    *,
    by: Actor,
    at: datetime,
) -> list[BookingEvent]:
    booking = row.booking
    if booking.order_id is None:
        # A use that never began is over as well, and may cost something.
        if booking.state == BookingState.CONFIRMED:
            booking.start(at=at)
        booking.settle(order=sell_ride(row, rows, told, by=by, at=at), at=at)
    else:
        booking.finish(at=at)
    events = [
        booking_event(booking, BookingEventName.LEG_FINISHED, by=by, at=at, leg=mine.leg)
        for mine in rows
        if _finish_leg(mine.leg, at=at)
    ]
    return [*events, booking_event(booking, BookingEventName.FINISHED, by=by, at=at)]


def _finish_leg(leg: Leg, *, at: datetime) -> bool:
    if leg.state in CLOSED_LEGS:
        return False
    leg.finish(at=at)
    return True


def _cancel(
    row: SuppliedBooking, rows: Sequence[SuppliedLeg], *, by: Actor, at: datetime
) -> list[BookingEvent]:
    origin = wisher_of(row)
    row.booking.cancel(origin=origin, at=at)
    events = close_legs(rows, by=by, at=at)
    name = BookingEventName.CANCELLED
    return [*events, booking_event(row.booking, name, by=by, at=at, origin=origin)]


def _is_done(row: SuppliedBooking, told: RemoteBooking) -> bool:
    if not row.wanted:
        return False
    if row.booking.state in CLOSED:
        return True
    done_by = DONE_BY.get(SupplyWish(row.wanted))
    return done_by is not None and told.state in done_by


def _settle_acts(row: SuppliedBooking, rows: Iterable[SuppliedLeg]) -> None:
    """Nothing is wanted of a leg that is over; and of the booking, if of none of its legs."""
    rows = list(rows)
    for mine in rows:
        if mine.leg.state in CLOSED_LEGS:
            _forget_act(mine)
    if row.wanted == SupplyWish.ACT and not any(mine.act for mine in rows):
        satisfied(row, next_look_at=None)


def _forget_act(mine: SuppliedLeg) -> None:
    mine.act = ""
    mine.told = {}


def _store(
    row: SuppliedBooking, rows: Iterable[SuppliedLeg], events: Sequence[BookingEvent]
) -> None:
    for mine in rows:
        mine.leg.save()
        mine.save()
    row.booking.save()
    row.save()
    BookingEvent.objects.bulk_create(events)
