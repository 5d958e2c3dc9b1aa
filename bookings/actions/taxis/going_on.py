"""What the timer does for taxi rides: each run claims what is due, so that no two do the same."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bookings.actions.taxis.dispatching import LEASE, find_driver
from bookings.actions.taxis.ending import end_ride, settle_ride
from bookings.actions.taxis.holding import lapse_taxi_hold
from bookings.actions.taxis.locking import goes_by_itself
from bookings.actions.taxis.riding import BOARDING, begin_ride, note_arrival
from bookings.models import TaxiRide
from bookings.states import BookingState
from operators.tenancy.actors import Actor


def claim_taxis(*, at: datetime, limit: int) -> list[int]:
    """Keys of one batch of rides of which something is to be done by then, and that nobody else is
    at; they are due again after the lease."""
    with transaction.atomic(durable=True):
        due = TaxiRide.objects.due(at).order_by("next_try_at").lock_free()
        batch = list(due.values_list("pk", flat=True)[:limit])
        TaxiRide.objects.filter(pk__in=batch).update(next_try_at=at + LEASE)
    return batch


def move_taxi(ride: TaxiRide, *, by: Actor, at: datetime) -> TaxiRide:
    """Do the next thing that needs nobody: let a hold lapse, look for a driver, sell what has its
    price; of a simulated taxi all that its driver would do. The ride comes with leg and booking.

    What is not due changes nothing. Errors as the actions that it comes to.
    """
    booking = ride.leg.booking
    if ride.closed_at is not None:
        return ride
    if booking.state == BookingState.PENDING:
        lapse_taxi_hold(booking, by=by, at=at)
        return ride
    if ride.is_looking():
        return find_driver(ride, by=by, at=at)
    if ride.ended_at is not None:
        return ride if ride.price is None else settle_ride(ride, by=by, at=at)
    return _drive(ride, by=by, at=at) if goes_by_itself(ride) else ride


def _drive(ride: TaxiRide, *, by: Actor, at: datetime) -> TaxiRide:
    """What a driver would do, once it is time for that."""
    if ride.started_at is not None:
        if at < ride.started_at + ride.time_needed():
            return ride
        trip = ride.ordered_trip()
        return end_ride(ride, metres=trip.metres, seconds=trip.seconds, by=by, at=at)
    if ride.arrived_at is not None:
        return ride if at < ride.arrived_at + BOARDING else begin_ride(ride, by=by, at=at)
    if ride.eta is None or at < ride.eta:
        return ride
    return note_arrival(ride, by=by, at=at)
