"""A vehicle that is held, then booked for a while, before its customer comes to unlock it."""

from __future__ import annotations

from datetime import datetime, timedelta

import django_fsm as fsm
from django.db import transaction

from bookings.actions.holding import prolong_hold
from bookings.actions.new_rentals import check_not_renting, check_rented_through, new_rental
from bookings.actions.recording import origin_of, record_event
from bookings.actions.rental_locks import lock_rental
from bookings.actions.renting import close_unused
from bookings.errors import HoldExpired
from bookings.models import Booking, Leg, Rental
from bookings.states import RIDING, BookingEventName, BookingKind, BookingState
from bookings.terms import HoldWish
from operators.fleet.actions import reserve_asset
from operators.fleet.errors import AssetTaken
from operators.fleet.models import Asset
from operators.tenancy.actors import Actor
from sales.models import Customer, Offer, SalesChannel
from sales.offers.actions import take_asset_offer
from sales.orders.customers import know_customer


@transaction.atomic
def hold_rental(
    reference: str, *, channel: SalesChannel, wish: HoldWish, by: Actor, at: datetime
) -> Booking:
    """Hold a vehicle that was offered for the channel's `hold_seconds`: the booking is PENDING, and
    nobody else can have the vehicle. It is not unlocked yet.

    OfferUnknown, OfferTaken, OfferLapsed; CustomerBlocked; AlreadyRenting if the customer has this
    vehicle, AssetTaken if somebody else has; AssetUnavailable.
    """
    offer = take_asset_offer(reference, channel=channel, at=at)
    renter = know_customer(channel, wish.customer, at=at) if wish.customer else None
    asset = _reserve(offer, renter, by=by, at=at)
    booking = Booking(
        kind=BookingKind.RENTAL,
        tenant_id=channel.tenant_id,
        channel=channel,
        offer=offer,
        reference=offer.reference,
        customer=renter,
        callback_address=wish.callback_address,
        booked_at=at,
        held_until=at + timedelta(seconds=channel.hold_seconds),
    )
    booking.save()
    new_rental(booking, asset, wish.origin, due_at=booking.held_until, at=at)
    record_event(booking, BookingEventName.HELD, by=by, at=at)
    return booking


@transaction.atomic
def commit_rental(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Turn a hold into a booking: CONFIRMED, and the vehicle is kept for the fleet's
    `reservation_minutes` from now on. Nothing is sold before the rental ends.

    Committing again changes nothing. HoldExpired if the time to commit is over,
    TransitionNotAllowed if the booking is neither held nor booked.
    """
    rental = _lock(booking)
    booking = rental.leg.booking
    if booking.state in (*RIDING, BookingState.FINISHED):
        return booking
    if booking.state_at(at) == BookingState.EXPIRED:
        raise HoldExpired(f"The time to commit ended at {booking.held_until:%Y-%m-%dT%H:%M:%SZ}.")
    if not fsm.can_proceed(booking.confirm):
        raise fsm.TransitionNotAllowed(f"A booking that is {booking.state} cannot be committed.")
    booking.confirm(order=None, at=at)
    booking.save(update_fields=["state", "confirmed_at"])
    rental.reserved_until = at + timedelta(minutes=rental.asset.fleet.reservation_minutes)
    rental.next_try_at = rental.reserved_until
    rental.save(update_fields=["reserved_until", "next_try_at"])
    until = rental.reserved_until
    record_event(booking, BookingEventName.CONFIRMED, by=by, at=at, reserved_until=until)
    return booking


@transaction.atomic
def extend_rental_hold(booking: Booking, *, reason: str = "", by: Actor, at: datetime) -> Booking:
    """Give the partner more time to commit; the vehicle is kept as long. As `extend_hold`."""
    rental = _lock(booking, "offer__channel")
    booking = prolong_hold(rental.leg.booking, reason=reason, by=by, at=at)
    rental.reserved_until = rental.next_try_at = booking.held_until
    rental.save(update_fields=["reserved_until", "next_try_at"])
    return booking


@transaction.atomic
def expire_rental_hold(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Let a hold lapse now, before its time or after it, and free its vehicle; one that has lapsed
    stays as it is.

    TransitionNotAllowed for a booking that was committed or is over otherwise.
    """
    rental = _lock(booking)
    booking = rental.leg.booking
    if booking.state == BookingState.EXPIRED:
        return booking
    if booking.state != BookingState.PENDING:
        raise fsm.TransitionNotAllowed(f"A booking that is {booking.state} cannot lapse.")
    booking.expire(at=at)
    close_unused(rental, BookingEventName.EXPIRED, by=by, at=at)
    return booking


@transaction.atomic(durable=True)
def lapse_rental(rental: Rental, *, by: Actor, at: datetime) -> Rental:
    """End what was not committed, or not fetched, in time: EXPIRED or CANCELLED, and the vehicle is
    free. What is not due by then changes nothing."""
    rental = lock_rental(rental.leg)
    booking = rental.leg.booking
    if booking.state == BookingState.PENDING and booking.state_at(at) == BookingState.EXPIRED:
        booking.expire(at=at)
        close_unused(rental, BookingEventName.EXPIRED, by=by, at=at)
    elif booking.state == BookingState.CONFIRMED and rental.is_forgotten_at(at):
        wished_by = origin_of(by)
        booking.cancel(origin=wished_by, at=at)
        name, reason = BookingEventName.CANCELLED, "The vehicle was not fetched in time."
        close_unused(rental, name, by=by, at=at, origin=wished_by, reason=reason)
    return rental


def _reserve(offer: Offer, renter: Customer | None, *, by: Actor, at: datetime) -> Asset:
    assert offer.asset_id is not None
    wanted = Asset(pk=offer.asset_id)
    try:
        asset = reserve_asset(wanted, by=by, at=at)
    except AssetTaken:
        check_not_renting(wanted, renter)
        raise
    check_rented_through(offer.channel, asset)
    return asset


def _lock(booking: Booking, *joined: str) -> Rental:
    return lock_rental(Leg.objects.get(booking=booking), *joined)
