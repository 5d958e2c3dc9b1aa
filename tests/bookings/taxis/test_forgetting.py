"""Forgetting from where to where people were taken."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from bookings.actions.taxis.forgetting import KEEP, forget_old_places
from bookings.models import TaxiRide
from bookings.tasks import forget_taxi_places
from sales.models import Customer
from support.actions.erasing import erase_customer
from tests.factories.moments import BY, later
from tests.factories.taxi_rides import FAR, TAKES, TIMER, ride_of
from tests.factories.taxis import TOWER

pytestmark = pytest.mark.django_db
ROUGH = {"longitude": 13.4, "latitude": 52.5, "name": "", "address": ""}
OVER = later(minutes=21)


def again(ride: TaxiRide) -> TaxiRide:
    return ride_of(ride.leg.booking)


def customer_of(ride: TaxiRide) -> Customer:
    return ride.leg.booking.customer


def told(ride: TaxiRide):
    """By the ride and by its offer, where it ends, and where its taxi was seen."""
    found = again(ride)
    ends = [found.trip["destination"], found.leg.booking.offer.taxi_trip["destination"]]
    return [*ends, found.longitude]


def test_erased_customer_is_forgotten_in_rides_that_are_over(stand):
    ride, ahead = stand.settled(), stand.by_hand(pick_up_at=later(days=2))
    customer = customer_of(ride)
    assert told(ride)[0]["address"] == TOWER.address

    erase_customer(customer, by=BY, at=later(hours=1))

    assert told(ride) == [ROUGH, ROUGH, None]
    kept = again(ride)
    assert (kept.forgotten_at, kept.seconds, kept.metres) == (later(hours=1), TAKES, FAR)
    assert (kept.ordered_trip().metres, kept.estimate()) == (FAR, ride.estimate())
    # A ride that is still to come needs its addresses until it is over.
    assert told(ahead)[0]["address"] == TOWER.address
    stand.cancel(ahead, at=later(hours=2))
    assert forget_old_places(by=TIMER, at=later(hours=3), limit=9) == 1
    assert told(ahead)[:2] == [ROUGH, ROUGH]


def test_rides_of_others_keep_their_places(stand):
    mine, others = stand.settled(), stand.order(customer=None, pick_up_at=later(days=9))
    stand.cancel(others)

    erase_customer(customer_of(mine), by=BY, at=later(days=2))

    assert told(others)[0]["address"] == TOWER.address


def test_places_are_forgotten_half_a_year_after_the_ride(stand):
    ride = stand.settled()
    with time_machine.travel(OVER + KEEP - timedelta(seconds=1), tick=False):
        assert forget_taxi_places() == 0
    assert told(ride)[0]["address"] == TOWER.address

    with time_machine.travel(OVER + KEEP, tick=False):
        assert forget_taxi_places() == 1
        assert forget_taxi_places() == 0

    assert told(ride) == [ROUGH, ROUGH, None]


@pytest.mark.parametrize("rides", [1, 3])
def test_forgetting_takes_as_many_queries_whatever_is_forgotten(
    stand, rides, django_assert_num_queries
):
    for number in range(rides):
        stand.cancel(stand.order(pick_up_at=later(days=number + 1)))

    with django_assert_num_queries(6):
        assert forget_old_places(by=TIMER, at=later(days=1) + KEEP, limit=9) == rides
