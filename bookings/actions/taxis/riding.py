"""The taxi is there, and the traveller gets in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from bookings.actions.moves import CHANGED_BY_START, start_legs
from bookings.actions.recording import booking_event
from bookings.actions.taxis.accepting import note_place
from bookings.actions.taxis.locking import check_committed, goes_by_itself, lock_ride
from bookings.errors import NoTaxiYet, TaxiBusy
from bookings.models import BookingEvent, TaxiRide
from bookings.states import BookingEventName
from operators.fleet.models import Asset
from operators.tenancy.actors import Actor

BOARDING = timedelta(minutes=1)
"""How long a simulated taxi waits."""


@transaction.atomic
def note_arrival(ride: TaxiRide, *, by: Actor, at: datetime) -> TaxiRide:
    """The taxi waits where the traveller is to get in: the leg is PREPARING.

    Saying it again changes nothing. NoTaxiYet if no driver has accepted; RideOver, NotCommitted,
    HoldExpired.
    """
    ride = _lock_accepted(ride, at=at)
    if ride.arrived_at is None:
        event = _arrive(ride, by=by, at=at)
        ride.next_try_at = at + BOARDING if goes_by_itself(ride) else None
        ride.save()
        event.save()
    return ride


@transaction.atomic
def begin_ride(ride: TaxiRide, *, by: Actor, at: datetime) -> TaxiRide:
    """The traveller is in: leg IN_USE, booking STARTED. A taxi that nobody saw arrive has arrived
    with that.

    Beginning again changes nothing. TaxiBusy while the taxi drives somebody else; NoTaxiYet,
    RideOver, NotCommitted, HoldExpired.
    """
    ride = _lock_accepted(ride, at=at)
    if ride.started_at is not None:
        return ride
    _check_empty(ride)
    leg, booking = ride.leg, ride.leg.booking
    events = [_arrive(ride, by=by, at=at)] if ride.arrived_at is None else []
    assert ride.arrived_at is not None
    ride.started_at = max(at, ride.arrived_at)
    events += start_legs(booking, [leg], by=by, at=ride.started_at)
    leg.save(update_fields=CHANGED_BY_START)
    booking.save(update_fields=CHANGED_BY_START)
    if goes_by_itself(ride):
        ride.next_try_at = ride.started_at + ride.time_needed()
    ride.save()
    BookingEvent.objects.bulk_create(events)
    return ride


def _lock_accepted(ride: TaxiRide, *, at: datetime) -> TaxiRide:
    ride = lock_ride(ride)
    check_committed(ride, at=at)
    if ride.accepted_at is None:
        raise NoTaxiYet
    return ride


def _arrive(ride: TaxiRide, *, by: Actor, at: datetime) -> BookingEvent:
    """It may have been accepted after this request came in."""
    assert ride.accepted_at is not None
    leg = ride.leg
    ride.arrived_at = max(at, ride.accepted_at)
    origin = ride.ordered_trip().origin
    note_place(ride, origin.longitude, origin.latitude, seen_at=ride.arrived_at)
    leg.prepare()
    leg.prepared_at = ride.arrived_at
    leg.save(update_fields=["state", "prepared_at"])
    return booking_event(leg.booking, BookingEventName.LEG_PREPARED, by=by, at=at, leg=leg)


def _check_empty(ride: TaxiRide) -> None:
    """Its vehicle is locked for that, so that nobody else gets in at the same moment."""
    assert ride.asset_id is not None
    asset = Asset.objects.lock(Asset(pk=ride.asset_id))
    under_way = TaxiRide.objects.filter(asset=asset, started_at__isnull=False, ended_at=None)
    if under_way.exists():
        raise TaxiBusy("This taxi drives somebody else; end that ride first.")
