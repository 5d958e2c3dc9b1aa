"""Trips as they go now with what was booked of them: times, vehicles on the map, costs."""

import pytest

from bookings.actions.doors import cancel_any
from bookings.actions.taxis.accepting import accept_ride
from bookings.models import Rental
from operators.models import Asset
from tests.factories.moments import BY, NOW, later
from tests.protocols.tripgo.strictly import get_strictly
from tests.protocols.tripgo.trips.asking import plan, trips_of
from tests.protocols.tripgo.trips.booked import book
from tests.protocols.tripgo.worlds import BEACH, DROP_OFF, MARKET, PICK_UP, SCOOTERS

pytestmark = pytest.mark.django_db


def planned(app, origin=MARKET, destination=BEACH, **query):
    return trips_of(plan(app, origin, destination, **query))[0]


def now(app, trip):
    [group] = get_strictly(app, f"trip/update/{trip['id']}?v=13")["groups"]
    return group["trips"][0]


def test_taxi_with_a_driver_is_on_the_map_for_its_traveller(tripgo, app, stranger):
    trip = planned(
        app, PICK_UP, DROP_OFF, modes="ps_tax", departAfter=int(later(hours=1).timestamp())
    )
    assert now(app, trip)["segments"][0]["realTime"] is False
    ride = book(tripgo, trip).legs.get().taxi_ride
    taxi = tripgo.taxis.asset
    accept_ride(ride, taxi, eta=later(hours=1, minutes=20), by=BY, at=NOW)

    told = now(app, trip)["segments"][0]

    assert told["realTime"] is True
    assert told["startTime"] == "2026-06-01T13:20:00+02:00"
    shown = told["realtimeVehicle"]
    assert shown["location"] == {"lat": taxi.latitude, "lng": taxi.longitude}
    assert shown["id"] == taxi.asset_id
    assert told["booking"]["confirmation"]
    assert "realtimeVehicle" not in now(stranger, trip)["segments"][0]


def test_taxi_that_was_booked_late_comes_when_it_was_booked_for(app, clock):
    """It needs a quarter of an hour, from the moment of the booking on."""
    trip = planned(app, PICK_UP, DROP_OFF, modes="ps_tax")
    assert trip["segments"][0]["startTime"] == "2026-06-01T12:15:00+02:00"
    clock.move_to(later(minutes=5))
    [option] = app.get(trip["segments"][0]["booking"]["quickBookingsUrl"])
    review = app.post(option["bookingURL"])
    app.get(review["paymentOptions"][0]["url"])

    told = now(app, trip)["segments"][0]

    assert review["review"][0]["depart"] == "2026-06-01T10:20:00Z"
    assert (told["startTime"], told["realTime"]) == ("2026-06-01T12:20:00+02:00", False)


def test_taxi_that_was_called_off_moves_nothing(tripgo, app):
    trip = planned(
        app, PICK_UP, DROP_OFF, modes="ps_tax", departAfter=int(later(hours=1).timestamp())
    )
    booking = book(tripgo, trip)
    ride = booking.legs.get().taxi_ride
    accept_ride(ride, tripgo.taxis.asset, eta=later(hours=1, minutes=20), by=BY, at=NOW)
    cancel_any(booking, by=BY, at=NOW)

    told = now(app, trip)["segments"][0]

    assert told["booking"]["confirmation"]["purchase"]["valid"] is False
    assert told["booking"]["quickBookingsUrl"]
    assert told["startTime"] == trip["segments"][0]["startTime"]
    assert told["realTime"] is False
    assert "realtimeVehicle" not in told


def test_scooter_that_was_booked_is_on_the_map(tripgo, app):
    trip = planned(app, SCOOTERS, DROP_OFF, modes="me_mic-s")
    book(tripgo, trip)

    told = now(app, trip)["segments"][0]

    shown = told["realtimeVehicle"]
    assert shown["id"] == told["sharedVehicle"]["identifier"]
    assert shown["location"] == {"lat": SCOOTERS[0], "lng": SCOOTERS[1]}
    assert told["realTime"] is False


def test_cost_is_confirmed_once_it_is_booked(tripgo, app):
    trip = planned(app)
    template = get_strictly(app, f"trip/{trip['id']}")["segmentTemplates"][0]
    assert template["localCost"]["accuracy"] == "internal_estimate"
    book(tripgo, trip)

    template = get_strictly(app, f"trip/{trip['id']}")["segmentTemplates"][0]

    assert template["localCost"]["accuracy"] == "confirmed"


def test_booking_is_shown_to_its_traveller_alone_and_changes_the_hash(tripgo, app, other):
    trip = planned(app)
    book(tripgo, trip)

    booking = now(app, trip)["segments"][0]["booking"]

    assert booking["confirmation"]
    assert "quickBookingsUrl" not in booking
    assert "confirmation" not in now(other, trip)["segments"][0]["booking"]
    assert app.send("GET", trip["updateURL"]).content
    assert other.send("GET", trip["updateURL"]).content == b""


def test_scooter_on_the_map_was_seen_when_it_was_and_polling_settles(tripgo, app, clock):
    trip = planned(app, SCOOTERS, DROP_OFF, modes="me_mic-s")
    book(tripgo, trip)
    update = trips_of(get_strictly(app, f"trip/{trip['id']}"))[0]["updateURL"]

    clock.move_to(later(seconds=30))

    assert app.get(update) is None
    shown = now(app, trip)["segments"][0]["realtimeVehicle"]
    assert shown["lastUpdate"] == int(Rental.objects.get().seen_at.timestamp())


def test_scooter_that_was_booked_in_place_of_the_planned_one_is_told(tripgo, app):
    trip = planned(app, SCOOTERS, DROP_OFF, modes="me_mic-s")
    planned_one = trip["segments"][0]["sharedVehicle"]["identifier"]
    Asset.objects.filter(asset_id=planned_one).update(is_disabled=True)
    book(tripgo, trip)

    told = now(app, trip)["segments"][0]

    booked = Rental.objects.get().asset.asset_id
    assert booked != planned_one
    assert told["sharedVehicle"]["identifier"] == told["vehicleUUID"] == booked
    assert told["realtimeVehicle"]["id"] == booked


def test_cost_that_is_confirmed_is_that_of_all_who_travel(tripgo, app):
    trip = planned(app)
    segment = trip["segments"][0]
    [option] = app.get(segment["booking"]["quickBookingsUrl"])
    body = {"fares": [{"id": "adult", "value": 3}]}
    [way] = app.post(option["bookingURL"], body)["paymentOptions"]
    app.post(way["url"])

    told = get_strictly(app, f"trip/{trip['id']}")

    confirmation = trips_of(told)[0]["segments"][0]["booking"]["confirmation"]
    assert confirmation["purchase"]["price"] == 12
    assert told["segmentTemplates"][0]["localCost"] == {
        "cost": 12,
        "currency": "EUR",
        "accuracy": "confirmed",
    }
    assert trips_of(told)[0]["moneyCost"] == 12
