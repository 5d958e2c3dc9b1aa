"""Rentals of shared vehicles, told as their customers live them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

import bookings.tasks  # noqa: F401  # the worker, which runs in this process, knows them so
from operators.models import SimulatedVehicle
from sales.models import Order
from tests.factories.ledger import check_books
from tests.factories.moments import later
from tests.journeys.drivers.tomp_1_6 import Refused, Tomp16Driver
from tests.protocols.tomp.edge.conftest import opened, world

__all__ = ["opened", "world"]

pytestmark = pytest.mark.django_db

SCOOTER = "vehicle-id-123"


@pytest.fixture
def driver(world, django_capture_on_commit_callbacks) -> Tomp16Driver:
    return Tomp16Driver(world.secret, django_capture_on_commit_callbacks)


def orders(world) -> list[str]:
    found = Order.objects.filter(tenant=world.tenant).order_by("pk")
    return [str(order.total_amount) for order in found]


def test_scooter_is_rented_parked_and_paid(world, driver, clock):
    # Ada looks where scooters are and what they cost.
    assert [region["name"] for region in driver.regions()] == ["Berlin"]
    assert [plan["name"] for plan in driver.plans()] == ["Standard E-Scooter"]

    # She scans one. The answer is a promise; a moment later the lock has opened.
    booked = driver.rent(SCOOTER, "ada")
    assert (booked.stage, booked.leg_stage) == ("CONFIRMED", "NOT_STARTED")
    assert (booked.amount, booked.is_estimated) == (Decimal("1.0"), True)
    assert (driver.show(booked).stage, driver.show(booked).leg_stage) == ("STARTED", "IN_USE")

    # Bob wants the same one and is told to look for another.
    with pytest.raises(Refused) as refused:
        driver.rent(SCOOTER, "bob")
    assert refused.value.status == 406

    # Ada rides on; the price grows by the minute.
    clock.move_to(later(minutes=6, seconds=1))
    assert driver.show(booked).amount == Decimal("2.33")

    # She parks and photographs; that costs nothing more. Then she locks it.
    parked = driver.park(booked)
    clock.move_to(later(minutes=9))
    over = driver.give_back(booked)
    assert (parked.leg_stage, over.stage, over.leg_stage) == ("FINISHING", "FINISHED", "FINISHED")
    assert parked.amount == over.amount == Decimal("2.33")
    assert orders(world) == ["2.33"]

    # The scooter is free again, for Bob.
    assert driver.give_back(driver.rent(SCOOTER, "bob")).amount == Decimal("1.0")
    check_books()


def test_lock_that_jams_costs_no_more_time(world, driver, clock):
    rental = driver.rent(SCOOTER, "ada")
    clock.move_to(later(minutes=10))
    SimulatedVehicle.objects.update(jams=1)

    with pytest.raises(Refused) as refused:
        driver.give_back(rental)
    assert (refused.value.status, refused.value.wait > 0) == (503, True)
    assert driver.ask_support(rental, "UNABLE_TO_CLOSE") == "PROCESSING"

    clock.move_to(later(minutes=12))
    assert driver.give_back(rental).amount == Decimal("2.9")
    with pytest.raises(Refused) as refused:
        driver.give_back(rental)
    assert refused.value.status == 409
    assert orders(world) == ["2.90"]


def test_request_that_got_lost_is_sent_again(world, driver):
    first = driver.rent(SCOOTER, "ada", key="tap-1")

    again = driver.rent(SCOOTER, "ada", key="tap-1")

    assert again == first
    with pytest.raises(Refused) as refused:
        driver.rent(SCOOTER, "ada")
    assert refused.value.status == 409


def test_lock_that_does_not_open_costs_nothing(world, driver, clock):
    SimulatedVehicle.objects.update(jams=1)
    rental = driver.rent(SCOOTER, "ada")
    assert driver.show(rental).leg_stage == "NOT_STARTED"
    assert driver.ask_support(rental, "UNABLE_TO_OPEN") == "PROCESSING"

    over = driver.give_back(rental)

    # Whoever gives it back has had it, if for no time at all.
    assert (over.stage, over.amount) == ("FINISHED", Decimal("1.0"))


@pytest.mark.parametrize(
    ("begins", "minutes"),
    [
        (datetime(2026, 6, 1, 21, 50, tzinfo=UTC), 20),  # midnight in Berlin
        (datetime(2026, 10, 25, 0, 45, tzinfo=UTC), 30),  # the end of summer time
    ],
)
def test_clock_is_that_of_the_world(world, driver, clock, begins, minutes):
    clock.move_to(begins)
    rental = driver.rent(SCOOTER, "ada")
    clock.shift(timedelta(minutes=minutes))

    over = driver.give_back(rental)

    assert over.amount == Decimal("1.00") + Decimal("0.19") * minutes
    assert len(orders(world)) == 1
