"""What the buttons of rentals do, as a table: who may, a row to do it to, and what is then true."""

from __future__ import annotations

from typing import Any

import pytest

from bookings.actions.finishing import finish_rental
from bookings.actions.unlocking import unlock_rental
from bookings.models import Rental
from bookings.terms import Ending
from operators.fleet.errors import GatewayBusy
from operators.models import SimulatedVehicle
from tests.admin_button import CLERKS, Button
from tests.factories.fleet import AssetFactory
from tests.factories.moments import BY, NOW
from tests.factories.rentals import rental_of, reservation_of
from tests.factories.scenarios import Shop


def waiting(shop: Shop) -> Rental:
    return rental_of(shop.tenant, shop.channel.seller)


def reserved(shop: Shop) -> Rental:
    """One whose vehicle is kept, beside another one."""
    rental = reservation_of(shop.tenant, shop.channel.seller)
    AssetFactory(fleet=rental.asset.fleet, asset_type=rental.asset.asset_type, asset_id="other-one")
    return rental


def running(shop: Shop) -> Rental:
    return unlock_rental(waiting(shop), by=BY, at=NOW)


def jammed(shop: Shop) -> Rental:
    """One that its customer wanted to end, while its lock did not shut."""
    rental = running(shop)
    SimulatedVehicle.objects.filter(asset=rental.asset).update(jams=1)
    with pytest.raises(GatewayBusy):
        finish_rental(rental.leg, Ending(), by=BY, at=NOW)
    rental.refresh_from_db()
    return rental


def left_open(shop: Shop) -> Rental:
    """One that is over while its vehicle is open."""
    rental = running(shop)
    finish_rental(rental.leg, Ending(), by=BY, at=NOW)
    SimulatedVehicle.objects.filter(asset=rental.asset).update(is_locked=False)
    return rental


def is_over(rental: Any) -> bool:
    return rental.closed_at is not None


RENTAL_BUTTONS = [
    Button("bookings_rental_unlock", waiting, CLERKS, lambda rental: rental.started_at is not None),
    Button(
        "bookings_rental_exchange",
        reserved,
        CLERKS,
        lambda rental: rental.asset.asset_id == "other-one",
        {"asset_id": "other-one"},
    ),
    Button("bookings_rental_end", running, CLERKS, is_over),
    Button("bookings_rental_end_without_lock", jammed, CLERKS, is_over),
    Button(
        "bookings_rental_lock",
        left_open,
        CLERKS,
        lambda rental: SimulatedVehicle.objects.get(asset=rental.asset_id).is_locked,
    ),
    Button("bookings_rental_cancel", waiting, CLERKS, is_over),
]
