"""Messages about bookings in the admin: read, and written to the partner."""

from __future__ import annotations

import pytest

from bookings.actions.booking import cancel_booking
from bookings.actions.messages import receive_message
from bookings.actions.subscriptions import add_subscription
from bookings.models import Booking, BookingMessage
from bookings.states import MessageKind
from operators.models import Role
from tests.admin_world import address, button, logged_in, member, parts, send_shown, sentences
from tests.counting import counted
from tests.factories.moments import BY, NOW
from tests.factories.scenarios import LATER, open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db

WRITE = "bookings_booking_write_to_partner"


@standing
def shop():
    return open_shop(LATER)


@standing
def browser(shop):
    return logged_in(member(shop.tenant, Role.SUPPORT))


def test_booking_page_shows_messages_and_subscription(shop, browser):
    booking = shop.sell()
    message = receive_message(booking, kind=MessageKind.NO_SHOW, text="Nobody", by=BY, at=NOW)
    subscription = add_subscription(booking, by=BY, at=NOW)

    response = browser.get(address(booking, "change"))

    shown = parts(response)
    assert shown["bookingmessage"] == [message]
    assert shown["subscription"] == [subscription]
    assert "Traveller did not show up" in response.text


def test_staff_writes_to_the_partner(shop, browser):
    booking = shop.sell()

    response = send_shown(
        browser, button(WRITE, booking), {"kind": "ARRIVAL", "minutes": "7", "text": "Sorry"}
    )

    [message] = booking.messages.all()
    assert sentences(response) == ["The message is with the booking."]
    told = (message.direction, message.kind, message.minutes, message.text)
    assert told == ("TO_PARTNER", "ARRIVAL", 7, "Sorry")
    assert message.actor.startswith("staff:")


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "ARRIVAL"},
        {"kind": "ARRIVAL", "minutes": "-1"},
        {"kind": "NONSENSE"},
        {"kind": "OTHER", "text": "x" * 1001},
    ],
)
def test_message_that_makes_no_sense_is_shown_again(shop, browser, form):
    response = send_shown(browser, button(WRITE, shop.sell()), form)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert BookingMessage.objects.count() == 0


def test_page_that_was_sent_before_sends_nothing(shop, browser):
    path = button(WRITE, shop.sell())
    form = {"kind": "OTHER", "text": "Hello", "shown": browser.get(path).context["shown"]}

    browser.post(path, form)
    browser.post(path, form)

    assert BookingMessage.objects.count() == 1


def test_booking_that_was_given_up_has_no_button(shop, browser):
    booking = cancel_booking(shop.hold(), by=BY, at=NOW)

    assert button(WRITE, booking) not in browser.get(address(booking, "change")).text


@pytest.mark.parametrize("role", [Role.FINANCE, Role.INSPECTOR])
def test_others_neither_read_nor_write(shop, role):
    booking = shop.sell()
    receive_message(booking, kind=MessageKind.NO_SHOW, by=BY, at=NOW)
    browser = logged_in(member(shop.tenant, role))

    assert browser.get(address(BookingMessage, "changelist")).status_code == 403
    assert browser.post(button(WRITE, booking), {"kind": "OTHER"}).status_code == 403
    assert BookingMessage.objects.count() == 1


def test_list_takes_as_many_queries_for_three_messages_as_for_one(shop, browser):
    path = address(BookingMessage, "changelist")
    receive_message(shop.sell(), kind=MessageKind.ARRIVAL, minutes=5, by=BY, at=NOW)
    browser.get(path)
    with counted() as for_one:
        browser.get(path)
    for _ in range(2):
        receive_message(shop.sell(), kind=MessageKind.NO_SHOW, by=BY, at=NOW)

    with counted() as for_three:
        response = browser.get(path)

    assert len(response.context["cl"].result_list) == 3
    assert for_three.statements == for_one.statements
    assert "Minutes until arrival: 5" in response.text


def test_messages_are_found_by_the_booking(shop, browser):
    booking, other = shop.sell(), shop.sell()
    for each in (booking, other):
        receive_message(each, kind=MessageKind.NO_SHOW, by=BY, at=NOW)

    response = browser.get(address(BookingMessage, "changelist"), {"q": booking.reference})

    assert [message.booking for message in response.context["cl"].result_list] == [
        Booking.objects.get(pk=booking.pk)
    ]
