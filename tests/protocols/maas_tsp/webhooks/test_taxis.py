"""What a caller is told of taxis."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.taxis.accepting import decline_ride
from bookings.actions.taxis.cancelling import note_no_show, refuse_ride
from bookings.actions.taxis.dispatching import find_driver
from bookings.actions.taxis.ending import settle_ride
from bookings.actions.taxis.riding import begin_ride, note_arrival
from tests.factories.moments import NOW, later
from tests.factories.taxi_rides import PICK_UP, TIMER, Stand, open_stand
from tests.protocols.deliveries.delivering import STAFF
from tests.protocols.maas_tsp.webhooks.told import states, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def stand() -> Stand:
    return open_stand()


@pytest.fixture
def platform(stand, connect):
    return connect(stand.shop.channel)


def test_driver_who_accepts_is_told_once(stand, platform, version):
    ride = stand.order()
    told(platform, version, at=NOW)
    find_driver(ride, by=TIMER, at=later(minutes=1))

    [body] = told(platform, version, at=later(minutes=1))
    assert body["state"] == "CONFIRMED"
    taxi = body["meta"]["MODE_TAXI"]
    assert taxi["driver"]["phone"] == stand.shop.driver.phone
    assert taxi["taxiCenter"]["phone"] == stand.shop.service.phone


def test_whole_ride_is_told_in_order(stand, platform, version):
    ride = stand.accepted()
    told(platform, version, at=NOW)
    note_arrival(ride, by=TIMER, at=PICK_UP)
    arrived = states(platform, version, at=PICK_UP)
    assert arrived == (["ARRIVED"] if version == "27" else [])

    begin_ride(ride, by=TIMER, at=later(minutes=16))
    assert states(platform, version, at=later(minutes=16)) == ["ACTIVATED"]


def test_end_is_told_and_the_final_price_again(stand, platform, version):
    ride = stand.ended(metres=None)
    told(platform, version, at=later(minutes=20))
    settle_ride(ride, Decimal("12.40"), by=STAFF, at=later(minutes=21))

    [body] = told(platform, version, at=later(minutes=21))
    assert (body["state"], body["cost"]["amount"]) == ("EXPIRED", 12.4)


def test_driver_who_gives_a_ride_back_is_told(stand, platform, version):
    ride = stand.accepted()
    told(platform, version, at=NOW)
    decline_ride(ride, reason="Flat tyre.", by=STAFF, at=later(minutes=2))

    [body] = told(platform, version, at=later(minutes=2))
    assert body["meta"]["MODE_TAXI"]["driver"] == {}


def test_ride_that_nobody_takes_is_rejected(stand, platform, version):
    ride = stand.order()
    told(platform, version, at=NOW)
    refuse_ride(ride, reason="No driver.", by=STAFF, at=later(minutes=2))

    [body] = told(platform, version, at=later(minutes=2))
    assert body["state"] == "REJECTED"
    assert body.get("reason", {}).get("text") == (None if version == "10" else "No driver.")


def test_traveller_who_did_not_come_is_told(stand, platform, version):
    ride = stand.arrived()
    told(platform, version, at=PICK_UP)
    note_no_show(ride, by=STAFF, at=later(minutes=30))

    [body] = told(platform, version, at=later(minutes=30))
    assert body["state"] == "EXPIRED"
    assert body["meta"]["MODE_TAXI"]["noShowReportedByDriver"] is True
    assert body["cost"]["amount"] == float(stand.shop.service.cancellation_fee)
