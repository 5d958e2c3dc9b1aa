"""A vehicle of one operator, rented out by another one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.models import SuppliedBooking
from sales.models import Order
from tests.factories.fleet import PLACE
from tests.factories.ledger import check_books
from tests.factories.moments import later
from tests.protocols.tomp.client.driver import Platform

HERE = {"coordinates": {"lng": PLACE[0], "lat": PLACE[1]}}


@pytest.fixture
def platform(ride_reseller) -> Platform:
    return Platform(ride_reseller.secret)


def test_ride_of_another_operator_is_sold_for_what_it_charges(
    ride_seller, ride_reseller, platform, clock
):
    booked = platform.rent(ride_seller.asset.asset_id, "ada", HERE)
    assert booked["state"] in ("CONFIRMED", "STARTED")
    [leg] = booked["legs"]
    assert leg["pricing"]["parts"][0]["amount"] == 1.0
    assert not Order.objects.filter(tenant=ride_reseller.tenant).exists()

    clock.move_to(later(seconds=10))
    assert platform.leg(leg)["state"] == "IN_USE"

    clock.move_to(later(minutes=15))
    over = platform.move(leg, "FINISH")
    assert over["state"] == "FINISHED"
    assert platform.booking(booked)["state"] == "FINISHED"
    there = SuppliedBooking.objects.get()
    ours = Order.objects.get(tenant=ride_reseller.tenant)
    theirs = Order.objects.get(tenant=ride_seller.tenant)
    assert theirs.external_reference == there.remote_reference
    assert ours.external_reference == booked["id"]
    assert ours.total_amount == theirs.total_amount == Decimal("3.85")
    check_books()
