"""Senders that die, and senders that meet: every call arrives, none is noted twice."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import partial

import pytest

from bookings.models import BookingEvent
from protocols.deliveries.dispatching import dispatch_events
from protocols.deliveries.sending import LEASE, claim_delivery, send_deliveries
from protocols.models import CallbackEndpoint, Delivery, DeliveryAttempt
from tests.apart import race_apart, start
from tests.factories.moments import NOW, later
from tests.factories.partners import Partner, endpoint_at, waiting_call
from tests.factories.scenarios import LATER, Shop, open_shop
from tests.protocols.deliveries.delivering import SENDER, STAFF, deliver, dispatch, send
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    return open_shop(LATER)


def something(shop: Shop, *, at: datetime = NOW) -> BookingEvent:
    """An event that the partner is told."""
    return shop.sell().events.create(name="CHANGED", actor=str(STAFF), happened_at=at)


def test_killed_sender_is_followed_by_one_that_sends_under_the_same_reference(shop, partner):
    endpoint_at(shop.channel, partner.address)
    outcomes: Counter[str] = Counter()
    point, died, at = 0, True, NOW
    while died:
        something(shop, at=at)
        dispatch_events(at=at, limit=10)
        delivery = Delivery.objects.latest("pk")
        doomed = start(partial(send, at), dies_at=point)
        doomed.go()
        died = doomed.has_died()
        heard = [call for call in partner.heard if delivery.reference in call.headers.values()]
        outcomes[f"heard {len(heard)}"] += 1
        # Nobody else sends it while the dead one's claim stands.
        at += LEASE
        send(at)
        delivery.refresh_from_db()
        assert delivery.state == "DELIVERED"
        again = [call for call in partner.heard if delivery.reference in call.headers.values()]
        assert 1 <= len(again) <= 2
        assert delivery.tries.filter(status=204).count() == 1
        point += 2

    assert outcomes["heard 0"] > 2
    assert outcomes["heard 1"] > 3
    assert not CallbackEndpoint.objects.exclude(claimed_until=None).exists()


def test_killed_dispatcher_leaves_the_event_to_the_next_one(shop, partner):
    endpoint_at(shop.channel, partner.address)
    outcomes: Counter[int] = Counter()
    point, died = 0, True
    while died:
        event = something(shop)
        doomed = start(partial(dispatch, NOW), dies_at=point)
        doomed.go()
        died = doomed.has_died()
        outcomes[event.deliveries.count()] += 1
        dispatch_events(at=NOW, limit=10)
        assert event.deliveries.count() == 1
        point += 2

    assert outcomes[0] > 2


def test_dispatchers_that_meet_write_each_call_once(shop, partner):
    endpoint_at(shop.channel, partner.address)
    events = [something(shop) for _ in range(20)]

    race_apart(*[partial(dispatch, NOW)] * 4)
    dispatch_events(at=NOW, limit=10)

    assert Delivery.objects.count() == len(events)
    in_order = Delivery.objects.order_by("pk").values_list("event", flat=True)
    assert list(in_order) == [event.pk for event in events]


def test_senders_that_meet_send_nothing_twice(shop, partner):
    endpoint_at(shop.channel, partner.address)
    for _ in range(20):
        something(shop)
    dispatch_events(at=NOW, limit=100)

    race_apart(*[partial(send, NOW)] * 4)
    send(NOW)

    heard = Counter(call.headers["webhook-id"] for call in partner.heard)
    assert heard == dict.fromkeys(Delivery.objects.values_list("reference", flat=True), 1)
    assert DeliveryAttempt.objects.count() == 20


def test_claims_that_meet_take_different_calls(shop):
    endpoint, _ = endpoint_at(shop.channel, "http://127.0.0.1:9")
    bookings = [shop.sell() for _ in range(4)]
    for booking in bookings:
        waiting_call(endpoint, booking)
        waiting_call(endpoint, booking)

    taken = race(*[partial(claim_delivery, endpoint.pk, at=NOW)] * 6)

    claimed = [one.booking_id for one in taken if one is not None]
    assert sorted(claimed) == sorted({booking.pk for booking in bookings} & set(claimed))
    while one := claim_delivery(endpoint.pk, at=NOW):
        claimed.append(one.booking_id)
    assert sorted(claimed) == sorted(booking.pk for booking in bookings)


def test_slow_partner_keeps_nobody_else_waiting(partner, other_partner):
    slow, quick = open_shop(LATER), open_shop(LATER)
    endpoint_at(slow.channel, partner.address)
    endpoint_at(quick.channel, other_partner.address)
    for _ in range(5):
        something(slow)
        something(quick)
    dispatch_events(at=NOW, limit=100)
    arrived: list[str] = []
    partner.answer = waits_for(arrived, other_partner, 5)
    other_partner.answer = lambda _call: arrived.append("quick") or 204

    by_endpoint = [
        partial(send_deliveries, endpoint, by=SENDER, clock=lambda: NOW)
        for endpoint in CallbackEndpoint.objects.order_by("pk").values_list("pk", flat=True)
    ]
    assert race(*by_endpoint) == [5, 5]

    assert arrived == ["quick"] * 5 + ["slow"] * 5
    assert not Delivery.objects.waiting().exists()


def waits_for(arrived: list[str], other: Partner, calls: int):
    """The answer of a partner that takes its time until the other one has heard everything."""

    def answer(_call: object) -> int:
        assert other.has_heard(calls), "The quick partner was kept waiting."
        arrived.append("slow")
        return 204

    return answer


def test_sender_leaves_off_after_its_turn(shop, partner):
    endpoint_at(shop.channel, partner.address)
    for _ in range(3):
        something(shop)
    dispatch_events(at=NOW, limit=100)
    [endpoint] = CallbackEndpoint.objects.all()

    assert send_deliveries(endpoint.pk, by=SENDER, clock=lambda: NOW, seconds=0) == 0
    assert deliver(NOW) == 3


def test_endpoint_that_somebody_sends_to_is_left_alone(shop, partner):
    endpoint_at(shop.channel, partner.address)
    something(shop)
    CallbackEndpoint.objects.update(claimed_until=later(minutes=1))

    assert deliver(NOW) == 0
    [endpoint] = CallbackEndpoint.objects.all()
    assert send_deliveries(endpoint.pk, by=SENDER, clock=lambda: NOW) == 0
    assert deliver(later(minutes=1)) == 1
