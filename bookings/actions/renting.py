"""Booking a vehicle, and giving it up before it was used."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.db import transaction

from bookings.actions.moves import BOOKING_CHANGED_BY_CLOSE, CHANGED_BY_CLOSE, cancel_legs
from bookings.actions.new_rentals import check_not_renting, check_rented_through, new_rental
from bookings.actions.recording import booking_event, origin_of
from bookings.actions.rental_locks import check_not_over, is_waiting, lock_rental, rental_of
from bookings.actions.vehicles import shut_if_nobody_rides
from bookings.errors import HoldExpired, RentalBegun, RentalOver
from bookings.models import Booking, BookingEvent, Leg, Rental
from bookings.states import BookingEventName, BookingKind, BookingState, Origin
from bookings.terms import Place
from operators.fleet.actions import Whereabouts, release_asset, reserve_asset
from operators.fleet.errors import AssetTaken
from operators.fleet.queries import get_asset
from operators.tenancy.actors import Actor
from sales.models import SalesChannel
from sales.offers.rentals import offer_asset
from sales.orders.customers import CustomerFacts, know_customer

UNLOCK_WITHIN = timedelta(seconds=60)
"""A customer stands beside the vehicle and does not wait longer."""
HEALED_AFTER = timedelta(seconds=5)
"""When the timer asks for the unlock, if the message that does so at once was lost."""
UNLOCK_TASK = "bookings.unlock_rental"


@transaction.atomic
def book_asset(
    channel: SalesChannel,
    asset_id: str,
    *,
    customer: CustomerFacts,
    origin: Place,
    callback_address: str = "",
    by: Actor,
    at: datetime,
) -> Rental:
    """Book one vehicle for a customer who stands at `origin`: its booking is CONFIRMED, its leg
    NOT_STARTED, and once this is committed the vehicle is asked to unlock.

    The rental comes with its leg and booking as they are now, so that a caller can tell of them
    although the vehicle may be unlocked by then. `callback_address`: where to tell of changes.
    CustomerBlocked; AssetUnknown; AlreadyRenting if the customer has this vehicle, AssetTaken if
    somebody else has; AssetUnavailable; NothingOnSale or NoFare.
    """
    renter = know_customer(channel, customer, at=at)
    asset = get_asset(channel.tenant, asset_id)
    try:
        asset = reserve_asset(asset, by=by, at=at)
    except AssetTaken:
        check_not_renting(asset, renter)
        raise
    check_rented_through(channel, asset)
    offer = offer_asset(channel, asset, at=at)
    booking = Booking(
        kind=BookingKind.RENTAL,
        tenant_id=channel.tenant_id,
        channel=channel,
        offer=offer,
        reference=offer.reference,
        customer=renter,
        callback_address=callback_address,
        booked_at=at,
        held_until=at + UNLOCK_WITHIN,
    )
    booking.confirm(order=None, at=at)
    booking.save()
    booking_event(booking, BookingEventName.CONFIRMED, by=by, at=at).save()
    until, due_at = booking.held_until, at + HEALED_AFTER
    rental = new_rental(booking, asset, origin, unlock_until=until, due_at=due_at, at=at)
    # A message that cannot be sent is the timer's to make good; the booking stands.
    transaction.on_commit(lambda: _ask_for_unlock(rental.pk), robust=True)
    return rental


def cancel_rental(leg: Leg, *, by: Actor, at: datetime, origin: Origin | None = None) -> Rental:
    """Give a vehicle up that was not unlocked yet: a hold is RELEASED, a booking and its leg are
    CANCELLED, and nothing is sold. `origin`: on whose wish, if that is not the actor's own.

    Cancelling again changes nothing. RentalBegun once the vehicle was unlocked, RentalOver once its
    clock has stopped, HoldExpired once the time to commit was over.
    """
    rental = rental_of(leg)
    if is_waiting(rental) and rental.unlock_until is not None:
        # An unlock may have got through although its answer did not.
        shut_if_nobody_rides(rental, at=at)
    return give_up_rental(rental, by=by, at=at, origin=origin)


def cancel_rental_leg(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """The same by its leg, which is all of its booking. As `cancel_rental`."""
    return cancel_rental(leg, by=by, at=at).leg


@transaction.atomic(durable=True)
def give_up_rental(
    rental: Rental, *, by: Actor, at: datetime, origin: Origin | None = None
) -> Rental:
    """The second half of `cancel_rental`, after the vehicle was told to stay locked."""
    rental = lock_rental(rental.leg)
    booking = rental.leg.booking
    if booking.state in (BookingState.CANCELLED, BookingState.RELEASED):
        return rental
    if booking.state_at(at) == BookingState.EXPIRED:
        raise HoldExpired
    check_not_over(rental)
    if not is_waiting(rental):
        raise RentalBegun if rental.ended_at is None else RentalOver
    wished_by = origin or origin_of(by)
    if booking.state == BookingState.PENDING:
        booking.release(origin=wished_by, at=at)
        name = BookingEventName.RELEASED
    else:
        booking.cancel(origin=wished_by, at=at)
        name = BookingEventName.CANCELLED
    close_unused(rental, name, by=by, at=at, origin=wished_by)
    return rental


def close_unused(
    rental: Rental, name: BookingEventName, *, by: Actor, at: datetime, **details: Any
) -> None:
    """Store the end of a booking whose vehicle was not unlocked, and free the vehicle; a step: the
    rental is locked, and its booking has moved."""
    leg, booking = rental.leg, rental.leg.booking
    events = cancel_legs([leg], by=by, at=at)
    leg.save(update_fields=CHANGED_BY_CLOSE)
    booking.save(update_fields=BOOKING_CHANGED_BY_CLOSE)
    rental.closed_at = at
    rental.save(update_fields=["closed_at"])
    events.append(booking_event(booking, name, by=by, at=at, **details))
    BookingEvent.objects.bulk_create(events)
    release_asset(rental.asset, seen=Whereabouts(), by=by, at=at)


def _ask_for_unlock(rental: int) -> None:
    current_app.signature(UNLOCK_TASK, kwargs={"rental_id": rental}).delay()
