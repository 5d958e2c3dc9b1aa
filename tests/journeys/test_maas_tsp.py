"""Taxis and shared vehicles over MaaS Global's interface, told as their customers live them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from bookings.tasks import move_taxis
from operators.models import Driver, SimulatedVehicle
from sales.models import Order
from tests.factories.ledger import check_books
from tests.factories.moments import later
from tests.journeys.drivers.maas_tsp import MaasTspDriver
from tests.protocols.maas_tsp.client import BOB
from tests.protocols.maas_tsp.conftest import maas
from tests.protocols.maas_tsp.worlds import scooter_wish, taxi_wish

__all__ = ["maas"]

pytestmark = pytest.mark.django_db

ESTIMATE = Decimal("10.00")
"""4.00 to get in, 1.9 km begun at 2.00 each, 3.8 minutes begun at 0.50 each."""


@pytest.fixture
def driver(maas, django_capture_on_commit_callbacks) -> MaasTspDriver:
    return MaasTspDriver(maas.secret, django_capture_on_commit_callbacks)


def orders(world) -> list[str]:
    found = Order.objects.filter(tenant=world.tenant).order_by("pk")
    return [str(order.total_amount) for order in found]


def work() -> None:
    """What the worker does when the timer rings."""
    move_taxis()


def test_taxi_is_ordered_ahead_driven_and_paid(maas, driver, clock):
    # Ada asks in the morning for a taxi in an hour. There is one, and what it will cost about.
    [option] = driver.find(taxi_wish())
    assert Decimal(str(option["cost"]["amount"])) == ESTIMATE
    assert option["terms"]["reconcilable"] is True

    # She orders. It is bound, and a driver is looked for.
    ordered = driver.take(option)
    assert (ordered.state, ordered.amount) == ("RESERVED", ESTIMATE)
    assert ordered.meta["MODE_TAXI"].get("driver", {}) == {}

    # One accepts: she sees who comes, with what, and when.
    accepted = driver.look(ordered)
    taxi = accepted.meta["MODE_TAXI"]
    assert accepted.state == "CONFIRMED"
    assert (taxi["driver"]["name"], taxi["driver"]["phone"]) == (
        maas.taxis.driver.name, maas.taxis.driver.phone
    )  # fmt: skip
    assert {"vehicleId", "vehicleDescription", "eta", "vehicleLocation"} <= taxi.keys()
    assert driver.receipt(ordered) is None

    # It is there; she gets in, and is driven.
    clock.move_to(later(hours=1))
    work()
    assert driver.look(ordered).state == "ARRIVED"
    clock.shift(timedelta(minutes=2))
    work()
    assert driver.look(ordered).state == "ACTIVATED"
    clock.shift(timedelta(minutes=10))
    work()
    work()

    # The meter has told the price; it is sold, once.
    over = driver.look(ordered)
    assert (over.state, over.amount) == ("FINISHED", driver.receipt(ordered))
    assert orders(maas) == [f"{over.amount:.2f}"]
    check_books()


def test_taxi_called_off_before_a_driver_accepts_costs_nothing(maas, driver):
    Driver.objects.all().delete()
    [option] = driver.find(taxi_wish())

    over = driver.call_off(driver.take(option))

    assert (over.state, over.amount) == ("CANCELLED", Decimal(0))
    assert driver.receipt(over) == Decimal(0)
    assert orders(maas) == []


def test_taxi_called_off_late_costs_the_fee(maas, driver):
    [option] = driver.find(taxi_wish())
    ordered = driver.take(option)

    over = driver.call_off(ordered)

    assert (over.state, over.amount) == ("CANCELLED", Decimal(5))
    assert driver.call_off(over).state == "CANCELLED"
    assert driver.receipt(over) == Decimal(5)
    assert orders(maas) == ["5.00"]
    check_books()


def test_taxi_that_nobody_drives_is_rejected(maas, driver, clock):
    Driver.objects.all().delete()
    [option] = driver.find(taxi_wish())
    ordered = driver.take(option)
    assert driver.look(ordered).state == "RESERVED"
    clock.shift(timedelta(minutes=30))
    work()

    assert driver.look(ordered).state == "REJECTED"
    assert orders(maas) == []


def test_scooter_is_taken_parked_and_paid(maas, driver, clock):
    # Ada takes the nearest scooter; it is kept for her, and locked still.
    first, *others = driver.find(scooter_wish())
    assert len(others) > 0
    taken = driver.take(first)
    assert taken.state == "RESERVED"
    assert "scooter" in taken.meta["MODE_SCOOTER"]

    # Bob asks for scooters and is not offered hers.
    seen = {one["meta"]["MODE_SCOOTER"]["scooter"]["id"] for one in driver.find(scooter_wish())}
    assert taken.meta["MODE_SCOOTER"]["scooter"]["id"] not in seen
    assert len(seen) == len(others)

    # She unlocks it, stops at a shop, and goes on; saying so twice does no harm.
    assert driver.tell(taken, "ACTIVATED").state == "ACTIVATED"
    assert driver.tell(taken, "ACTIVATED").state == "ACTIVATED"
    clock.shift(timedelta(minutes=3))
    assert driver.tell(taken, "ON_HOLD").state == "ON_HOLD"
    clock.shift(timedelta(minutes=3))
    assert driver.tell(taken, "ACTIVATED").state == "ACTIVATED"
    assert driver.receipt(taken) is None

    # She is there: the ride is over, and what it costs is known.
    clock.shift(timedelta(minutes=4))
    over = driver.tell(taken, "EXPIRED")
    paid = driver.receipt(taken)
    assert over.state in ("EXPIRED", "FINISHED")
    assert paid == over.amount == driver.look(taken).amount
    assert orders(maas) == [f"{paid:.2f}"]
    check_books()

    # And Bob can have it.
    [same] = [one for one in driver.find(scooter_wish())
              if one["meta"]["MODE_SCOOTER"]["scooter"]["id"]
              == taken.meta["MODE_SCOOTER"]["scooter"]["id"]]  # fmt: skip
    assert driver.take(same, customer=BOB).state == "RESERVED"


def test_scooter_that_nobody_fetches_is_free_again(maas, driver, clock):
    taken = driver.take(driver.find(scooter_wish())[0])
    clock.shift(timedelta(hours=1))

    assert driver.look(taken).state == "EXPIRED"
    assert orders(maas) == []


def test_lock_that_jams_changes_nothing(maas, driver):
    taken = driver.take(driver.find(scooter_wish())[0])
    SimulatedVehicle.objects.update(jams=5)

    response = driver.caller.try_update(taken.tsp_id, "ACTIVATED")

    assert response.status_code >= 400
    assert driver.look(taken).state == "RESERVED"
