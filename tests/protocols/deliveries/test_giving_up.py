"""Calls that are given up: after days of silence, after refusals, by 410, by staff."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.actions.subscriptions import add_subscription
from bookings.models import Subscription
from protocols.deliveries.acts import give_up_delivery, send_again
from protocols.deliveries.calling import Answer
from protocols.deliveries.dispatching import dispatch_events
from protocols.deliveries.ending import forget_deliveries, give_up_overdue
from protocols.deliveries.endpoints import call_again
from protocols.deliveries.errors import AlreadyEnded
from protocols.deliveries.outcomes import note_answer
from protocols.deliveries.sending import claim_delivery
from protocols.models import CallbackEndpoint, Delivery, DeliveryAttempt
from tests.factories.moments import BY, NOW, later
from tests.factories.partners import endpoint_at, waiting_call
from tests.factories.scenarios import LATER, Shop, open_shop
from tests.protocols.deliveries.delivering import SENDER, STAFF, deliver, pass_time, send, write_to
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop() -> Shop:
    return open_shop(LATER)


def test_call_is_given_up_after_three_days_and_the_next_follows(shop, partner):
    endpoint_at(shop.channel, partner.address)
    booking = shop.sell()
    write_to(booking, at=NOW)
    partner.answer = lambda _call: 408
    deliver(NOW)
    write_to(booking, at=later(hours=71))
    pass_time(later(hours=71), later(hours=72, minutes=1))

    first, second = Delivery.objects.order_by("pk")
    assert (first.state, first.last_error) == ("GIVEN_UP", "408 Request Timeout")
    assert (second.state, second.attempts) == ("WAITING", 1)


def test_refused_call_is_given_up_soon_and_the_next_follows(shop, partner):
    endpoint_at(shop.channel, partner.address)
    booking = shop.sell()
    write_to(booking, at=NOW)
    write_to(booking, at=later(minutes=2))
    partner.answer = lambda _call: 422 if len(partner.heard) <= 6 else 204
    at, tried = later(minutes=3), []
    while due := Delivery.objects.waiting().order_by("pk").first() or not tried:
        at = getattr(due, "next_try_at", at)
        tried.append(at - later(minutes=3))
        deliver(at)

    states = Delivery.objects.order_by("pk").values_list("state", "attempts", "last_error")
    assert list(states) == [("GIVEN_UP", 6, "422 Unprocessable Entity"), ("DELIVERED", 1, "")]
    assert tried[-1] == timedelta(minutes=21, seconds=40)


def test_refusals_are_counted_anew_for_a_call_that_is_sent_again(shop, partner):
    endpoint_at(shop.channel, partner.address)
    write_to(shop.sell(), at=NOW)
    dispatch_events(at=NOW, limit=10)
    Delivery.objects.update(refusals=5)
    partner.answer = lambda _call: 400
    deliver(NOW)
    [delivery] = Delivery.objects.all()
    assert delivery.state == "GIVEN_UP"

    send_again(delivery, by=STAFF, at=later(hours=1))
    deliver(later(hours=1))

    delivery.refresh_from_db()
    assert (delivery.state, delivery.refusals) == ("WAITING", 1)


def test_call_that_was_never_sent_is_given_up_as_well(shop, partner):
    endpoint_at(shop.channel, partner.address)
    write_to(shop.sell(), at=NOW)
    partner.answer = lambda _call: 500
    deliver(NOW)
    write_to(shop.sell(), at=NOW)
    deliver(NOW)

    assert give_up_overdue(by=SENDER, at=later(hours=71), limit=10) == 0
    assert give_up_overdue(by=SENDER, at=later(hours=72), limit=10) == 2

    states = Delivery.objects.order_by("pk").values_list("state", "last_error")
    assert list(states) == [
        ("GIVEN_UP", "500 Internal Server Error"),
        (
            "GIVEN_UP",
            "It was not sent in time: the partner could not be reached, or is not called.",
        ),
    ]


def test_gone_partner_is_not_called_again(shop, partner):
    endpoint, _ = endpoint_at(shop.channel, partner.address)
    booking, other = shop.sell(), shop.sell()
    for one in (booking, other):
        write_to(one, at=NOW)
        write_to(one, at=later(minutes=2))
    partner.answer = lambda _call: 410

    assert deliver(later(minutes=3)) == 1
    write_to(booking, at=later(minutes=4))
    assert [deliver(later(hours=hours)) for hours in (1, 24, 100)] == [0, 0, 0]

    assert len(partner.heard) == 1
    assert CallbackEndpoint.objects.get().gone_at == later(minutes=3)
    told = Delivery.objects.values_list("state", "last_error").distinct()
    assert list(told) == [("CANCELLED", "The partner answered 410: it wants no more calls.")]

    partner.answer = lambda _call: 204
    call_again(endpoint, by=STAFF, at=later(hours=101))
    write_to(booking, at=later(hours=102))
    assert deliver(later(hours=103)) == 1
    send_again(Delivery.objects.order_by("pk")[0], by=STAFF, at=later(hours=104))
    assert deliver(later(hours=104)) == 1


def test_call_that_staff_gave_up_lets_the_next_one_pass(shop, partner):
    endpoint_at(shop.channel, partner.address)
    booking = shop.sell()
    write_to(booking, at=NOW)
    write_to(booking, at=later(minutes=2))
    partner.answer = lambda _call: 400
    deliver(later(minutes=3))

    first = Delivery.objects.order_by("pk")[0]
    give_up_delivery(first, by=STAFF, at=later(minutes=3))
    with pytest.raises(AlreadyEnded):
        give_up_delivery(first, by=STAFF, at=later(minutes=3))
    partner.answer = lambda _call: 204
    assert send(later(minutes=3)) == 1

    states = Delivery.objects.order_by("pk").values_list("state", "last_error")
    assert list(states) == [("GIVEN_UP", "Given up by staff:ida."), ("DELIVERED", "")]


def test_what_ended_long_ago_is_forgotten_with_its_tries(shop, partner):
    endpoint_at(shop.channel, partner.address)
    write_to(shop.sell(), at=NOW)
    deliver(NOW)
    write_to(shop.sell(), at=NOW)

    assert forget_deliveries(by=SENDER, at=later(days=90), limit=10) == 0
    assert forget_deliveries(by=SENDER, at=later(days=90, seconds=1), limit=10) == 1
    assert not DeliveryAttempt.objects.exists()


def test_address_of_a_booking_that_is_gone_ends_its_subscription_alone(shop, partner):
    endpoint, _ = endpoint_at(shop.channel, partner.address)
    booking, other = shop.sell(), shop.sell()
    own = {"address": f"{partner.address}/own"}
    add_subscription(booking, address="https://partner.example/own", by=BY, at=NOW)
    for one in (booking, booking, other):
        waiting_call(endpoint, one, **own)
    waiting_call(endpoint, booking)
    answers = {True: 410, False: 204}
    partner.answer = lambda call: answers[booking.reference in call.path and "own" in call.path]

    send(NOW)

    found = Delivery.objects.order_by("pk").values_list("state", flat=True)
    assert list(found) == ["CANCELLED", "CANCELLED", "DELIVERED", "DELIVERED"]
    assert not Subscription.objects.exists()
    assert CallbackEndpoint.objects.get().gone_at is None


def test_call_that_was_given_up_while_it_was_sent_stays_so(shop):
    endpoint, _ = endpoint_at(shop.channel, "http://127.0.0.1:9")
    waiting_call(endpoint, shop.sell())
    sending = claim_delivery(endpoint.pk, at=NOW)
    give_up_delivery(sending, by=STAFF, at=NOW)

    noted = note_answer(sending, Answer(204, "", 5), by=SENDER, at=later(seconds=5))

    assert (noted.state, noted.last_error) == ("GIVEN_UP", "Given up by staff:ida.")
    assert [str(one) for one in noted.tries.all()] == ["1: 204"]
