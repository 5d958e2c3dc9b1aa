"""Rentals in the admin: what staff see of them, and how they help."""

from __future__ import annotations

from decimal import Decimal

import pytest
import time_machine

from bookings.actions.finishing import begin_finishing
from bookings.terms import Ending, Place
from operators.models import Asset, Role, SimulatedVehicle
from sales.models import Order
from tests.admin_world import address, button, logged_in, member, sentences
from tests.counting import counted
from tests.factories.fleet import RegionFactory, assets_like
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import RentalShop, open_rental_shop, standing_of, stored_rental
from tests.factories.scenarios import LATER, open_shop
from tests.standing import standing

CORNER = Place(13.392, 52.52)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@standing
def shop(db) -> RentalShop:
    return open_rental_shop()


@pytest.fixture
def browser(shop):
    return logged_in(member(shop.tenant, Role.SUPPORT))


def press(browser, name, row):
    return browser.post(button(f"bookings_rental_{name}", row))


def buttons_of(browser, row) -> list[str]:
    """The titles of the buttons on a page."""
    page = browser.get(address(row, "change"))
    return [each["title"] for each in page.context["actions_detail"]]


def test_page_tells_vehicle_price_and_places(browser, shop, clock):
    RegionFactory(fleet=shop.fleet, name="Inner city")
    rental = shop.ride()
    begin_finishing(
        rental.leg,
        Ending(CORNER, evidence=("https://mp.example/1.jpg", "javascript:alert(1)")),
        by=BY,
        at=later(minutes=15),
    )
    clock.move_to(later(days=1))

    page = browser.get(address(rental, "change")).text

    for shown in (
        "3.85 EUR",
        "15 minutes at 0.19 for each minute begun.",
        "Inner city",
        "Vehicle seen last",
        "52.52000, 13.39200",
        'href="https://mp.example/1.jpg"',
        shop.asset.asset_id,
    ):
        assert shown in page
    assert "javascript:alert" not in page


@pytest.mark.django_db
def test_page_of_a_vehicle_that_says_nothing_shows_where_it_was_asked_for(clock):
    shop = open_rental_shop(fleet={"gateway": "NONE"})
    Asset.objects.update(longitude=None, latitude=None)
    shop.asset.refresh_from_db()
    rental = shop.book()
    browser = logged_in(member(shop.tenant))

    page = browser.get(address(rental, "change")).text

    assert "Vehicle seen last" not in page
    assert "1.00 EUR so far" in page


def test_rental_that_was_given_up_costs_nothing(browser, shop):
    rental = shop.book()
    press(browser, "cancel", rental)

    assert "Nothing was sold" in browser.get(address(rental, "change")).text


@pytest.mark.django_db
def test_price_of_nothing_is_told():
    shop = open_rental_shop([])
    browser = logged_in(member(shop.tenant))

    assert "It costs nothing." in browser.get(address(shop.sold(), "change")).text


def test_staff_end_a_rental_and_know_its_price_before(browser, shop, clock):
    rental = shop.ride()
    clock.move_to(later(minutes=15))

    asked = browser.get(button("bookings_rental_end", rental)).context["outlook"]
    assert asked.facts == {"Clock": "It stops now.", "Price": "3.85 EUR"}
    assert standing_of(rental) == ("STARTED", "IN_USE")
    press(browser, "end", rental)

    assert standing_of(rental) == ("FINISHED", "FINISHED")
    order = Order.objects.get()
    assert order.total_amount == Decimal("3.85")
    assert rental.leg.events.get(name="LEG_FINISHED").actor.startswith("staff:")


def test_lock_that_jams_is_told_and_staff_may_end_without_it(browser, shop, clock):
    rental = shop.ride()
    shop.jam(9)
    assert "End without the lock" not in buttons_of(browser, rental)
    clock.move_to(later(minutes=15))

    assert sentences(press(browser, "end", rental)) == [
        "The lock is jammed; try again in a moment."
    ]
    assert standing_of(rental) == ("STARTED", "FINISHING")
    asked = browser.get(button("bookings_rental_end_without_lock", rental)).context["outlook"]
    assert asked.facts["Clock"] == "It has stopped."
    press(browser, "end_without_lock", rental)

    assert standing_of(rental) == ("FINISHED", "FINISHED")


