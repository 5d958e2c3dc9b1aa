"""The ends of a taxi ride that never began, and what they cost."""

from __future__ import annotations

from datetime import datetime

import django_fsm as fsm
from django.db import transaction

from bookings.actions.recording import origin_of
from bookings.actions.taxis.holding import close_ride
from bookings.actions.taxis.locking import OF_SALE, check_committed, is_asked, lock_ride, lock_taxi
from bookings.errors import CancellationRefused, HoldExpired, RideTaken, TaxiNotThere
from bookings.models import Booking, TaxiRide
from bookings.states import HELD, BookingEventName, BookingState, Origin
from bookings.taxi_prices import fee_of
from operators.tenancy.actors import Actor
from sales.models import Order
from sales.selling import sell_rental

BEGUN = "The ride has begun, so it is paid at its end."
NOBODY = "No driver came forward in time."
NOT_THERE = "The traveller did not come to the taxi."
TOO_EARLY = "The taxi came before its pick-up, which nobody can have missed yet."


@transaction.atomic
def cancel_taxi(
    booking: Booking, *, by: Actor, at: datetime, origin: Origin | None = None
) -> Booking:
    """Call a taxi off: RELEASED and free before a driver has accepted, else CANCELLED, and the fee
    of the fleet is sold, unless the operator wishes it itself.

    Cancelling again changes nothing. `origin`: on whose wish, if that is not the actor's own.
    CancellationRefused once the ride has begun or is over; HoldExpired; TransitionNotAllowed where
    there is nothing to cancel, since no driver came.
    """
    ride = lock_taxi(booking, *OF_SALE)
    booking = ride.leg.booking
    if booking.state in (BookingState.CANCELLED, BookingState.RELEASED):
        return booking
    if booking.state_at(at) == BookingState.EXPIRED:
        raise HoldExpired
    if ride.started_at is not None:
        raise CancellationRefused(BEGUN)
    wished_by = origin or origin_of(by)
    if ride.state_at(at) == BookingState.REJECTED:
        raise fsm.TransitionNotAllowed(NOBODY)
    if ride.is_left_alone_at(at):
        drop_ride(ride, by=by, at=at)
    elif booking.state in HELD:
        booking.release(origin=wished_by, at=at)
        close_ride(ride, BookingEventName.RELEASED, by=by, at=at, origin=wished_by)
    else:
        is_free = ride.accepted_at is None or wished_by == Origin.TO
        call_off(ride, wished_by, with_fee=not is_free, by=by, at=at)
    return booking


@transaction.atomic
def note_no_show(ride: TaxiRide, *, by: Actor, at: datetime) -> TaxiRide:
    """The driver says that nobody came: the booking is CANCELLED by the operator, and the fee of
    the fleet is sold.

    Saying it again changes nothing. TaxiNotThere before the taxi has arrived or before the pick-up
    that was ordered, CancellationRefused once the ride has begun; RideOver.
    """
    ride = lock_ride(ride, *OF_SALE)
    if ride.no_show:
        return ride
    check_committed(ride, at=at)
    if ride.started_at is not None:
        raise CancellationRefused(BEGUN)
    if ride.arrived_at is None:
        raise TaxiNotThere
    if at < ride.pick_up_at:
        raise TaxiNotThere(TOO_EARLY)
    ride.no_show = True
    call_off(ride, Origin.TO, with_fee=True, reason=NOT_THERE, by=by, at=at)
    return ride


@transaction.atomic
def refuse_ride(ride: TaxiRide, *, reason: str = "", by: Actor, at: datetime) -> TaxiRide:
    """Say that no taxi comes: a commit that waits for a driver is REJECTED; an order whose driver
    gave it back is CANCELLED. Nothing is sold.

    Saying it again changes nothing. RideTaken once a driver has accepted; RideOver, NotCommitted,
    HoldExpired.
    """
    ride = lock_ride(ride)
    if ride.leg.booking.state == BookingState.REJECTED:
        return ride
    check_committed(ride, at=at)
    if not ride.is_looking():
        raise RideTaken
    return drop_ride(ride, reason=reason or NOBODY, by=by, at=at)


def drop_ride(ride: TaxiRide, *, reason: str = NOBODY, by: Actor, at: datetime) -> TaxiRide:
    """End a locked ride that no driver is looked for any more; a step, not an action."""
    if is_asked(ride):
        ride.leg.booking.reject(at=at)
        name = BookingEventName.REJECTED
        close_ride(ride, name, by=by, at=at, origin=Origin.TO, reason=reason)
    else:
        call_off(ride, Origin.TO, with_fee=False, reason=reason, by=by, at=at)
    return ride


def call_off(
    ride: TaxiRide,
    origin: Origin,
    *,
    with_fee: bool,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Cancel a confirmed booking whose ride is locked, and sell the fee; a step, not an action."""
    booking = ride.leg.booking
    fee = _sell_fee(ride, by=by, at=at) if with_fee and ride.cancellation_fee else None
    booking.cancel(origin=origin, fee=fee, at=at)
    details = {"origin": origin, **({"reason": reason} if reason else {})}
    close_ride(ride, BookingEventName.CANCELLED, by=by, at=at, **details)


def _sell_fee(ride: TaxiRide, *, by: Actor, at: datetime) -> Order:
    booking = ride.leg.booking
    return sell_rental(booking.offer, fee_of(ride), customer=booking.customer, by=by, at=at)
