"""Drivers who accept a ride, and those who give it back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from bookings.actions.new_rentals import facts_of
from bookings.actions.recording import booking_event
from bookings.actions.taxis.cancelling import drop_ride
from bookings.actions.taxis.locking import (
    check_committed,
    check_looking,
    goes_by_itself,
    is_asked,
    lock_ride,
)
from bookings.errors import NoTaxiYet, TaxiBusy, TaxiThere
from bookings.models import BookingEvent, TaxiRide
from bookings.models.taxi import TaxiRideQuerySet
from bookings.states import BookingEventName
from operators.fleet.errors import AssetUnavailable
from operators.fleet.gateways import interface
from operators.fleet.models import Asset, Driver
from operators.tenancy.actors import Actor

APPROACH = timedelta(minutes=15)
"""How long before its pick-up a taxi takes no other ride."""


@transaction.atomic
def accept_ride(
    ride: TaxiRide,
    asset: Asset,
    *,
    eta: datetime | None = None,
    driver: interface.Driver | None = None,
    dispatch_reference: str = "",
    by: Actor,
    at: datetime,
) -> TaxiRide:
    """A driver has accepted: the booking is CONFIRMED, and the vehicle is kept for the ride.

    `eta`: when the taxi is there, if not at the pick-up (UTC). `driver` is what its gateway says of
    who drives it, where the fleet has no such driver. Accepting again with the same vehicle changes
    nothing. RideTaken, AnswerLate, RideOver, NotCommitted, HoldExpired; TaxiBusy if the vehicle has
    another ride then, AssetUnavailable if it is out of service or of another fleet.
    """
    ride = lock_ride(ride)
    if ride.accepted_at is not None and ride.asset_id == asset.pk and ride.closed_at is None:
        return ride
    check_looking(ride, at=at)
    arrives_at = eta or max(ride.pick_up_at, at)
    window = window_of(ride, arrives_at=arrives_at)
    asset = _lock_free(asset, ride, window, at=at)
    ride.asset = asset
    ride.vehicle = facts_of(asset)
    ride.driver = _driver_facts(asset, driver)
    ride.accepted_at = at
    ride.eta = arrives_at
    ride.busy = window
    ride.dispatch_reference = dispatch_reference
    ride.attempts = 0
    ride.next_try_at = arrives_at if goes_by_itself(ride) else None
    note_place(ride, asset.longitude, asset.latitude, seen_at=asset.reported_at or at)
    _store_accepted(ride, by=by, at=at)
    return ride


@transaction.atomic
def decline_ride(ride: TaxiRide, *, reason: str = "", by: Actor, at: datetime) -> TaxiRide:
    """The driver who had accepted gives the ride back: another one is looked for until the pick-up,
    and the booking stays CONFIRMED meanwhile. From the pick-up on it is CANCELLED.

    NoTaxiYet if nobody had accepted, TaxiThere once the taxi has arrived; RideOver.
    """
    ride = lock_ride(ride)
    check_committed(ride, at=at)
    if ride.accepted_at is None:
        raise NoTaxiYet
    if ride.arrived_at is not None:
        raise TaxiThere
    gone = {"asset_id": ride.vehicle.get("asset_id", ""), "reason": reason}
    ride.declined = [*ride.declined, ride.asset_id]
    ride.asset = ride.accepted_at = ride.busy = ride.eta = None
    ride.driver, ride.vehicle, ride.dispatch_reference = {}, {}, ""
    ride.longitude = ride.latitude = ride.seen_at = None
    ride.answer_until = ride.pick_up_at
    ride.next_try_at = ride.dispatch_at(at)
    ride.save()
    name = BookingEventName.DRIVER_DECLINED
    booking_event(ride.leg.booking, name, by=by, at=at, leg=ride.leg, **gone).save()
    return drop_ride(ride, by=by, at=at) if ride.is_left_alone_at(at) else ride


@transaction.atomic
def tell_eta(ride: TaxiRide, eta: datetime, *, by: Actor, at: datetime) -> TaxiRide:
    """Note when the taxi is there, as its driver says now (UTC).

    NoTaxiYet, TaxiThere, RideOver; TaxiBusy if it has another ride then.
    """
    ride = lock_ride(ride)
    check_committed(ride, at=at)
    if ride.accepted_at is None or ride.asset is None:
        raise NoTaxiYet
    if ride.arrived_at is not None:
        raise TaxiThere
    window = window_of(ride, arrives_at=eta)
    _lock_free(ride.asset, ride, window, at=at)
    ride.eta, ride.busy = eta, window
    if ride.next_try_at is not None:
        ride.next_try_at = eta
    ride.save(update_fields=["eta", "busy", "next_try_at"])
    name = BookingEventName.LEG_CHANGED
    booking_event(ride.leg.booking, name, by=by, at=at, leg=ride.leg, eta=eta).save()
    return ride


def window_of(ride: TaxiRide, *, arrives_at: datetime) -> tuple[datetime, datetime]:
    """For how long a taxi is kept for a ride that it is there for at that moment."""
    begin = min(arrives_at, ride.pick_up_at) - APPROACH
    return begin, max(arrives_at, ride.pick_up_at) + max(ride.time_needed(), APPROACH)


def kept_for_others(
    ride: TaxiRide, window: tuple[datetime, datetime], *, at: datetime
) -> TaxiRideQuerySet:
    """The rides of the fleet that keep their taxi within that time, and those that should be over
    by then and are not."""
    rides = TaxiRide.objects.open().filter(fleet=ride.fleet_id, accepted_at__isnull=False)
    meets = Q(busy__overlap=window, ended_at=None)
    if window[0] <= at:
        meets |= Q(ended_at=None, busy__startswith__lte=at)
    return rides.filter(meets).exclude(pk=ride.pk)


def note_place(
    ride: TaxiRide, longitude: float | None, latitude: float | None, *, seen_at: datetime
) -> None:
    """Where the taxi is, if that is known; the caller stores it."""
    if longitude is None or latitude is None:
        return
    ride.longitude, ride.latitude, ride.seen_at = longitude, latitude, seen_at


def _lock_free(
    asset: Asset, ride: TaxiRide, window: tuple[datetime, datetime], *, at: datetime
) -> Asset:
    """The vehicle, locked, so that no other ride gets it in the same moment."""
    asset = Asset.objects.select_related("fleet", "asset_type").lock(asset)
    if asset.fleet_id != ride.fleet_id:
        raise AssetUnavailable("This vehicle is of another fleet.")
    if asset.retired_at is not None or asset.is_disabled:
        raise AssetUnavailable("This vehicle is out of service; choose another one.")
    if kept_for_others(ride, window, at=at).filter(asset=asset).exists():
        raise TaxiBusy
    return asset


def _driver_facts(asset: Asset, told: interface.Driver | None) -> dict[str, str]:
    known = Driver.objects.filter(asset=asset).first()
    if known is not None:
        names = ("number", "name", "phone", "picture_url")
        return {name: getattr(known, name) for name in names if getattr(known, name)}
    facts = {"name": told.name, "phone": told.phone} if told else {}
    return {name: value for name, value in facts.items() if value}


def _store_accepted(ride: TaxiRide, *, by: Actor, at: datetime) -> None:
    leg, booking = ride.leg, ride.leg.booking
    events = []
    if is_asked(ride):
        booking.confirm(order=None, at=at)
        booking.save(update_fields=["state", "confirmed_at"])
        events.append(
            booking_event(booking, BookingEventName.CONFIRMED, by=by, at=at, eta=ride.eta)
        )
    ride.save()
    name, taxi = BookingEventName.ASSET_ASSIGNED, ride.vehicle["asset_id"]
    told = {"asset_id": taxi, "driver": ride.driver.get("name", ""), "eta": ride.eta}
    events.append(booking_event(booking, name, by=by, at=at, leg=leg, **told))
    BookingEvent.objects.bulk_create(events)
