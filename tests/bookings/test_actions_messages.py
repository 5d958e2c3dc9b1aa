"""What partner and operator tell each other about a booking."""

from __future__ import annotations

from functools import partial

import pytest

from bookings.actions.booking import cancel_booking
from bookings.actions.messages import receive_message, send_message
from bookings.actions.subscriptions import add_subscription, end_subscription
from bookings.errors import BookingGone
from bookings.models import BookingMessage, Subscription
from bookings.states import MessageKind
from tests.bookings.standing import events_of
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import LATER, open_shop
from tests.racing import race
from tests.standing import standing

pytestmark = pytest.mark.django_db

HERE = "https://partner.example/tomp"


@standing
def booking():
    return open_shop(LATER).sell()


def test_messages_of_both_sides_are_kept_with_their_events(booking):
    receive_message(booking, kind=MessageKind.NO_SHOW, text="Not here.", by=BY, at=NOW)
    send_message(booking, kind=MessageKind.ARRIVAL, minutes=7, by=BY, at=later(seconds=5))

    first, second = booking.messages.last_ones()
    assert (first.direction, first.kind, first.text) == ("FROM_PARTNER", "NO_SHOW", "Not here.")
    assert (second.direction, second.minutes, second.sent_at) == ("TO_PARTNER", 7, later(seconds=5))
    events = booking.events.filter(name__startswith="MESSAGE").order_by("pk")
    assert [(event.name, event.details) for event in events] == [
        ("MESSAGE_RECEIVED", {"message": first.pk}),
        ("MESSAGE_SENT", {"message": second.pk}),
    ]


def test_message_that_is_sent_again_is_kept_once(booking):
    send = partial(receive_message, booking, kind=MessageKind.OTHER, text="Hello", by=BY)

    first = send(at=NOW)

    assert send(at=later(seconds=59)) == first
    assert send(at=later(seconds=60)) != first
    assert BookingMessage.objects.count() == 2
    assert events_of(booking).count("MESSAGE_RECEIVED") == 2


def test_message_that_differs_from_the_last_one_is_new(booking):
    for minutes in (5, 4, 5):
        receive_message(booking, kind=MessageKind.ARRIVAL, minutes=minutes, by=BY, at=NOW)
    send_message(booking, kind=MessageKind.ARRIVAL, minutes=5, by=BY, at=NOW)

    assert [message.minutes for message in booking.messages.last_ones()] == [5, 4, 5, 5]


def test_last_messages_are_read_oldest_first(booking):
    for minute in range(105):
        receive_message(booking, kind=MessageKind.ARRIVAL, minutes=minute, by=BY, at=NOW)

    read = [message.minutes for message in booking.messages.last_ones()]

    assert read == list(range(5, 105))


def test_booking_that_was_never_sold_and_is_over_has_no_messages():
    shop = open_shop()
    lapsed, released = shop.hold(), cancel_booking(shop.hold(), by=BY, at=NOW)

    for booking, at in ((lapsed, lapsed.held_until), (released, NOW)):
        for act in (receive_message, send_message):
            with pytest.raises(BookingGone):
                act(booking, kind=MessageKind.OTHER, by=BY, at=at)


def test_sale_that_was_cancelled_can_be_written_about(booking):
    cancel_booking(booking, by=BY, at=NOW)

    message = receive_message(booking, kind=MessageKind.OTHER, by=BY, at=NOW)

    assert booking.messages.last_ones() == [message]


@pytest.mark.django_db(transaction=True)
def test_message_that_comes_twice_at_once_is_kept_once():
    booking = open_shop(LATER).hold()
    send = partial(receive_message, booking, kind=MessageKind.NO_SHOW, by=BY, at=NOW)

    messages = race(*[send] * 8)

    assert messages == [BookingMessage.objects.get()] * 8


# Subscriptions


def test_partner_subscribes_once(booking):
    first = add_subscription(booking, by=BY, at=NOW)
    again = add_subscription(booking, by=BY, at=later(minutes=1))

    assert first == again == Subscription.objects.get()
    assert again.subscribed_at == NOW
    assert events_of(booking).count("SUBSCRIBED") == 1


def test_partner_can_give_another_address(booking):
    add_subscription(booking, by=BY, at=NOW)

    add_subscription(booking, address=HERE, by=BY, at=later(minutes=1))

    assert Subscription.objects.get().address == HERE
    assert events_of(booking).count("SUBSCRIBED") == 2


def test_subscription_ends_once(booking):
    add_subscription(booking, by=BY, at=NOW)

    end_subscription(booking, by=BY, at=NOW)
    end_subscription(booking, by=BY, at=NOW)

    assert Subscription.objects.count() == 0
    assert events_of(booking)[-2:] == ["SUBSCRIBED", "UNSUBSCRIBED"]


def test_booking_that_is_over_has_nothing_to_hear_of(booking):
    add_subscription(booking, by=BY, at=NOW)
    cancel_booking(booking, by=BY, at=NOW)

    with pytest.raises(BookingGone):
        add_subscription(booking, by=BY, at=NOW)
    end_subscription(booking, by=BY, at=NOW)
    assert Subscription.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_subscriptions_at_once_are_one():
    booking = open_shop(LATER).hold()

    rows = race(*[partial(add_subscription, booking, by=BY, at=NOW)] * 8)

    assert rows == [Subscription.objects.get()] * 8
