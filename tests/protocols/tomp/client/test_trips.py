"""A journey of one operator, sold by another one."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from bookings.models import Booking, SuppliedBooking
from operators.models import Supplier
from sales.models import Order
from tests.factories.ledger import check_books
from tests.factories.moments import later as from_now
from tests.journeys.drivers import Stage
from tests.journeys.drivers.tomp_1_1 import Tomp11Driver


@pytest.fixture
def driver(reseller) -> Tomp11Driver:
    return Tomp11Driver(reseller.secret, "1.1.3")


def orders_of(tenant) -> list[tuple[str, str, str]]:
    """Reference, total and VAT of what a tenant has sold."""
    found = Order.objects.filter(tenant=tenant).order_by("pk")
    return [
        (order.external_reference, str(order.total_amount), str(order.total_tax_amount))
        for order in found
    ]


def test_ticket_of_another_operator_is_planned_bought_shown_and_used(
    seller, reseller, driver, clock
):
    [option, *_] = driver.offer(seller.origin, seller.destination, from_now())
    assert option.amount == Decimal("4.0")

    held = driver.book(option)
    assert held.stage == Stage.HELD
    there = SuppliedBooking.objects.get()
    assert Booking.objects.get(reference=there.remote_reference).state == "PENDING"

    sold = driver.confirm(held)
    assert sold.stage == Stage.SOLD
    [ours] = orders_of(reseller.tenant)
    [theirs] = orders_of(seller.shop.tenant)
    assert ours == (held.id, "4.00", "0.33")
    assert theirs == (there.remote_reference, *ours[1:])

    clock.move_to(from_now(minutes=29))
    leg = driver.activate(sold.legs[0])
    assert leg.in_use
    first = leg.ticket
    again = driver.show_leg(leg)
    assert (again.ticket.text, again.ticket.dies_at) == (first.text, first.dies_at)
    clock.move_to(first.dies_at)
    assert driver.show_leg(leg).ticket.text != first.text
    check_books()


def test_ticket_that_is_dead_is_not_shown_while_its_operator_is_silent(
    seller, reseller, driver, clock
):
    sold = driver.confirm(
        driver.book(driver.offer(seller.origin, seller.destination, from_now())[0])
    )
    leg = driver.activate(sold.legs[0])
    clock.move_to(leg.ticket.dies_at)
    # The first barcode may have had seconds to live; this one has a whole window.
    leg = driver.show_leg(leg)
    Supplier.objects.update(base_url="http://localhost:1/tomp")

    clock.shift(timedelta(seconds=6))
    assert driver.show_leg(leg).ticket.text == leg.ticket.text
    clock.move_to(leg.ticket.dies_at)
    refused = driver.client.get(f"/legs/{leg.id}", headers=driver.headers)
    assert (refused.status_code, refused.json()["errorcode"]) == (503, 4005)
    assert refused.headers["Retry-After"] == "10"


def test_ticket_is_given_back_to_its_operator(seller, reseller, driver):
    sold = driver.confirm(
        driver.book(driver.offer(seller.origin, seller.destination, from_now())[0])
    )

    assert driver.cancel(sold).stage == Stage.OVER

    assert {order[1] for order in orders_of(reseller.tenant)} == {"0.00"}
    assert {order[1] for order in orders_of(seller.shop.tenant)} == {"0.00"}
    check_books()
