"""Calls about a booking keep their order; one that was not answered is sent again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.actions.booking import cancel_booking
from protocols.deliveries.acts import send_again
from protocols.deliveries.errors import StillWaiting
from protocols.deliveries.outcomes import wait_after
from protocols.models import CallbackEndpoint, Delivery, DeliveryAttempt
from tests.factories.moments import NOW, later
from tests.factories.partners import endpoint_at, waiting_call
from tests.factories.scenarios import LATER, Shop, open_shop
from tests.protocols.deliveries.delivering import STAFF, deliver, pass_time, send, write_to
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop() -> Shop:
    return open_shop(LATER)


def test_partner_that_was_down_for_a_day_gets_everything_in_order(shop, partner):
    endpoint_at(shop.channel, partner.address)
    bookings = [shop.sell(), shop.sell()]
    partner.answer = lambda _call: 503
    sent: dict[str, list[str]] = {booking.reference: [] for booking in bookings}
    for hour in range(4):
        for booking in bookings:
            at = later(hours=hour * 6, minutes=1)
            write_to(booking, at=at)
            sent[booking.reference].append(str(at))
        pass_time(later(hours=hour * 6, minutes=2), later(hours=hour * 6 + 6))

    partner.heard.clear()
    partner.answer = lambda _call: 204
    end = pass_time(later(hours=24), later(hours=24, minutes=15))

    heard: dict[str, list[str]] = {booking.reference: [] for booking in bookings}
    for call in partner.heard:
        delivery = Delivery.objects.get(reference=call.headers["webhook-id"])
        message = delivery.booking.messages.get(pk=delivery.event.details["message"])
        heard[delivery.booking.reference].append(message.text)
    assert heard == sent
    assert not Delivery.objects.waiting().exists()
    assert deliver(end) == 0
    assert CallbackEndpoint.objects.get().failures == 0


def test_later_call_of_a_booking_waits_for_the_one_before(shop, partner):
    endpoint_at(shop.channel, partner.address)
    stuck, other = shop.sell(), shop.sell()
    write_to(stuck, at=later(minutes=1))
    write_to(stuck, at=later(minutes=2))
    write_to(other, at=later(minutes=3))
    partner.answer = lambda call: 404 if stuck.reference in call.path else 204

    deliver(later(minutes=4))

    paths = [call.path.split("/")[3] for call in partner.heard]
    assert sorted(paths) == sorted([stuck.reference, other.reference])
    states = Delivery.objects.order_by("pk").values_list("state", "attempts")
    assert list(states) == [("WAITING", 1), ("WAITING", 0), ("DELIVERED", 1)]


def test_call_is_tried_again_later_and_later(shop, partner):
    endpoint_at(shop.channel, partner.address)
    write_to(shop.sell(), at=NOW)
    partner.answer = lambda _call: 408
    waits, at = [], NOW
    for _ in range(8):
        assert deliver(at) == 1
        due = Delivery.objects.get().next_try_at
        assert deliver(due - timedelta(seconds=1)) == 0
        waits.append(due - at)
        at = due

    minute = timedelta(minutes=1)
    assert waits == [
        timedelta(seconds=10), minute / 2, minute, 5 * minute, 15 * minute,
        60 * minute, 60 * minute, 60 * minute,
    ]  # fmt: skip
    assert waits == [wait_after(tries) for tries in range(1, 9)]
    assert len({call.headers["webhook-id"] for call in partner.heard}) == 1
    assert (
        list(DeliveryAttempt.objects.values_list("error", flat=True)) == ["408 Request Timeout"] * 8
    )


@pytest.mark.parametrize(
    ("told", "waits"),
    [
        ("120", timedelta(minutes=2)),
        ("Mon, 01 Jun 2026 10:03:00 GMT", timedelta(minutes=3)),
        ("Mon, 01 Jun 2026 09:00:00 GMT", timedelta(seconds=10)),
        ("99999999999999", timedelta(days=1)),
        ("soon", timedelta(seconds=10)),
        ("5", timedelta(seconds=10)),
    ],
)
def test_partner_that_asks_for_patience_gets_it(shop, partner, told, waits):
    endpoint_at(shop.channel, partner.address)
    write_to(shop.sell(), at=NOW)
    partner.answer = lambda _call: (429, {"Retry-After": told})

    deliver(NOW)

    assert Delivery.objects.get().next_try_at == NOW + waits
    assert CallbackEndpoint.objects.get().rests_until == NOW + waits


def test_call_is_sent_again_by_hand_under_its_reference(shop, partner):
    endpoint_at(shop.channel, partner.address)
    write_to(shop.sell(), at=NOW)
    deliver(NOW)
    delivery = Delivery.objects.get()

    send_again(delivery, by=STAFF, at=later(days=10))
    with pytest.raises(StillWaiting):
        send_again(delivery, by=STAFF, at=later(days=10))
    deliver(later(days=10))

    assert [call.headers["webhook-id"] for call in partner.heard] == [delivery.reference] * 2
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("DELIVERED", 2)


def test_end_of_a_booking_follows_what_was_told_before(shop, partner):
    endpoint_at(shop.channel, partner.address)
    booking = shop.sell()
    write_to(booking, at=NOW)
    partner.answer = lambda _call: 503
    deliver(NOW)
    cancel_booking(booking, by=STAFF, at=later(minutes=1))
    partner.answer = lambda _call: 204
    partner.heard.clear()
    pass_time(later(minutes=2), later(minutes=10))

    events = [call.told["event"] for call in partner.heard]
    assert (events[0], sorted(events[1:])) == ("MESSAGE_SENT", ["CANCELLED", "LEG_CANCELLED"])


def test_endpoint_that_is_down_holds_up_no_other_of_its_channel(shop, partner, other_partner):
    endpoint_at(shop.channel, partner.address)
    endpoint_at(shop.channel, other_partner.address, face="pulp")
    booking = shop.sell()
    write_to(booking, at=NOW)
    write_to(booking, at=later(minutes=2))
    partner.answer = lambda _call: 503

    deliver(later(minutes=3))

    assert (len(partner.heard), len(other_partner.heard)) == (1, 2)


def test_address_that_fails_holds_up_no_other_of_its_booking(shop, partner, other_partner):
    endpoint, _ = endpoint_at(shop.channel, partner.address)
    booking = shop.sell()
    waiting_call(endpoint, booking, address=other_partner.address)
    waiting_call(endpoint, booking)
    other_partner.answer = lambda _call: 503

    send(NOW)

    assert (len(partner.heard), len(other_partner.heard)) == (1, 1)
    assert CallbackEndpoint.objects.get().failures == 0
