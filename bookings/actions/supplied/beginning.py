"""The beginning of a resold booking: its legs, its hold, and what the supplier says of both.

Steps of `taking_in`, which has locked the booking and stores it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bookings.actions.recording import booking_event
from bookings.actions.supplied.selling import sell_trip
from bookings.models import BookingEvent, Leg, SuppliedBooking, SuppliedLeg
from bookings.states import (
    RIDING,
    BookingEventName,
    BookingState,
    Origin,
    SupplyWish,
)
from operators.supply.terms import RemoteBooking, RemoteLeg
from operators.tenancy.actors import Actor
from sales.offers.supplied import legs_of_supply

ANSWER_WITHIN = timedelta(days=1)
"""How long a supplier that does not say so may think about a commit."""
SLACK = timedelta(minutes=10)
"""After that time we may hear of its answer still."""
COMMITTED_WITHIN = timedelta(days=7)
"""A hold does not lapse while nobody knows whether the supplier has sold it."""


def new_legs(row: SuppliedBooking, told: Sequence[RemoteLeg], *, at: datetime) -> list[SuppliedLeg]:
    """Store the legs of a booking as the supplier tells them, under our references."""
    offer = row.booking.offer
    ours = [leg.reference for leg in offer.offered_legs()]
    made = []
    for sequence, (reference, remote) in enumerate(zip(ours, told, strict=False), start=1):
        leg = Leg(
            booking=row.booking,
            reference=reference,
            sequence=sequence,
            ride={},
            departs_at=remote.departs_at or at,
        )
        leg.save()
        made.append(
            SuppliedLeg.objects.create(
                supplied=row, leg=leg, remote_reference=remote.reference, facts=remote.to_json()
            )
        )
    return made


def make_legs(row: SuppliedBooking, *, at: datetime) -> list[SuppliedLeg]:
    """The legs of a trip as it was offered."""
    told = [remote for _, remote, _ in legs_of_supply(row.booking.offer)]
    return new_legs(row, told, at=at)


def hold_longer(row: SuppliedBooking, *, at: datetime) -> None:
    """Nobody knows whether the supplier has sold what is held, so it does not lapse meanwhile."""
    row.booking.held_until = max(row.booking.held_until, at + COMMITTED_WITHIN)
    row.booking.save(update_fields=["held_until"])


def hold_as_before(row: SuppliedBooking) -> None:
    """The supplier has not sold what is held after all: it lapses when it would have."""
    booking = row.booking
    if booking.state == BookingState.PENDING and row.wanted == SupplyWish.COMMIT:
        seconds = booking.offer.channel.hold_seconds * (1 + booking.extensions)
        ends_at = booking.booked_at + timedelta(seconds=seconds)
        booking.held_until = min(booking.held_until, ends_at)


def settle_hold(
    row: SuppliedBooking, told: RemoteBooking, *, by: Actor, at: datetime
) -> list[BookingEvent]:
    """Bring a hold, or a commit that waits for its answer, to what the supplier says of it."""
    booking, state = row.booking, BookingState(told.state)
    if state == BookingState.PENDING:
        return _hold(row, told, by=by, at=at)
    if state == BookingState.CONDITIONAL_CONFIRMED:
        return _ask(row, told, by=by, at=at)
    if state in (*RIDING, BookingState.FINISHED):
        return [*_first_told(row, by=by, at=at), *sell_trip(row, by=by, at=at)]
    if state == BookingState.REJECTED:
        booking.reject(at=at)
        name = BookingEventName.REJECTED
    elif state == BookingState.EXPIRED:
        booking.expire(at=at)
        name = BookingEventName.EXPIRED
    else:
        booking.release(origin=wisher_of(row), at=at)
        name = BookingEventName.RELEASED
    return [booking_event(booking, name, by=by, at=at, reason=row.fault)]


def wisher_of(row: SuppliedBooking) -> Origin:
    """On whose wish it is given back: ours, as it was told here, or else the supplier's."""
    return Origin(row.asked_for) if row.asked_for else Origin.TO


def _first_told(row: SuppliedBooking, *, by: Actor, at: datetime) -> list[BookingEvent]:
    """Nobody hears of a hold before the supplier has said yes to it."""
    if row.wanted != SupplyWish.HOLD:
        return []
    return [booking_event(row.booking, BookingEventName.HELD, by=by, at=at)]


def _hold(
    row: SuppliedBooking, told: RemoteBooking, *, by: Actor, at: datetime
) -> list[BookingEvent]:
    booking = row.booking
    if row.wanted == SupplyWish.HOLD and told.expires_at is not None:
        # Ours never outlasts the supplier's.
        ends_at = max(told.expires_at, booking.booked_at + timedelta(seconds=1))
        booking.held_until = min(booking.held_until, ends_at)
    return _first_told(row, by=by, at=at)


def _ask(
    row: SuppliedBooking, told: RemoteBooking, *, by: Actor, at: datetime
) -> list[BookingEvent]:
    booking = row.booking
    if booking.state == BookingState.CONDITIONAL_CONFIRMED:
        return []
    until = told.answer_until or at + ANSWER_WITHIN
    booking.ask(until=max(until, at) + SLACK)
    name = BookingEventName.CONDITIONALLY_CONFIRMED
    return [booking_event(booking, name, by=by, at=at, answer_until=booking.answer_until)]
