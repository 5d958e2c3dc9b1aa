"""Saying yes or no in the admin."""

import pytest
import time_machine

from bookings.actions.ancillaries import add_ancillary
from bookings.actions.answering import deny_booking
from bookings.models import Booking
from bookings.states import BookingState
from operators.models import Role
from sales.models import Order
from tests.admin_world import address, button, logged_in, member, parts, sentences
from tests.factories.answers import ask_first, asked
from tests.factories.moments import BY, NOW
from tests.factories.sales import AncillaryFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db

CARD = "Bookings that wait for an answer"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def shop():
    return ask_first()


@standing
def browser(shop):
    return logged_in(member(shop.tenant, Role.SUPPORT))


def waiting(browser):
    page = browser.get(address(Booking, "changelist"), {"waits": "now"})
    return list(page.context["cl"].queryset)


def card(browser):
    cards = browser.get("/admin/").context["cards"]
    return next((found for found in cards if found["title"] == CARD), None)


def test_yes_sells_the_booking(shop, browser):
    booking = asked(shop)

    response = browser.post(button("bookings_booking_approve", booking))

    assert sentences(response) == ["The booking is confirmed and sold."]
    booking.refresh_from_db(fields=["order", "confirmed_at"])
    assert booking.order == Order.objects.get()


def test_no_needs_a_reason_that_the_partner_reads(shop, browser):
    booking = asked(shop)

    browser.post(button("bookings_booking_deny", booking))
    assert Booking.objects.get().state == BookingState.CONDITIONAL_CONFIRMED
    browser.post(button("bookings_booking_deny", booking), {"reason": "The train is full."})

    assert Booking.objects.get().state == BookingState.REJECTED
    assert booking.events.get(name="REJECTED").details == {"reason": "The train is full."}


@pytest.mark.parametrize("path", ["approve", "deny"])
def test_answers_are_offered_to_what_waits_alone(shop, browser, path):
    name = f"bookings_booking_{path}"
    booking, held = asked(shop), shop.hold()

    assert button(name, booking) in browser.get(address(booking, "change")).text
    assert button(name, held) not in browser.get(address(held, "change")).text


def test_late_answer_is_refused_in_words(shop, browser):
    booking = asked(shop)

    with time_machine.travel(booking.answer_until, tick=False):
        response = browser.post(button("bookings_booking_approve", booking), follow=True)

    assert "The time to answer is over, so the booking has expired." in response.text
    assert not Order.objects.exists()


def test_list_holds_what_can_be_answered_the_most_urgent_first(shop, browser):
    later_one, first = asked(shop), asked(shop)
    Booking.objects.filter(pk=first.pk).update(answer_until=later_one.held_until)
    shop.hold()
    deny_booking(asked(shop), reason="Full.", by=BY, at=NOW)
    asked(open_shop())

    assert waiting(browser) == [first, later_one]


def test_first_page_counts_what_waits(shop, browser):
    assert card(browser) is None
    asked(shop)
    asked(open_shop())

    found = card(browser)

    assert (found["value"], found["link"]) == (1, "/admin/bookings/booking/?waits=now")


def test_leg_page_shows_what_was_added(shop, browser):
    AncillaryFactory(product=shop.product, category="AB", number="01", name="Bicycle")
    leg = add_ancillary(shop.hold().legs.get(), "AB", "01", by=BY, at=NOW)

    response = browser.get(address(leg, "change"))

    assert [str(extra) for extra in parts(response)["legancillary"]] == ["Bicycle (AB 01)"]