def test_staff_unlock_for_a_customer_before_and_in_a_rental(browser, shop):
    rental = shop.book()

    press(browser, "unlock", rental)
    assert standing_of(rental) == ("STARTED", "IN_USE")

    SimulatedVehicle.objects.update(is_locked=True)
    press(browser, "unlock", rental)
    assert not SimulatedVehicle.objects.get().is_locked


def test_staff_unlock_what_was_booked_before_or_is_paused(browser, shop, clock):
    rental = shop.reserve()

    press(browser, "unlock", rental)
    assert standing_of(rental) == ("STARTED", "IN_USE")

    shop.pause(rental, at=later(minutes=1))
    clock.move_to(later(minutes=2))
    press(browser, "unlock", rental)
    assert standing_of(rental) == ("STARTED", "IN_USE")


def test_staff_give_another_vehicle_or_are_told_why_not(browser, shop):
    [other] = assets_like(shop.asset, 1)
    rental = shop.reserve()
    change = button("bookings_rental_exchange", rental)

    refused = browser.post(change, {"asset_id": "nonsense"})
    assert sentences(refused) == ["No vehicle has this id; look at the list of vehicles."]
    browser.post(change, {"asset_id": other.asset_id})

    assert stored_rental(rental).asset == other
    told = rental.leg.booking.events.get(name="ASSET_ASSIGNED")
    assert told.actor.startswith("staff:")


def test_staff_lock_what_was_left_open(browser, shop):
    rental = shop.sold()
    SimulatedVehicle.objects.update(is_locked=False)

    press(browser, "lock", rental)

    assert SimulatedVehicle.objects.get().is_locked


def test_buttons_are_those_that_lead_somewhere(browser, shop):
    waiting = shop.book()
    other, third, fourth = assets_like(shop.asset, 3)
    over = shop.sold(asset=other)

    last = ["Cancel rental", "Ask partner"]
    assert buttons_of(browser, waiting) == ["Unlock vehicle", "End rental", *last]
    assert buttons_of(browser, over) == ["Lock vehicle"]
    assert buttons_of(browser, shop.hold(third)) == last
    kept = shop.reserve(fourth)
    assert buttons_of(browser, kept) == ["Unlock vehicle", "Give another vehicle", *last]


def test_finance_looks_but_does_not_press(shop):
    rental = shop.ride()
    browser = logged_in(member(shop.tenant, Role.FINANCE))

    assert press(browser, "end", rental).status_code == 403
    assert standing_of(rental) == ("STARTED", "IN_USE")


def test_booking_of_a_rental_leads_to_it_and_is_not_cancelled_as_a_journey(browser, shop):
    rental = shop.sold()
    booking = rental.leg.booking

    page = browser.get(address(booking, "change"))

    assert address(rental, "change") in page.text
    titles = {each["title"] for each in page.context["actions_detail"]}
    assert titles.isdisjoint({"Cancel booking"})
    assert "3.85" in browser.get(address(type(booking), "changelist")).text
    refused = browser.get(button("bookings_booking_cancel", booking)).context["outlook"]
    assert refused.refusal != ""


def test_leg_of_a_rental_shows_its_vehicle_and_cannot_be_started_as_a_ride(browser, shop):
    leg = shop.book().leg

    page = browser.get(address(leg, "change"))

    assert shop.asset.asset_id in page.text
    assert page.context["actions_detail"] == []


@pytest.mark.django_db
def test_journeys_have_no_vehicle():
    shop = open_shop(LATER)
    browser = logged_in(member(shop.tenant))

    assert browser.get(address(shop.sell(), "change")).status_code == 200


def test_lists_take_as_many_queries_for_three_as_for_one(browser, shop):
    def listed() -> int:
        with counted() as count:
            for kind in (type(rental), type(rental.leg), type(rental.leg.booking)):
                browser.get(address(kind, "changelist"))
        return count.statements

    rental = shop.sold()
    listed()
    one = listed()
    for asset in assets_like(shop.asset, 2):
        shop.sold(asset=asset)

    assert listed() == one
