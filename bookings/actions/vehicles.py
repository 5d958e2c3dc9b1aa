"""What is asked of the vehicle of a rental. Nothing here holds a lock while it asks."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from bookings.actions.recording import booking_event
from bookings.actions.rental_locks import (
    check_not_over,
    is_waiting,
    lock_rental,
    note_sighting,
    rental_of,
)
from bookings.errors import NotBegun, RentalOver
from bookings.models import Leg, Rental
from bookings.states import BookingEventName
from operators.fleet.errors import AssetTaken, GatewayBusy
from operators.fleet.gateways.finding import gateway_of
from operators.fleet.gateways.interface import Sighting, VehicleGateway
from operators.tenancy.actors import Actor

LONGEST_WAIT = timedelta(minutes=10)
"""Between two tries to lock, however often it was tried before."""


def gateway_to(rental: Rental) -> VehicleGateway:
    return gateway_of(rental.asset.fleet)


def look(rental: Rental, *, at: datetime) -> Sighting | None:
    """Where the vehicle is; None if it does not say."""
    try:
        return gateway_to(rental).locate(rental.asset, at=at)
    except GatewayBusy:
        return None


def shut_if_nobody_rides(rental: Rental, *, at: datetime) -> bool:
    """Tell the vehicle of a rental that never began, or is over, to be locked; whether it did.

    Not if somebody else has it by now.
    """
    others = Rental.objects.open().filter(asset=rental.asset_id).exclude(pk=rental.pk)
    if others.exists():
        return False
    try:
        gateway_to(rental).lock(rental.asset, at=at)
    except GatewayBusy:
        return False
    return True


def unlock_again(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """Unlock the vehicle of a rental whose clock runs, for a customer who was locked out.

    RentalOver once the clock has stopped; GatewayBusy.
    """
    rental = rental_of(leg)
    if rental.started_at is None or rental.ended_at is not None:
        raise RentalOver("The clock of this rental does not run, so nobody may unlock its vehicle.")
    seen = gateway_to(rental).unlock(rental.asset, at=at)
    return _note_command(rental, seen, BookingEventName.UNLOCKED, by=by, at=at)


def lock_again(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """Lock the vehicle of a rental that is over, after it was left open.

    AssetTaken if somebody else has the vehicle by now; GatewayBusy.
    """
    rental = rental_of(leg)
    if Rental.objects.open().filter(asset=rental.asset_id).exclude(pk=rental.pk).exists():
        raise AssetTaken
    seen = gateway_to(rental).lock(rental.asset, at=at)
    return _note_command(rental, seen, BookingEventName.LOCKED, by=by, at=at)


def open_trunk(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """Open the box of a vehicle in use, paused or not.

    NotBegun before the start, RentalOver once the clock has stopped; GatewayUnable where there is
    no box that opens so; GatewayBusy.
    """
    rental = rental_of(leg)
    check_not_over(rental)
    if is_waiting(rental):
        raise NotBegun
    if rental.ended_at is not None:
        raise RentalOver
    seen = gateway_to(rental).open_trunk(rental.asset, at=at)
    return _note_command(rental, seen, BookingEventName.TRUNK_OPENED, by=by, at=at)


def alert_vehicle(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """Let a vehicle that is kept for a customer, or in use, be heard and seen, so that it is found.
    Nothing else changes.

    RentalOver; GatewayUnable where it can neither honk nor flash; GatewayBusy.
    """
    rental = rental_of(leg)
    check_not_over(rental)
    gateway_to(rental).alert(rental.asset, at=at)
    return rental.leg


@transaction.atomic(durable=True)
def note_busy(
    rental: Rental, busy: GatewayBusy, *, locking: bool, by: Actor, at: datetime
) -> Rental:
    """Remember that the vehicle did not do as it was told, and when to try again.

    RentalOver if somebody else has ended the rental meanwhile, or its clock, where the vehicle was
    to unlock.
    """
    rental = lock_rental(rental.leg)
    check_not_over(rental)
    if not locking and rental.ended_at is not None:
        raise RentalOver
    wait = timedelta(seconds=busy.wait)
    if locking:
        rental.lock_attempts += 1
        # What does not lock for long needs people, who are not sooner there for being called more.
        wait = min(LONGEST_WAIT, wait * 2 ** min(rental.lock_attempts - 1, 12))
    rental.next_try_at = at + wait
    rental.save(update_fields=["lock_attempts", "next_try_at"])
    booking_event(
        rental.leg.booking,
        BookingEventName.LOCK_BUSY,
        by=by,
        at=at,
        leg=rental.leg,
        wanted="lock" if locking else "unlock",
        reason=busy.detail,
    ).save()
    return rental


@transaction.atomic(durable=True)
def _note_command(
    rental: Rental, seen: Sighting, name: BookingEventName, *, by: Actor, at: datetime
) -> Leg:
    rental = lock_rental(rental.leg)
    if rental.closed_at is None:
        note_sighting(rental, seen)
        rental.save()
    booking_event(rental.leg.booking, name, by=by, at=at, leg=rental.leg).save()
    return rental.leg
