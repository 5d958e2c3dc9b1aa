"""The people of a taxi centre take an order from the board to its sale."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from bookings.states import BookingState, LegState
from operators.fleet.states import GatewayKind
from operators.models import Role
from tests.admin_world import member
from tests.browsing.test_admin_browsing import PASSWORD, log_in
from tests.factories.fleet import RegionFactory, square
from tests.factories.taxi_rides import open_stand, states

pytestmark = pytest.mark.django_db(transaction=True)


def press(page: Page, title: str, **fields: str) -> None:
    """Press a button, fill in what its page asks for, and say yes."""
    page.get_by_role("link", name=title).click()
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(value)
    page.get_by_role("button", name=title).click()


def says(page: Page, words: str) -> None:
    expect(page.get_by_text(words)).to_be_visible()


def test_order_is_assigned_driven_and_sold(page, live_server, tmp_path):
    stand = open_stand(fleet={"gateway": GatewayKind.NONE})
    RegionFactory(fleet=stand.shop.fleet, name="Berlin", area=square(13.3, 52.48, 13.46, 52.56))
    ride = stand.order(at=timezone.now())
    person = member(stand.shop.tenant, Role.SUPPORT)
    person.set_password(PASSWORD)
    person.save()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    log_in(page, person.username)

    # The board shows where the customer waits and where the taxi is.
    page.goto("/admin/bookings/taxiride/")
    board = page.get_by_role("region", name="Open rides")
    expect(board.get_by_role("img", name="Map")).to_be_visible()
    for words in ("Wanted, no driver yet", "Taxi with a driver"):
        expect(board.get_by_text(words)).to_be_visible()
    row = page.locator("#result_list tbody tr")
    expect(row).to_contain_text("Needs a driver")
    page.screenshot(path=tmp_path / "board.png", full_page=True)
    row.get_by_role("link").nth(1).click()

    # A taxi of another fleet is none; the nearest one is proposed.
    press(page, "Assign taxi", Vehicle_id="elsewhere")
    says(page, "This fleet has no such taxi.")
    page.get_by_role("link", name="Assign taxi").click()
    expect(page.locator("#content")).to_contain_text(stand.taxi.asset_id)
    page.screenshot(path=tmp_path / "assign.png", full_page=True)
    page.get_by_label("Vehicle id").fill(stand.taxi.asset_id)
    page.get_by_label("Minutes until it is there").fill("7")
    page.get_by_role("button", name="Assign taxi").click()
    says(page, "The ride has its taxi.")
    expect(page.locator("#content")).to_contain_text(stand.shop.driver.name)
    assert states(ride) == (BookingState.CONFIRMED, LegState.NOT_STARTED)

    press(page, "Taxi is there")
    says(page, "The taxi waits.")
    press(page, "Ride begins")
    says(page, "The ride has begun.")
    page.screenshot(path=tmp_path / "ride.png", full_page=True)
    press(page, "Ride ends", Kilometres="2.5", Minutes="6")
    says(page, "The ride is over.")

    # 4.00, three kilometres begun at 2.00, six minutes at 0.50.
    page.get_by_role("link", name="Sell the ride").click()
    expect(page.locator("#content")).to_contain_text("13.00 EUR")
    page.get_by_role("button", name="Sell the ride").click()
    says(page, "The ride is sold.")
    page.screenshot(path=tmp_path / "sold.png", full_page=True)
    assert states(ride) == (BookingState.FINISHED, LegState.FINISHED)
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []


def test_customer_who_does_not_come_pays_the_fee(page, tmp_path):
    stand = open_stand(fleet={"gateway": GatewayKind.NONE})
    # Its pick-up was a few minutes ago: before that nobody can have missed it. The task that looks
    # for a driver lives at that time as well, else it would find the order too old.
    ordered_at = timezone.now() - timedelta(minutes=20)
    with time_machine.travel(ordered_at, tick=True):
        ride = stand.by_hand(at=ordered_at)
    person = member(stand.shop.tenant, Role.SUPPORT)
    person.set_password(PASSWORD)
    person.save()
    log_in(page, person.username)

    page.goto(f"/admin/bookings/taxiride/{ride.pk}/change/")
    press(page, "Taxi is there")
    page.get_by_role("link", name="Nobody came").click()
    expect(page.locator("#content")).to_contain_text("5.00 EUR")
    page.screenshot(path=tmp_path / "nobody.png", full_page=True)
    page.get_by_role("button", name="Nobody came").click()
    says(page, "The booking is cancelled.")
    assert states(ride) == (BookingState.CANCELLED, LegState.CANCELLED)
    ride.leg.booking.refresh_from_db()
    assert ride.leg.booking.order is not None
