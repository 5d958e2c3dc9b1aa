"""Legs brought to where the supplier says they are, in memory; the caller stores them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from bookings.actions.recording import booking_event
from bookings.models import BookingEvent, Leg, SuppliedLeg
from bookings.states import (
    CLOSED_LEGS,
    RIDING_LEGS,
    WAITING_LEGS,
    BookingEventName,
    LegState,
)
from operators.supply.terms import RemoteLeg
from operators.tenancy.actors import Actor


def note_leg(row: SuppliedLeg, told: RemoteLeg, *, at: datetime) -> None:
    """What the supplier tells of a leg takes the place of what it told before."""
    row.facts = told.to_json()
    row.read_at = at
    if told.price is not None:
        row.price = told.price.to_json()
    tokens = [token for token in (told.ticket, *told.access) if token is not None]
    row.tokens = {
        "ticket": told.ticket.to_json() if told.ticket else None,
        "access": [token.to_json() for token in told.access],
    }
    row.fresh_until = min((token.valid_until for token in tokens), default=None)
    leg = row.leg
    if told.departs_at is not None:
        leg.departs_at = told.departs_at
    leg.arrives_at = told.arrives_at


def is_overtaken(leg: Leg, told: RemoteLeg) -> bool:
    """Whether this was told before the use began, though it comes after what was told later. No
    use un-begins, and whoever asked first may be answered last."""
    return leg.state not in WAITING_LEGS and LegState(told.state) in WAITING_LEGS


def follow_leg(leg: Leg, told: RemoteLeg, *, by: Actor, at: datetime) -> list[BookingEvent]:
    """Bring a leg to the supplier's state by the moves that lead there; a closed one stays."""
    state = LegState(told.state)
    if leg.state in CLOSED_LEGS or state == leg.state:
        return []
    moves = _moves(leg, state, told, at=at)
    return [booking_event(leg.booking, name, by=by, at=at, leg=leg) for name in moves]


def _moves(
    leg: Leg, state: LegState, told: RemoteLeg, *, at: datetime
) -> Iterator[BookingEventName]:
    if state == LegState.PREPARING and leg.state == LegState.NOT_STARTED:
        leg.prepare()
        yield BookingEventName.LEG_PREPARED
    if state in RIDING_LEGS:
        yield from _ride(leg, state, told, at=at)
    if state == LegState.FINISHED:
        if told.started_at is not None and leg.state in WAITING_LEGS:
            yield from _ride(leg, LegState.IN_USE, told, at=at)
        leg.finish(at=told.ended_at or at)
        yield BookingEventName.LEG_FINISHED
    if state == LegState.CANCELLED:
        yield from cancel_leg(leg, at=at)


def cancel_leg(leg: Leg, *, at: datetime) -> Iterator[BookingEventName]:
    """Cancel a leg that is not over; a paused one is resumed first, since no pause is cancelled."""
    if leg.state == LegState.PAUSED:
        leg.resume()
    if leg.state == LegState.FINISHING:
        leg.finish(at=at)
        yield BookingEventName.LEG_FINISHED
    elif leg.state not in CLOSED_LEGS:
        leg.cancel(at=at)
        yield BookingEventName.LEG_CANCELLED


def close_legs(rows: Iterable[SuppliedLeg], *, by: Actor, at: datetime) -> list[BookingEvent]:
    """Cancel the legs of a booking that is over without being used."""
    return [
        booking_event(row.leg.booking, name, by=by, at=at, leg=row.leg)
        for row in rows
        for name in cancel_leg(row.leg, at=at)
    ]


def _ride(
    leg: Leg, state: LegState, told: RemoteLeg, *, at: datetime
) -> Iterator[BookingEventName]:
    if leg.state in WAITING_LEGS:
        leg.start(at=told.started_at or at)
        yield BookingEventName.LEG_STARTED
    if state == LegState.IN_USE and leg.state == LegState.PAUSED:
        leg.resume()
        yield BookingEventName.LEG_RESUMED
    if state == LegState.PAUSED and leg.state == LegState.IN_USE:
        leg.pause()
        yield BookingEventName.LEG_PAUSED
    if state == LegState.FINISHING and leg.state != LegState.FINISHING:
        leg.begin_finishing()
        yield BookingEventName.LEG_FINISHING
