"""Trips that were told to somebody: found by whom they were told to, and forgotten in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.models import Purchase
from protocols.kept_trips import TripUnknown, find_kept_trip, forget_trips, keep_trips
from protocols.models import KeptTrip
from protocols.tasks import forget_trips as forget_trips_task
from tests.factories.moments import NOW, later
from tests.factories.sales import SalesChannelFactory
from tests.standing import standing

pytestmark = pytest.mark.django_db

FACTS = {"segments": [{"id": "a", "name": "Ø"}], "count": 2}


@standing
def channel():
    return SalesChannelFactory()


def kept(channel, *ends, face="some-face", at=NOW):
    return keep_trips(channel, [(FACTS, end) for end in ends], face=face, at=at)


def bought(trip, channel=None):
    """A purchase of something of a trip; what it is of is all that counts here."""
    Purchase.objects.create(
        tenant=trip.tenant,
        channel=channel or trip.channel,
        external_reference=str(trip.reference),
        currency="EUR",
        amount="0.00",
        held_at=NOW,
        held_until=later(minutes=10),
    )


def find(channel, reference, face="some-face"):
    return find_kept_trip(channel, reference, face=face)


def test_trips_are_kept_in_their_order_and_found(channel, django_assert_num_queries):
    with django_assert_num_queries(1):
        first, second = kept(channel, later(hours=1), later(hours=2))

    with django_assert_num_queries(1):
        found = find(channel, str(second.reference))
        assert (found, found.channel) == (second, channel)
    assert (found.facts, found.ends_at) == (FACTS, later(hours=2))
    assert first.reference != second.reference
    assert find(channel, str(first.reference).upper()) == first


@pytest.mark.parametrize(
    "reference", ["6f1c9a52-8f0e-4d0b-9a4e-3a8f5b1f2c11", "", "x", "1" * 33, "ø", "%00"]
)
def test_nobody_finds_what_was_not_kept(channel, reference):
    with pytest.raises(TripUnknown):
        find(channel, reference)


def test_nobody_else_finds_a_trip(channel):
    [trip] = kept(channel, later(hours=1))
    for other in (SalesChannelFactory(), SalesChannelFactory(tenant=channel.tenant)):
        with pytest.raises(TripUnknown):
            find(other, str(trip.reference))
    with pytest.raises(TripUnknown):
        find(channel, str(trip.reference), face="another")


def test_trip_is_forgotten_a_day_after_its_end(channel):
    [trip] = kept(channel, later(hours=1))

    assert forget_trips(at=later(hours=25, seconds=-1)) == 0
    assert forget_trips(at=later(hours=25)) == 1
    assert not KeptTrip.objects.filter(pk=trip.pk).exists()


def test_trip_that_was_over_when_it_was_told_is_kept_for_a_day(channel):
    kept(channel, later(hours=-5))

    assert forget_trips(at=later(days=1)) == 0
    assert forget_trips(at=later(days=1, seconds=1)) == 1


def test_trip_of_which_something_was_bought_is_kept_for_half_a_year(channel):
    trip, other = kept(channel, later(hours=1), later(hours=1))
    bought(trip)
    bought(other, SalesChannelFactory(tenant=channel.tenant))

    assert forget_trips(at=later(days=30)) == 1
    assert list(KeptTrip.objects.all()) == [trip]
    assert forget_trips(at=later(days=180)) == 0
    assert forget_trips(at=later(days=180, hours=1)) == 1


def test_trips_are_forgotten_in_batches(channel):
    kept(channel, *[later(minutes=minute) for minute in range(1, 4)])

    assert forget_trips(at=later(days=2), limit=2) == 2
    assert KeptTrip.objects.get().ends_at == later(minutes=3)


def test_purging_asks_no_more_for_more_trips(channel, django_assert_num_queries):
    for count in (1, 3):
        kept(channel, *[later(hours=1)] * count)
        with django_assert_num_queries(5):
            assert forget_trips(at=later(days=2)) == count


def test_timer_forgets_trips(channel):
    kept(channel, later(hours=1), at=NOW - timedelta(days=2000))
    KeptTrip.objects.update(
        kept_until=NOW - timedelta(days=1000), ends_at=NOW - timedelta(days=1900)
    )

    assert forget_trips_task() == 1
