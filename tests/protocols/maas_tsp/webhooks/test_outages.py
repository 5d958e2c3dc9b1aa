"""Callers that are away for a day, and callers that refuse what they are told."""

from __future__ import annotations

import pytest

from bookings.actions.taxis.dispatching import find_driver
from bookings.actions.taxis.ending import end_ride, settle_ride
from bookings.actions.taxis.riding import begin_ride, note_arrival
from protocols.models import Delivery
from tests.factories.moments import later
from tests.factories.partners import Partner, endpoint_at
from tests.factories.taxi_rides import TIMER, Stand, open_stand
from tests.protocols.deliveries.delivering import deliver, pass_time
from tests.protocols.maas_tsp.webhooks.told import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def stand() -> Stand:
    return open_stand()


def connect(stand: Stand, partner: Partner, version: str = "27") -> None:
    endpoint_at(stand.shop.channel, partner.address, face="maas-tsp", version=version)


def ride_through(stand: Stand) -> None:
    """A ride in the first half hour, of which the caller is told as it goes."""
    ride = stand.order()
    find_driver(ride, by=TIMER, at=later(minutes=1))
    pass_time(later(minutes=1), later(minutes=10))
    note_arrival(ride, by=TIMER, at=later(minutes=15))
    pass_time(later(minutes=15), later(minutes=16))
    begin_ride(ride, by=TIMER, at=later(minutes=16))
    pass_time(later(minutes=16), later(minutes=20))
    end_ride(ride, metres=1900, seconds=240, by=TIMER, at=later(minutes=20))
    pass_time(later(minutes=20), later(minutes=21))
    settle_ride(ride, by=TIMER, at=later(minutes=21))
    pass_time(later(minutes=21), later(minutes=30))


def test_caller_that_was_away_for_a_day_gets_everything_in_order(stand, partner):
    connect(stand, partner)
    partner.answer = lambda _call: 503
    ride_through(stand)
    for hour in range(1, 25):
        deliver(later(hours=hour))
    assert {one.state for one in Delivery.objects.all()} == {"WAITING"}

    partner.answer = lambda _call: 204
    partner.heard.clear()
    deliver(later(hours=25))

    assert [call.told["state"] for call in partner.heard] == [
        "RESERVED",
        "CONFIRMED",
        "ARRIVED",
        "ACTIVATED",
        "EXPIRED",
        "EXPIRED",
    ]
    assert {one.state for one in Delivery.objects.all()} == {"DELIVERED"}


@pytest.mark.parametrize("status", [400, 409, 422])
def test_call_that_is_refused_is_given_up_and_the_next_follows(stand, partner, status):
    connect(stand, partner)
    ride = stand.order()
    partner.answer = lambda call: status if call.told["state"] == "RESERVED" else 204
    pass_time(later(), later(minutes=1))
    find_driver(ride, by=TIMER, at=later(minutes=1))

    pass_time(later(minutes=1), later(hours=2))

    calls = Delivery.objects.order_by("pk").values_list("state", "attempts", "last_status")
    assert list(calls) == [("GIVEN_UP", 6, status), ("DELIVERED", 1, 204)]
    assert Delivery.objects.earliest("pk").last_error.startswith(str(status))


@pytest.mark.parametrize("status", [401, 403, 404])
def test_call_that_finds_no_door_is_given_up_after_days(stand, partner, status):
    connect(stand, partner)
    stand.order()
    partner.answer = lambda _call: status
    pass_time(later(), later(minutes=1))
    for hour in [*range(1, 13), 24, 48, 71]:
        deliver(later(hours=hour))
    assert Delivery.objects.get().state == "WAITING"

    deliver(later(hours=73))

    call = Delivery.objects.get()
    assert (call.state, call.last_status) == ("GIVEN_UP", status)


def test_key_of_the_caller_is_sent_in_the_header_that_it_wants(stand, partner):
    endpoint_at(
        stand.shop.channel,
        partner.address,
        face="maas-tsp",
        version="10",
        access_token="caller-key",
        token_header="X-API-Key",
    )
    stand.order()

    told(partner, "10", at=later(minutes=1))

    [call] = partner.heard
    assert call.headers["x-api-key"] == "caller-key"
    assert "authorization" not in call.headers
