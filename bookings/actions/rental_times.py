"""When a rental is to begin and to end, as its customer tells later."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from bookings.actions.recording import booking_event
from bookings.actions.rental_locks import (
    check_committed,
    check_reserved,
    lock_rental,
)
from bookings.errors import RentalOver, TimeRefused
from bookings.models import Leg
from bookings.states import BookingEventName, LegState
from operators.tenancy.actors import Actor


@transaction.atomic
def prepare_rental(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """Its customer is about to come: the leg is PREPARING. Preparing again changes nothing.

    NotCommitted, HoldExpired, ReservationOver, RentalOver; RentalBegun once it is unlocked.
    """
    rental = lock_rental(leg)
    check_reserved(rental, at=at)
    leg = rental.leg
    if leg.state != LegState.PREPARING:
        leg.prepare()
        leg.prepared_at = at
        leg.save(update_fields=["state", "prepared_at"])
        name = BookingEventName.LEG_PREPARED
        booking_event(leg.booking, name, by=by, at=at, leg=leg).save()
    return leg


@transaction.atomic
def extend_rental(leg: Leg, until: datetime | None, *, by: Actor, at: datetime) -> Leg:
    """Note that its customer means to end it at `until`, which is later than was told before.

    It can last as long as its fleet allows. TimeRefused; NotCommitted, HoldExpired; RentalOver once
    its clock has stopped.
    """
    rental = lock_rental(leg)
    check_committed(rental, at=at)
    if rental.ended_at is not None:
        raise RentalOver
    if until is None or until <= max(at, rental.until or at):
        raise TimeRefused("Tell in `time` when it is to end: later than now and than before.")
    longest = timedelta(minutes=rental.asset.fleet.longest_minutes)
    latest = (rental.started_at or at) + longest
    if until > latest:
        raise TimeRefused(f"A rental of this fleet ends by {latest:%Y-%m-%dT%H:%M:%SZ}.")
    rental.until = until
    rental.save(update_fields=["until"])
    return _tell(rental.leg, "until", until, by=by, at=at)


@transaction.atomic
def postpone_rental(leg: Leg, departs_at: datetime | None, *, by: Actor, at: datetime) -> Leg:
    """Note that its customer comes later, while the vehicle is kept.

    TimeRefused; otherwise as `prepare_rental`.
    """
    rental = lock_rental(leg)
    check_reserved(rental, at=at)
    leg = rental.leg
    if departs_at is None or departs_at <= max(at, leg.departs_at):
        raise TimeRefused("Tell in `time` when it is to begin: later than now and than before.")
    if departs_at >= rental.reserved_until:
        until = f"{rental.reserved_until:%Y-%m-%dT%H:%M:%SZ}"
        raise TimeRefused(f"The vehicle is kept until {until}; begin before that.")
    leg.departs_at = departs_at
    leg.save(update_fields=["departs_at"])
    return _tell(leg, "departs_at", departs_at, by=by, at=at)


def _tell(leg: Leg, what: str, when: datetime, *, by: Actor, at: datetime) -> Leg:
    name = BookingEventName.LEG_CHANGED
    booking_event(leg.booking, name, by=by, at=at, leg=leg, **{what: when}).save()
    return leg
