"""Holding and ordering a taxi, before anybody looks for a driver."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import django_fsm as fsm
from celery import current_app
from django.db import transaction

from bookings.actions.holding import prolong_hold
from bookings.actions.moves import BOOKING_CHANGED_BY_CLOSE, CHANGED_BY_CLOSE, cancel_legs
from bookings.actions.recording import booking_event, record_event
from bookings.actions.taxis.locking import lock_taxi
from bookings.errors import ExtensionRefused, HoldExpired
from bookings.models import Booking, BookingEvent, Leg, TaxiRide
from bookings.states import RIDING, BookingEventName, BookingKind, BookingState
from bookings.terms import HoldWish
from operators.fleet.errors import AssetUnavailable
from operators.fleet.gateways.finding import gateway_of
from operators.fleet.models import TaxiService
from operators.tenancy.actors import Actor
from sales.models import Offer, SalesChannel
from sales.offers.actions import take_taxi_offer
from sales.orders.customers import know_customer

MOVE_TASK = "bookings.move_taxi"
COMMITTED = (BookingState.CONDITIONAL_CONFIRMED, *RIDING, BookingState.FINISHED)


@transaction.atomic
def hold_taxi(
    reference: str, *, channel: SalesChannel, wish: HoldWish, by: Actor, at: datetime
) -> Booking:
    """Hold a taxi trip that was offered for the channel's `hold_seconds`, at the latest until its
    pick-up: the booking is PENDING, and no driver is looked for yet.

    OfferUnknown, OfferTaken, OfferLapsed; CustomerBlocked; AssetUnavailable if the fleet drives
    people no more, or the channel is for trials and the fleet is real.
    """
    offer = take_taxi_offer(reference, channel=channel, at=at)
    service = _service_of(offer)
    trip = offer.trip()
    booking = Booking.objects.create(
        kind=BookingKind.TAXI,
        tenant_id=channel.tenant_id,
        channel=channel,
        offer=offer,
        reference=offer.reference,
        customer=know_customer(channel, wish.customer, at=at) if wish.customer else None,
        callback_address=wish.callback_address,
        booked_at=at,
        held_until=min(at + timedelta(seconds=channel.hold_seconds), trip.pick_up_at),
    )
    _new_ride(booking, offer, service)
    record_event(booking, BookingEventName.HELD, by=by, at=at)
    return booking


@transaction.atomic
def commit_taxi(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Order the taxi: the booking is CONDITIONAL_CONFIRMED, and a driver is looked for from when on
    and as long as the fleet says, at the latest until the pick-up. Nothing is sold before the ride
    ends.

    Committing again changes nothing. HoldExpired if the time to commit is over,
    TransitionNotAllowed if the booking is neither held nor ordered.
    """
    ride = lock_taxi(booking)
    booking = ride.leg.booking
    if booking.state in COMMITTED:
        return booking
    if booking.state_at(at) == BookingState.EXPIRED or at >= ride.pick_up_at:
        raise HoldExpired(f"The time to commit ended at {booking.held_until:%Y-%m-%dT%H:%M:%SZ}.")
    if not fsm.can_proceed(booking.ask):
        raise fsm.TransitionNotAllowed(f"A booking that is {booking.state} cannot be committed.")
    minutes = timedelta(minutes=ride.service["answer_minutes"])
    dispatch_at = ride.dispatch_at(at)
    until = min(dispatch_at + minutes, ride.pick_up_at)
    booking.ask(until=until)
    booking.save(update_fields=["state", "answer_until"])
    ride.answer_until = until
    ride.next_try_at = dispatch_at
    ride.save(update_fields=["answer_until", "next_try_at"])
    name = BookingEventName.CONDITIONALLY_CONFIRMED
    record_event(booking, name, by=by, at=at, answer_until=until)
    if dispatch_at <= at:
        # A message that cannot be sent is the timer's to make good; the order stands.
        transaction.on_commit(lambda: _ask_to_move(ride.pk), robust=True)
    return booking


