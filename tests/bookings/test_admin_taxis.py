"""The board of a taxi centre: what staff see of rides, and how they send taxis."""

from __future__ import annotations

from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from bookings.actions.taxis.going_on import move_taxi
from operators.fleet.states import GatewayKind
from operators.models import Role
from sales.models import Order
from tests.admin_world import address, button, logged_in, member
from tests.counting import counted
from tests.factories.fleet import RegionFactory, square
from tests.factories.moments import NOW, later
from tests.factories.taxi_rides import PICK_UP, TIMER, Stand, open_stand, ride_of, states
from tests.factories.taxis import taxi_of
from tests.standing import standing

BOARD = "admin:bookings_taxiride_changelist"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@standing
def stand(db: None) -> Stand:
    """A centre whose taxis are sent by people."""
    found = open_stand(fleet={"gateway": GatewayKind.NONE})
    RegionFactory(fleet=found.shop.fleet, name="Inner city", area=square(east=13.5))
    return found


@pytest.fixture
def browser(stand):
    return logged_in(member(stand.shop.tenant, Role.SUPPORT))


def press(browser, name, ride, **form):
    return browser.post(button(f"bookings_taxiride_{name}", ride), form, follow=True)


def buttons_of(browser, ride) -> list[str]:
    page = browser.get(address(ride, "change"))
    return [each["title"] for each in page.context["actions_detail"]]


def test_a_ride_is_driven_from_the_board(browser, stand, clock):
    ride = stand.order()

    asked = browser.get(button("bookings_taxiride_accept", ride)).context["outlook"]
    assert asked.facts == {
        "Free, the nearest first": f"{stand.taxi.asset_id} ({stand.taxi.driver.name})"
    }
    press(browser, "accept", ride, asset_id=stand.taxi.asset_id, minutes="9")
    assert ride_of(ride.leg.booking).eta == later(minutes=9)
    press(browser, "tell_eta", ride, minutes="12")
    clock.move_to(PICK_UP)
    press(browser, "arrived", ride)
    press(browser, "begin", ride)
    clock.move_to(later(minutes=30))
    press(browser, "end", ride, kilometres="", minutes="")
    assert states(ride) == ("STARTED", "FINISHING")
    asked = browser.get(button("bookings_taxiride_settle", ride)).context["outlook"]
    assert asked.facts == {"Estimated": "10.00 EUR", "Final": "Not known yet"}
    press(browser, "settle", ride, price="14.20")

    assert states(ride) == ("FINISHED", "FINISHED")
    assert Order.objects.get().total_amount == Decimal("14.20")


def test_buttons_follow_the_ride(browser, stand, clock):
    ride = stand.order()
    looking = ["Assign taxi", "Send the nearest taxi", "No taxi comes", "Cancel for free"]
    assert buttons_of(browser, ride) == looking
    ride = stand.by_hand(pick_up_at=later(hours=2))
    assert buttons_of(browser, ride) == [
        "Taxi is there",
        "Ride begins",
        "Tell the waiting time",
        "Driver gives it back",
        "Cancel for free",
    ]


def test_a_taxi_that_is_not_there_is_not_sent(browser, stand):
    ride = stand.order()
    page = press(browser, "accept", ride, asset_id="nothing", minutes="").text
    assert "This fleet has no such taxi." in page
    assert states(ride) == ("CONDITIONAL_CONFIRMED", "NOT_STARTED")


def test_board_shows_open_rides_first_and_on_a_map(browser, stand):
    second, first = stand.order(pick_up_at=later(hours=2)), stand.by_hand()
    over = stand.order()
    stand.cancel(over)
    taxi_of(stand.shop.fleet, asset_id="free-one")

    page = browser.get(reverse(BOARD))

    shown = list(page.context["cl"].result_list)
    assert shown == [first, second, over]
    for words in ("Wanted, no driver yet", "Wanted, a taxi comes", "free-one", "Inner city"):
        assert words in page.text


@pytest.mark.parametrize(
    ("step", "count"),
    [("driver", 1), ("coming", 1), ("there", 0), ("riding", 0), ("price", 0), ("over", 1)],
)
def test_board_is_narrowed_to_what_rides_wait_for(browser, stand, step, count):
    stand.order(pick_up_at=later(hours=2))
    stand.by_hand()
    stand.cancel(stand.order())
    stand.hold()
    page = browser.get(reverse(BOARD), {"step": step})
    assert page.context["cl"].result_count == count


def test_board_takes_as_many_queries_however_long_it_is(browser, stand):
    stand.by_hand()
    browser.get(reverse(BOARD))
    with counted() as few:
        browser.get(reverse(BOARD))
    for hours in (2, 4):
        stand.order(pick_up_at=later(hours=hours))
        taxi_of(stand.shop.fleet)
    with counted() as many:
        browser.get(reverse(BOARD))
    assert many.statements == few.statements


@pytest.mark.django_db
def test_board_of_others_is_empty():
    stand = open_stand()
    stand.accepted()
    page = logged_in(member(open_stand().shop.tenant, Role.SUPPORT)).get(reverse(BOARD))
    assert page.context["cl"].result_count == 0
    assert stand.taxi.asset_id not in page.text


def test_page_tells_driver_route_and_price(browser, stand):
    ride = stand.by_hand()
    page = browser.get(address(ride, "change")).text
    for shown in (
        stand.taxi.driver.name,
        "about 10.00 EUR",
        "Fernsehturm",
        "1.9 km, 4 min",
        "Basic fare",
        "Taxi on its way",
    ):
        assert shown in page


def test_booking_leads_to_its_ride(browser, stand):
    ride = stand.by_hand()
    booking = browser.get(address(ride.leg.booking, "change")).text
    assert address(ride, "change") in booking
    assert "Taxi: Friedrichstraße 1 – Fernsehturm" in booking
    leg = browser.get(address(ride.leg, "change")).text
    assert stand.taxi.driver.name in leg


def test_timer_leaves_the_ride_to_people(stand):
    ride = stand.order()
    move_taxi(ride, by=TIMER, at=NOW)
    assert states(ride) == ("CONDITIONAL_CONFIRMED", "NOT_STARTED")
