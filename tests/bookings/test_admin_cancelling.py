"""Cancelling in the admin: what it comes to is told before."""

import pytest
import time_machine

from operators.models import Role
from tests.admin_world import button, logged_in, member, sentences
from tests.factories.moments import NOW
from tests.factories.scenarios import LATER, open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def question(browser, booking):
    return browser.get(button("bookings_booking_cancel", booking)).context["outlook"]


def test_cancelling_is_asked_with_what_it_comes_to_and_changes_nothing_yet():
    shop = open_shop({"cancellation_fee": "1.00", **LATER})
    booking = shop.sell()
    browser = logged_in(member(shop.tenant, Role.SUPPORT))
    events = booking.events.count(), booking.order.events.count()

    outlook = question(browser, booking)

    assert outlook.facts == {
        "Paid": "4.00 EUR",
        "Kept as a fee": "1.00 EUR",
        "Given back": "3.00 EUR",
        "Tickets that end": "1",
    }
    booking.refresh_from_db()
    assert (booking.state, booking.legs.get().ticket.state) == ("CONFIRMED", "ISSUED")
    assert (booking.events.count(), booking.order.events.count()) == events
    assert not booking.order.credits.exists()


def test_cancelling_comes_to_what_was_foretold():
    shop = open_shop({"cancellation_fee": "1.00"})
    booking = shop.sell()
    browser = logged_in(member(shop.tenant))
    foretold = question(browser, booking).facts["Given back"]

    browser.post(button("bookings_booking_cancel", booking))

    assert f"{booking.order.credits.get().total_amount} EUR" == foretold


def test_hold_is_released_without_money():
    shop = open_shop()
    browser = logged_in(member(shop.tenant))

    outlook = question(browser, shop.hold())

    assert outlook.facts == {
        "Nothing was sold yet": "The hold is released; no money is given back."
    }


def test_refused_cancellation_is_told_before_it_is_tried():
    shop = open_shop({"cancellation": "NEVER"})
    browser = logged_in(member(shop.tenant))

    page = browser.get(button("bookings_booking_cancel", shop.sell()))

    assert page.context["outlook"].refusal == (
        "The product's rules do not allow to cancel this booking any more."
    )
    assert "submit" not in page.text.partition('id="refusal"')[2].partition("</form>")[0]


def test_cancelled_booking_is_not_cancelled_again():
    shop = open_shop()
    booking = shop.sell()
    browser = logged_in(member(shop.tenant))
    browser.post(button("bookings_booking_cancel", booking))

    outlook = question(browser, booking)
    response = browser.post(button("bookings_booking_cancel", booking))

    sentence = f"Cancel booking: this is not possible any more in the state that {booking} is in."
    assert outlook.refusal == sentence
    assert sentences(response)[-1] == sentence