@transaction.atomic
def extend_taxi_hold(booking: Booking, *, reason: str = "", by: Actor, at: datetime) -> Booking:
    """Give the partner more time to commit, if that ends before the pick-up. As `extend_hold`."""
    ride = lock_taxi(booking, "offer__channel")
    booking = ride.leg.booking
    if at + timedelta(seconds=booking.offer.channel.hold_seconds) > ride.pick_up_at:
        raise ExtensionRefused("The pick-up is too near to wait for longer; commit it now.")
    booking = prolong_hold(booking, reason=reason, by=by, at=at)
    ride.next_try_at = booking.held_until
    ride.save(update_fields=["next_try_at"])
    return booking


@transaction.atomic
def expire_taxi_hold(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Let a hold lapse now, before its time or after it; one that has lapsed stays as it is.

    TransitionNotAllowed for a booking that was committed or is over otherwise.
    """
    ride = lock_taxi(booking)
    booking = ride.leg.booking
    if booking.state == BookingState.EXPIRED:
        return booking
    if booking.state != BookingState.PENDING:
        raise fsm.TransitionNotAllowed(f"A booking that is {booking.state} cannot lapse.")
    return _expire(ride, by=by, at=at)


@transaction.atomic
def lapse_taxi_hold(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Let a hold lapse whose time is over; one that was made longer, ordered or given up meanwhile
    stays as it is."""
    ride = lock_taxi(booking)
    booking = ride.leg.booking
    is_over = booking.state_at(at) == BookingState.EXPIRED
    if booking.state == BookingState.PENDING and is_over:
        return _expire(ride, by=by, at=at)
    return booking


def close_ride(
    ride: TaxiRide, name: BookingEventName, *, by: Actor, at: datetime, **details: Any
) -> None:
    """Store the end of a booking whose ride never began; a step: the ride is locked, and its
    booking has moved."""
    leg, booking = ride.leg, ride.leg.booking
    events = cancel_legs([leg], by=by, at=at)
    leg.save(update_fields=CHANGED_BY_CLOSE)
    booking.save(update_fields=[*BOOKING_CHANGED_BY_CLOSE, "order"])
    ride.closed_at = at
    ride.next_try_at = None
    ride.save(update_fields=["closed_at", "next_try_at", "no_show"])
    events.append(booking_event(booking, name, by=by, at=at, **details))
    BookingEvent.objects.bulk_create(events)


def _expire(ride: TaxiRide, *, by: Actor, at: datetime) -> Booking:
    booking: Booking = ride.leg.booking
    booking.expire(at=at)
    close_ride(ride, BookingEventName.EXPIRED, by=by, at=at)
    return booking


def _service_of(offer: Offer) -> TaxiService:
    """As it is now. AssetUnavailable."""
    found = TaxiService.objects.select_related("fleet").filter(fleet=offer.product.fleet_id)
    service = found.first()
    if service is None:
        raise AssetUnavailable("This fleet does not drive people any more; plan again.")
    if offer.channel.is_sandbox and not gateway_of(service.fleet).is_simulated:
        raise AssetUnavailable("A channel for trials books simulated taxis only.")
    return service


def _new_ride(booking: Booking, offer: Offer, service: TaxiService) -> TaxiRide:
    [offered] = offer.offered_legs()
    trip = offer.trip()
    leg = Leg(
        booking=booking,
        reference=offered.reference,
        sequence=1,
        ride={},
        departs_at=trip.pick_up_at,
        arrives_at=trip.drop_off_at,
    )
    leg.save()
    return TaxiRide.objects.create(
        tenant_id=booking.tenant_id,
        leg=leg,
        fleet=service.fleet,
        taxi_service=service,
        service={
            "name": service.fleet.name,
            "phone": service.phone,
            "picture_url": service.picture_url,
            "vehicle_type": trip.vehicle_type,
            "answer_minutes": service.answer_minutes,
            "dispatch_minutes": service.dispatch_minutes,
        },
        trip=trip.to_json(),
        plan=offer.plan_terms,
        vat_rate=offer.vat_rate,
        cancellation_fee=offer.cancellation_fee,
        pick_up_at=trip.pick_up_at,
        next_try_at=booking.held_until,
    )


def _ask_to_move(ride: int) -> None:
    current_app.signature(MOVE_TASK, kwargs={"ride_id": ride}).delay()
