"""Looking for a driver: taxis are asked until one comes or the time is over.

As with rentals, what is wanted is stored first, the gateway is asked without any lock, and what it
says is stored last; whoever dies in between leaves a ride that is due again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from bookings.actions.taxis.accepting import accept_ride, kept_for_others, window_of
from bookings.actions.taxis.cancelling import drop_ride
from bookings.actions.taxis.locking import check_committed, lock_ride
from bookings.errors import RideTaken, TaxiBusy
from bookings.models import TaxiRide
from operators.fleet.errors import AssetUnavailable, GatewayBusy, GatewayUnable
from operators.fleet.gateways.finding import gateway_of
from operators.fleet.gateways.interface import Dispatch, Driver, VehicleGateway
from operators.fleet.models import Asset
from operators.fleet.taxis import free_taxis
from operators.tenancy.actors import Actor

LEASE = timedelta(seconds=30)
"""How long a ride is left to whoever looks for its driver."""
TRY_AGAIN = timedelta(seconds=20)
"""Longer than the taxis that are asked in one go take to answer."""
MOST_ASKED = 5


def find_driver(ride: TaxiRide, *, by: Actor, at: datetime) -> TaxiRide:
    """Send the nearest taxi that can be sent; its driver has accepted with that. Where taxis of a
    fleet are sent by people alone, it is left to them.

    Nobody found: it is tried again, and once the time is over the commit is REJECTED, or, if a
    driver gave it back, the booking CANCELLED. RideTaken if a driver has accepted; RideOver,
    NotCommitted, HoldExpired.
    """
    ride = _want_driver(ride, by=by, at=at)
    if ride.closed_at is not None:
        return ride
    gateway = gateway_of(ride.fleet)
    for asset in taxis_for(ride, at=at):
        try:
            sent = _send(gateway, asset, ride, at=at)
        except GatewayUnable:
            return leave_to_people(ride)
        except GatewayBusy:
            continue
        try:
            return _accept(ride, asset, sent, gateway, by=by, at=at)
        except (TaxiBusy, AssetUnavailable):
            # Another ride got it while it was asked.
            continue
    return ride


def taxis_for(ride: TaxiRide, *, at: datetime) -> list[Asset]:
    """The taxis that could come, the nearest first; those that said no are not asked again, and
    those that could not in the last go once it was the turn of all others."""
    window = window_of(ride, arrives_at=ride.pick_up_at)
    kept = kept_for_others(ride, window, at=at).values_list("asset_id", flat=True)
    without = {*kept, *ride.declined}
    turn = max(ride.attempts - 1, 0)
    return free_taxis(
        ride.fleet_id, ride.ordered_trip(), limit=MOST_ASKED, turn=turn, without=without
    )


@transaction.atomic(durable=True)
def leave_to_people(ride: TaxiRide) -> TaxiRide:
    """The timer comes back when the time to find a driver is over."""
    ride = lock_ride(ride)
    if ride.is_looking():
        ride.next_try_at = ride.answer_until
        ride.save(update_fields=["next_try_at"])
    return ride


@transaction.atomic(durable=True)
def _want_driver(ride: TaxiRide, *, by: Actor, at: datetime) -> TaxiRide:
    ride = lock_ride(ride)
    check_committed(ride, at=at)
    if not ride.is_looking():
        raise RideTaken
    if ride.is_left_alone_at(at):
        return drop_ride(ride, by=by, at=at)
    assert ride.answer_until is not None
    ride.attempts += 1
    ride.next_try_at = min(at + TRY_AGAIN, ride.answer_until)
    ride.save(update_fields=["attempts", "next_try_at"])
    return ride


def _send(gateway: VehicleGateway, asset: Asset, ride: TaxiRide, *, at: datetime) -> Dispatch:
    place = ride.ordered_trip().origin
    return gateway.dispatch(asset, longitude=place.longitude, latitude=place.latitude, at=at)


def _accept(
    ride: TaxiRide,
    asset: Asset,
    sent: Dispatch,
    gateway: VehicleGateway,
    *,
    by: Actor,
    at: datetime,
) -> TaxiRide:
    eta = max(sent.arrives_at or ride.pick_up_at, ride.pick_up_at)
    return accept_ride(
        ride,
        asset,
        eta=eta,
        driver=_driver_of(gateway, asset, at=at),
        dispatch_reference=sent.reference,
        by=by,
        at=at,
    )


def _driver_of(gateway: VehicleGateway, asset: Asset, *, at: datetime) -> Driver | None:
    try:
        return gateway.driver(asset, at=at)
    except (GatewayBusy, GatewayUnable):
        return None
