"""How many travel with a whole trip: on its rides, in its taxis, and on its vehicles."""

import pytest

from bookings.models import Booking
from bookings.states import BookingKind
from tests.protocols.tripgo.kept import (
    bus_segment,
    keep,
    path_to,
    scooter_segment,
    taxi_segment,
)
from tests.protocols.tripgo.strictly import post_strictly

pytestmark = pytest.mark.django_db


def taxi_offer():
    return Booking.objects.get(kind=BookingKind.TAXI).offer


def adults(option, count):
    """What an app sends that has chosen so many adults."""
    return {"fares": [{**fare, "value": count if place == 0 else fare["value"]}
                      for place, fare in enumerate(option["fares"])]}  # fmt: skip


def test_taxi_of_a_whole_trip_takes_all_who_travel_on_the_rides(app, trip, path):
    [option] = app.get(path_to(trip, "all"))

    app.post(path, adults(option, 3))

    assert taxi_offer().trip().travellers == 3
    told = app.refused("POST", path, adults(option, 5), code=470)
    assert "At most 4." in told["error"]


def test_vehicle_of_a_whole_trip_that_is_too_small_is_refused(tripgo, app):
    trip = keep(tripgo, bus_segment(tripgo), scooter_segment(tripgo))
    [option] = app.get(path_to(trip, "all"))
    path = path_to(trip, "all", "quick/all")

    told = app.refused("POST", path, adults(option, 2), code=470)

    assert "there is room for 1;" in told["error"]
    assert not Booking.objects.exists()
    app.post(path, adults(option, 1))


@pytest.mark.parametrize(
    ("told", "why"), [("many", "Send a whole number."), (0, "At least 1."), (5, "At most 4.")]
)
def test_count_of_passengers_that_does_not_fit_is_refused(tripgo, app, told, why):
    trip = keep(tripgo, taxi_segment(tripgo))
    body = {"input": [{"id": "taxi1.totalPassengers", "value": told}]}

    refused = app.refused("POST", path_to(trip, "all", "quick/all"), body, code=470)

    assert why in refused["error"]
    assert not Booking.objects.exists()


@pytest.mark.parametrize(("told", "count"), [("3", 3), ("", 1), (None, 1)])
def test_passengers_of_a_trip_without_rides_are_those_that_are_told(tripgo, app, told, count):
    trip = keep(tripgo, taxi_segment(tripgo))
    body = {"input": [{"id": "taxi1.totalPassengers", "value": told}]}

    post_strictly(app, path_to(trip, "all", "quick/all"), body)

    assert taxi_offer().trip().travellers == count
