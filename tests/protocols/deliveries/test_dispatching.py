"""Which events become calls, in which order, and what happens when one cannot be told."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bookings.models import BookingEvent
from protocols.deliveries import dispatching
from protocols.deliveries.dispatching import dispatch_events, take_turn
from protocols.deliveries.progress import tell_progress
from protocols.models import Delivery
from tests.factories.moments import NOW, later
from tests.factories.partners import SILENT, UNTELLABLE, endpoint_at, path_of
from tests.factories.rentals import open_rental_shop
from tests.factories.scenarios import LATER, Shop, open_shop
from tests.protocols.deliveries.delivering import STAFF
from tests.racing import race
from tests.standing import standing

pytestmark = pytest.mark.django_db

NOWHERE = "http://127.0.0.1:9/mp"


@standing
def shop() -> Shop:
    return open_shop(LATER)


def told(booking, text: str = "") -> BookingEvent:
    return booking.events.create(
        name="CHANGED", actor=str(STAFF), happened_at=NOW, details={"text": text}
    )


def test_calls_keep_the_order_of_events(shop):
    endpoint_at(shop.channel, NOWHERE)
    first, second = shop.sell(), shop.sell()
    events = [told(first), told(second), told(first), told(second)]

    seen = dispatch_events(at=later(minutes=1), limit=100)

    calls = list(Delivery.objects.order_by("pk"))
    assert [call.event for call in calls] == events
    assert [call.path for call in calls] == [path_of(event) for event in events]
    assert {call.created_at for call in calls} == {later(minutes=1)}
    assert {call.give_up_at for call in calls} == {later(days=3, minutes=1)}
    assert seen == BookingEvent.objects.filter(dispatched_at=later(minutes=1)).count()


def test_batches_follow_each_other_until_nothing_is_left(shop):
    endpoint_at(shop.channel, NOWHERE)
    for _ in range(5):
        told(shop.sell())

    dispatch_events(at=NOW, limit=2)

    assert Delivery.objects.count() == 5
    assert not BookingEvent.objects.filter(dispatched_at=None).exists()


def test_event_that_cannot_be_told_holds_up_its_own_booking_alone(shop, caplog):
    endpoint_at(shop.channel, NOWHERE)
    stuck, other = shop.sell(), shop.sell()
    told(stuck, UNTELLABLE)
    waiting = told(stuck)
    fine = told(other)

    dispatch_events(at=NOW, limit=2)
    dispatch_events(at=NOW, limit=100)

    assert [call.event for call in Delivery.objects.all()] == [fine]
    assert waiting in BookingEvent.objects.filter(dispatched_at=None)
    assert BookingEvent.objects.filter(dispatched_at=None).count() == 2


@pytest.mark.parametrize("bookings", [1, 3])
def test_events_that_nobody_wants_cost_a_fixed_number_of_queries(shop, bookings):
    for _ in range(bookings):
        told(shop.sell())

    with CaptureQueriesContext(
        connection,
    ) as queries:
        dispatch_events(at=NOW, limit=100)

    # A savepoint and its end, the turn, the events, the endpoints, the note.
    assert len(queries) == 6


@pytest.mark.parametrize("bookings", [1, 3])
def test_events_that_are_told_cost_no_queries_of_their_own(shop, bookings):
    endpoint_at(shop.channel, NOWHERE)
    for _ in range(bookings):
        told(shop.sell())

    with CaptureQueriesContext(connection) as queries:
        dispatch_events(at=NOW, limit=100)

    savepoints = [one for one in queries if "SAVEPOINT" in one["sql"]]
    assert len(queries) - len(savepoints) == 5


@pytest.mark.django_db(transaction=True)
def test_place_and_events_are_written_by_one_process_at_a_time():
    shop = open_rental_shop()
    endpoint_at(shop.channel, NOWHERE, tells_progress=True)
    leg = shop.go_on(shop.reserve(), at=NOW).leg

    race(*[lambda: tell_progress(at=later(minutes=1), limit=10)] * 4)

    [call] = Delivery.objects.filter(topic=f"progress {leg.reference}")
    assert call.body == {"seen": str(later(minutes=1))}


@pytest.mark.parametrize("wants", [True, False])
def test_place_is_told_to_those_who_want_to_know_and_subscribed(wants):
    shop = open_rental_shop()
    endpoint_at(shop.channel, NOWHERE, tells_progress=wants, tells_all=False)
    shop.ride()
    assert tell_progress(at=later(minutes=1), limit=10) == 0

    endpoint_at(shop.channel, NOWHERE, face="pulp", tells_progress=wants)
    assert tell_progress(at=later(minutes=1), limit=10) == int(wants)


def test_newer_place_leaves_one_alone_that_is_being_told():
    shop = open_rental_shop()
    endpoint_at(shop.channel, NOWHERE, tells_progress=True)
    shop.ride()
    tell_progress(at=later(minutes=1), limit=10)
    [first] = Delivery.objects.all()
    tell_progress(at=later(minutes=2), limit=10)
    [replaced] = Delivery.objects.all()
    assert replaced.reference != first.reference

    Delivery.objects.update(claimed_until=later(minutes=5))
    tell_progress(at=later(minutes=3), limit=10)

    seen = Delivery.objects.order_by("pk").values_list("body__seen", flat=True)
    assert list(seen) == [str(later(minutes=2)), str(later(minutes=3))]


def test_place_is_not_told_in_a_version_that_has_no_word():
    shop = open_rental_shop()
    endpoint_at(shop.channel, NOWHERE, tells_progress=True, version=SILENT)
    shop.ride()

    assert tell_progress(at=later(minutes=1), limit=10) == 0


def test_place_is_told_to_one_endpoint_of_a_channel_alone():
    shop = open_rental_shop()
    endpoint_at(shop.channel, NOWHERE, tells_progress=True)
    endpoint_at(shop.channel, NOWHERE, face="pulp")
    shop.ride()

    assert tell_progress(at=later(minutes=1), limit=10) == 1


def test_run_leaves_what_is_too_much_to_the_next_one(shop, monkeypatch):
    monkeypatch.setattr(dispatching, "MOST_BATCHES", 2)
    endpoint_at(shop.channel, NOWHERE)
    for _ in range(3):
        told(shop.sell())

    assert dispatch_events(at=NOW, limit=1) == 2
    assert BookingEvent.objects.filter(dispatched_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_second_dispatcher_leaves_the_work_to_the_first(shop):
    endpoint_at(shop.channel, NOWHERE)
    told(shop.sell())

    with transaction.atomic():
        assert take_turn()
        assert race(lambda: dispatch_events(at=NOW, limit=10)) == [0]

    assert dispatch_events(at=NOW, limit=10) > 0
