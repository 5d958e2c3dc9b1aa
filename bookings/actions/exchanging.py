"""Another vehicle of the fleet in place of the one that was booked, before it was unlocked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bookings.actions.new_rentals import vehicle_facts
from bookings.actions.recording import booking_event
from bookings.actions.rental_locks import check_reserved, lock_rental, rental_of
from bookings.errors import AssetNotNamed, RentalBegun
from bookings.models import Leg, Rental
from bookings.states import BookingEventName
from operators.fleet.actions import Whereabouts, release_asset, reserve_asset
from operators.fleet.choosing import AssetSearch, find_free_assets
from operators.fleet.errors import AssetUnknown
from operators.fleet.models import Asset
from operators.fleet.queries import is_open
from operators.tenancy.actors import Actor

REACH = 2000
"""Metres around the place where the customer asked for a vehicle."""


def free_vehicles_for(leg: Leg, *, at: datetime, offset: int = 0, limit: int = 100) -> list[Asset]:
    """A page of the vehicles that could take the place of the one that was booked, the nearest
    first: free ones of its fleet within reach. Each has `metres`, how far it is.

    NotCommitted, HoldExpired, ReservationOver, RentalOver; RentalBegun once it is being unlocked.
    """
    rental = _readable(leg)
    check_exchangeable(rental, at=at)
    fleet = rental.asset.fleet
    if not is_open(fleet, at=at):
        return []
    around = AssetSearch(rental.from_longitude, rental.from_latitude, REACH)
    return find_free_assets([fleet.pk], around, offset=offset, limit=limit)


@transaction.atomic
def assign_vehicle(leg: Leg, asset_id: str, *, by: Actor, at: datetime) -> Leg:
    """Give the rental another vehicle of its fleet; the first one is free again. It costs what the
    pricing plan of the new one says.

    The vehicle that it has already changes nothing. As `free_vehicles_for`; AssetNotNamed,
    AssetUnknown, AssetTaken, AssetUnavailable.
    """
    rental = lock_rental(leg)
    check_exchangeable(rental, at=at)
    if not asset_id:
        raise AssetNotNamed
    before = rental.asset
    if before.asset_id == asset_id:
        return rental.leg
    found = Asset.objects.live().filter(fleet=before.fleet_id, asset_id=asset_id).first()
    if found is None:
        raise AssetUnknown
    # In the order of their keys, as everybody who holds two.
    if found.pk < before.pk:
        taken = reserve_asset(found, by=by, at=at)
        release_asset(before, seen=Whereabouts(), by=by, at=at)
    else:
        release_asset(before, seen=Whereabouts(), by=by, at=at)
        taken = reserve_asset(found, by=by, at=at)
    _put(rental, taken, at=at)
    booking_event(
        rental.leg.booking,
        BookingEventName.ASSET_ASSIGNED,
        by=by,
        at=at,
        leg=rental.leg,
        before=before.asset_id,
        asset_id=asset_id,
    ).save()
    return rental.leg


def check_exchangeable(rental: Rental, *, at: datetime) -> None:
    """That another vehicle may take the place of this one still. As `check_reserved`; RentalBegun
    as soon as it is asked to unlock."""
    check_reserved(rental, at=at)
    if rental.unlock_until is not None:
        raise RentalBegun("The vehicle is being unlocked, so it is too late for another one.")


def _put(rental: Rental, asset: Asset, *, at: datetime) -> None:
    plan = asset.rented_by
    assert plan is not None  # without one it would not have been reserved
    rental.plan = plan.terms().to_json()
    for name, value in vehicle_facts(asset, at=at).items():
        setattr(rental, name, value)
    rental.save()


def _readable(leg: Leg) -> Rental:
    rental = rental_of(leg)
    rental.leg.booking = leg.booking
    return rental
