"""A shared scooter over TOMP 1.1, told as its customer lives it. Every answer is held against the
published file and against our own description of it."""

from __future__ import annotations

from typing import Any

import pytest

from sales.models import Order
from tests.factories.fleet import PAUSING, PER_MINUTE, PLACE, UNLOCKING, RegionFactory
from tests.factories.ledger import check_books
from tests.factories.moments import later
from tests.factories.rentals import RentalShop, open_rental_shop
from tests.journeys.drivers.tomp_1_1 import Tomp11Driver
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db

CORNER = {"coordinates": {"lng": PLACE[0], "lat": PLACE[1]}}


@pytest.fixture
def shop(clock) -> RentalShop:
    return open_rental_shop([UNLOCKING, PER_MINUTE, PAUSING])


@pytest.fixture(params=["1.1.0", "1.1.3"])
def driver(shop, request) -> Tomp11Driver:
    return Tomp11Driver(open_channel(shop.channel)[1], request.param)


def plan(driver: Tomp11Driver, **more: Any) -> list[dict[str, Any]]:
    """The options around the corner, which can be booked."""
    wish = {"from": CORNER, "nrOfTravelers": 1, **more}
    return driver.send("POST", "/plannings", wish, "?booking-intent=true").json()["options"]


def tell(driver: Tomp11Driver, leg_id: str, event: str, **more: Any) -> dict[str, Any]:
    told = {"event": event, "time": "2026-06-01T12:00:00+02:00", **more}
    return driver.send("POST", f"/legs/{leg_id}/events", told).json()


def change(driver: Tomp11Driver, booking_id: str, operation: str) -> dict[str, Any]:
    path = f"/bookings/{booking_id}/events"
    return driver.send("POST", path, {"operation": operation}).json()


def amounts(told: dict[str, Any]) -> list[tuple[str, float, float | None]]:
    """Name, amount and units of each part of the price."""
    parts = told["pricing"]["parts"]
    return [(part["name"], part["amount"], part.get("units")) for part in parts]


def test_scooter_is_ridden_paused_and_given_back(shop, driver, clock):
    # Ada's app shows where scooters are, which are free and what they cost.
    RegionFactory(fleet=shop.fleet, name="Berlin")
    assert [region["name"] for region in driver.send("GET", "/operator/regions").json()] == [
        "Berlin"
    ]
    [kind] = driver.send("GET", "/operator/available-assets").json()
    assert [asset["id"] for asset in kind["assets"]] == [shop.asset.asset_id]
    [tariff] = driver.send("GET", "/operator/pricing-plans").json()
    assert "While paused: 0.05 EUR" in tariff["description"]

    # She plans with that one, holds it, and commits. It is hers now, and locked still.
    [option] = plan(driver, useAssets=[shop.asset.asset_id])
    leg_id = option["legs"][0]["id"]
    held = driver.send("POST", "/bookings", {"id": option["id"], "customer": {"id": "ada"}})
    assert (held.json()["state"], "Expires" in held.headers) == ("PENDING", True)
    assert plan(driver) == []
    sold = change(driver, option["id"], "COMMIT")
    assert (sold["state"], sold["legs"][0]["state"]) == ("CONFIRMED", "NOT_STARTED")
    assert sold["legs"][0]["pricing"]["estimated"] is True

    # The lock opens, and the ride begins.
    ridden = tell(driver, leg_id, "SET_IN_USE")
    assert (ridden["state"], ridden["departureTime"]) == ("IN_USE", "2026-06-01T10:00:00Z")
    assert driver.send("GET", f"/bookings/{option['id']}").json()["state"] == "STARTED"

    # A coffee on the way: the scooter is locked and the minutes are cheaper.
    clock.move_to(later(minutes=6))
    assert tell(driver, leg_id, "PAUSE")["state"] == "PAUSED"
    clock.move_to(later(minutes=16))
    again = tell(driver, leg_id, "SET_IN_USE")
    assert again["state"] == "IN_USE"
    assert amounts(again) == [
        ("Unlock fee", 1.0, None),
        ("Per minute", 1.14, 6),
        ("Per minute", 0.5, 10),
    ]

    # She parks, sends a picture, and it is over.
    clock.move_to(later(minutes=20))
    parked = tell(driver, leg_id, "FINISH", url=["https://app.example/1.jpg"])
    assert (parked["state"], parked["arrivalTime"]) == ("FINISHED", "2026-06-01T10:20:00Z")
    assert amounts(parked) == [
        ("Unlock fee", 1.0, None),
        ("Per minute", 1.9, 10),
        ("Per minute", 0.5, 10),
    ]
    over = driver.send("GET", f"/bookings/{option['id']}").json()
    assert (over["state"], over["legs"][0], over["customer"]) == ("FINISHED", parked, {"id": "ada"})
    assert [str(order.total_amount) for order in Order.objects.all()] == ["3.40"]
    assert len(plan(driver)) == 1
    check_books()


def test_scooter_that_is_given_up_costs_nothing(shop, driver):
    [option] = plan(driver)
    driver.send("POST", "/bookings", {"id": option["id"]})
    change(driver, option["id"], "COMMIT")

    over = change(driver, option["id"], "CANCEL")

    assert over["state"] == "CANCELLED"
    known = "NOT_STARTED" if driver.headers["Api-Version"] == "1.1.0" else "CANCELLED"
    [leg] = over["legs"]
    assert (leg["state"], leg["pricing"]["estimated"]) == (known, False)
    assert amounts(leg) == [("Fixed", 0.0, None)]
    assert not Order.objects.exists()
    assert len(plan(driver)) == 1
