"""What the buttons of taxi rides do, as a table: who may, a row to do it to, and what is then
true."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bookings.actions.taxis.riding import note_arrival
from bookings.models import TaxiRide
from tests.admin_button import CLERKS, Button
from tests.factories.scenarios import Shop
from tests.factories.taxi_rides import TIMER, Stand, stand_beside


def stand(shop: Shop) -> Stand:
    return stand_beside(shop.tenant, shop.channel.seller)


def ordered(shop: Shop) -> TaxiRide:
    """One that can be answered still, by the clock of whoever presses the button."""
    now = timezone.now()
    found = stand(shop)
    found.taxi.asset_id = "taxi-1"
    found.taxi.save()
    return found.order(at=now)


def accepted(shop: Shop) -> TaxiRide:
    return stand(shop).accepted(at=timezone.now() - timedelta(minutes=1))


def arrived(shop: Shop) -> TaxiRide:
    return stand(shop).arrived()


def missed(shop: Shop) -> TaxiRide:
    """One whose taxi waits since its pick-up, which is past."""
    now = timezone.now()
    ride = stand(shop).accepted(at=now - timedelta(minutes=20))
    return note_arrival(ride, by=TIMER, at=now)


def begun(shop: Shop) -> TaxiRide:
    return stand(shop).begun()


def unpaid(shop: Shop) -> TaxiRide:
    return stand(shop).ended(metres=None)


def is_accepted(ride: Any) -> bool:
    return ride.accepted_at is not None


def is_over(ride: Any) -> bool:
    return ride.closed_at is not None


TAXI_BUTTONS = [
    Button(
        "bookings_taxiride_accept",
        ordered,
        CLERKS,
        is_accepted,
        {"asset_id": "taxi-1", "minutes": "12"},
    ),
    Button("bookings_taxiride_send_nearest", ordered, CLERKS, is_accepted),
    Button("bookings_taxiride_refuse", ordered, CLERKS, is_over, {"reason": "No taxi is free."}),
    Button(
        "bookings_taxiride_tell_eta",
        accepted,
        CLERKS,
        lambda ride: ride.eta < timezone.now() + timedelta(minutes=8),
        {"minutes": "7"},
    ),
    Button(
        "bookings_taxiride_decline",
        accepted,
        CLERKS,
        lambda ride: ride.declined != [],
        {"reason": "The engine stopped."},
    ),
    Button("bookings_taxiride_arrived", accepted, CLERKS, lambda ride: ride.arrived_at is not None),
    Button("bookings_taxiride_begin", arrived, CLERKS, lambda ride: ride.started_at is not None),
    Button(
        "bookings_taxiride_end",
        begun,
        CLERKS,
        lambda ride: (ride.metres, ride.seconds) == (2500, 600),
        {"kilometres": "2.5", "minutes": "10"},
    ),
    Button(
        "bookings_taxiride_settle",
        unpaid,
        CLERKS,
        lambda ride: ride.price is not None and ride.price["amount"] == "13.20",
        {"price": "13.20"},
    ),
    Button("bookings_taxiride_no_show_told", missed, CLERKS, lambda ride: ride.no_show),
    Button("bookings_taxiride_cancel", accepted, CLERKS, is_over),
]
