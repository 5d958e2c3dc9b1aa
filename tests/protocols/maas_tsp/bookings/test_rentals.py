"""Vehicles without a driver, from the create to the receipt."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.actions.holding_rentals import lapse_rental
from bookings.actions.renting import cancel_rental
from bookings.models import Booking, Rental
from operators.fleet.states import AssetClass
from operators.tenancy.actors import Actor
from protocols.maas_tsp.wire import milliseconds
from tests.counting import counted
from tests.factories.fleet import PLACE, VehicleStationFactory
from tests.factories.moments import NOW, later
from tests.factories.rentals import RentalShop, open_rental_shop, stored_rental
from tests.protocols.maas_tsp.bookings.options import option_of
from tests.protocols.maas_tsp.bookings.worlds import caller_of
from tests.protocols.maas_tsp.client import BOB

pytestmark = pytest.mark.django_db

TIMER = Actor.timer("watch-rentals")
STAFF = Actor.staff("ann")
MINUTE = {"amount": 0.19, "currency": "EUR", "timeInterval": 60}


@pytest.fixture
def shop() -> RentalShop:
    return open_rental_shop()


@pytest.fixture
def caller(shop):
    return caller_of(shop.channel)


@pytest.fixture
def option(shop):
    return option_of(shop.offers()[0])


@pytest.fixture
def booked(caller, option):
    return caller.create(option)["tspId"]


@pytest.fixture
def riding(caller, booked):
    caller.update(booked, "ACTIVATED")
    return booked


def test_create_reserves_the_vehicle(shop, caller, option):
    told = caller.create(option)

    place = {"lat": PLACE[1], "lon": PLACE[0]}
    assert told["state"] == "RESERVED"
    assert told["cost"] == {"amount": 1, "currency": "EUR", "taxes": 0.16}
    assert told["leg"]["mode"] == "SCOOTER"
    assert (told["leg"]["from"], told["leg"]["to"]) == (place, place)
    assert told["meta"]["MODE_SCOOTER"]["scooter"]["id"] == shop.asset.asset_id
    assert told["terms"]["fareRates"] == [MINUTE]
    assert told["terms"]["cancellation"]["outward"] == {"cancellable": True, "refunded": False}
    kept = {"startTime": milliseconds(NOW), "endTime": milliseconds(later(minutes=15))}
    assert told["token"] == {"validityDuration": kept}


def test_read_is_two_queries_beside_that_of_the_caller(caller, booked):
    with counted() as count:
        caller.read(booked)

    assert count.statements == 3


def test_same_vehicle_again_is_a_conflict_with_the_booking(shop, caller):
    first, second = shop.offers()[0], shop.offers()[0]
    booked = caller.create(option_of(first))["tspId"]

    refused = caller.try_create(option_of(second))

    assert refused.status_code == 409
    told = refused.json()
    assert (told["code"], told["bookingId"]) == ("BOOKING_ALREADY_EXISTS", booked)


def test_vehicle_of_somebody_else_is_no_longer_to_be_had(shop, caller):
    first, second = shop.offers()[0], shop.offers()[0]
    caller.create(option_of(first))

    refused = caller.try_create(option_of(second), customer=BOB)

    assert (refused.status_code, refused.json()["code"]) == (409, "NO_LONGER_AVAILABLE")


def test_whole_ride(shop, caller, booked, clock):
    assert caller.update(booked, "ACTIVATED")["state"] == "ACTIVATED"
    clock.move_to(later(minutes=5))
    held = caller.update(booked, "ON_HOLD")
    assert (held["state"], held["cost"]["amount"]) == ("ON_HOLD", 1.95)
    assert caller.update(booked, "ON_HOLD")["state"] == "ON_HOLD"
    assert caller.update(booked, "ACTIVATED")["state"] == "ACTIVATED"
    assert caller.try_receipt(booked).status_code == 404
    assert caller.try_cancel(booked).status_code == 403
    clock.move_to(later(minutes=10))
    ended = caller.update(booked, "EXPIRED")
    assert (ended["state"], ended["cost"]["amount"]) == ("EXPIRED", 2.9)
    assert ended["leg"]["endTime"] == milliseconds(later(minutes=10))
    assert caller.read(booked)["state"] == "FINISHED"
    assert caller.receipt(booked)["receipt"]["cost"]["amount"] == 2.9
    assert caller.try_cancel(booked).json()["code"] == "BOOKING_OVER"


def test_finished_ends_a_ride_as_well(caller, riding):
    assert caller.update(riding, "FINISHED")["state"] == "FINISHED"


def test_ride_that_did_not_begin_is_not_ended(caller, booked):
    refused = caller.try_update(booked, "EXPIRED")

    assert refused.status_code == 403
    assert caller.read(booked)["state"] == "RESERVED"


def test_lock_that_does_not_open_is_asked_for_again_later(shop, caller, booked):
    shop.jam()

    refused = caller.try_update(booked, "ACTIVATED")

    assert (refused.status_code, refused.json()["code"]) == (503, "TRY_AGAIN_LATER")
    assert refused["Retry-After"]
    assert caller.update(booked, "ACTIVATED")["state"] == "ACTIVATED"


def test_ride_is_over_though_the_lock_does_not_close(shop, caller, riding):
    shop.jam()

    told = caller.update(riding, "EXPIRED")

    assert told["state"] == "EXPIRED"
    assert caller.read(riding)["state"] == "EXPIRED"
    assert caller.try_receipt(riding).status_code == 404
    assert caller.try_cancel(riding).status_code == 403


def test_lock_that_does_not_close_for_a_pause_is_asked_for_again_later(shop, caller, riding):
    shop.jam()

    assert caller.try_update(riding, "ON_HOLD").status_code == 503
    assert caller.read(riding)["state"] == "ACTIVATED"


def test_cancel_is_free(caller, booked):
    told = caller.cancel(booked)

    assert (told["state"], told["cost"]) == ("CANCELLED", {"amount": 0, "currency": "EUR"})
    assert told["token"] == {}
    assert caller.cancel(booked) == told
    assert caller.receipt(booked)["cost"]["amount"] == 0


def test_what_was_not_fetched_is_expired_before_and_after_the_timer(caller, booked, clock):
    clock.move_to(later(minutes=20))
    assert caller.read(booked)["state"] == "EXPIRED"

    lapse_rental(Rental.objects.select_related("leg").get(), by=TIMER, at=later(minutes=20))

    assert caller.read(booked)["state"] == "EXPIRED"
    assert caller.receipt(booked)["cost"]["amount"] == 0
    assert caller.try_cancel(booked).json()["code"] == "BOOKING_OVER"


def test_what_staff_take_back_in_time_is_rejected(caller, booked):
    cancel_rental(Rental.objects.get().leg, by=STAFF, at=later(minutes=1))

    assert caller.read(booked)["state"] == "REJECTED"


def test_end_that_is_told_later_is_the_end_of_the_leg(caller, riding):
    until = milliseconds(later(hours=1))

    told = caller.update(riding, terms={"validity": {"endTime": until}})

    assert told["leg"]["endTime"] == until
    assert told["terms"]["validity"]["endTime"] == until
    assert caller.update(riding, terms={"validity": {"endTime": until}}) == told


def test_end_is_told_as_text_and_with_a_fraction_too(caller, riding):
    until = milliseconds(later(hours=1))

    assert caller.update(riding, terms={"validity": {"endTime": str(until)}})
    assert caller.update(riding, terms={"validity": {"endTime": until + 0.0}})
    assert Rental.objects.get().until == later(hours=1)


@pytest.mark.parametrize("until", ["tomorrow", True, [], 1, {}])
def test_end_that_is_no_time_is_refused(caller, riding, until):
    refused = caller.try_update(riding, terms={"validity": {"endTime": until}})

    assert refused.json()["errors"][0]["member"] == "terms.validity.endTime"


def test_end_that_is_too_far_is_refused(caller, riding):
    refused = caller.try_update(riding, terms={"validity": {"endTime": 1893492000000}})

    assert refused.status_code == 403


def test_end_that_we_told_ourselves_changes_nothing(caller, booked):
    terms = caller.read(booked)["terms"]

    caller.update(booked, terms=terms)

    assert Rental.objects.get().until is None


def test_end_that_we_told_comes_back_without_microseconds(caller, option, clock):
    clock.move_to(NOW + timedelta(microseconds=123_456))
    booked = caller.create(option)

    caller.update(booked["tspId"], terms=booked["terms"])

    assert Rental.objects.get().until is None


def test_end_that_was_told_before_the_use_can_be_told_again(caller, booked):
    terms = {"validity": {"endTime": milliseconds(later(hours=1))}}

    assert caller.update(booked, terms=terms) == caller.update(booked, terms=terms)
    assert Rental.objects.get().until == later(hours=1)


def test_extras_of_rides_are_not_for_vehicles(caller, booked):
    refused = caller.try_update(booked, customerSelection={"seatFeatures": ["HR-01"]})

    assert refused.status_code == 400


def test_docked_bicycle_stays_one():
    shop = open_rental_shop()
    station = VehicleStationFactory(fleet=shop.fleet, name="Dam")
    kind = shop.asset.asset_type
    kind.asset_class, kind.asset_sub_class = AssetClass.BICYCLE, ""
    kind.save()
    shop.asset.station = station
    shop.asset.save()
    caller = caller_of(shop.channel)

    told = caller.create(option_of(shop.offers()[0]))

    assert told["leg"]["mode"] == "BICYCLE"
    assert told["leg"]["from"]["stationId"] == station.station_id
    assert told["meta"]["MODE_BICYCLE"]["pickupStationId"] == station.station_id


def test_rental_of_another_face_is_told(shop, caller):
    rental = stored_rental(shop.ride())

    told = caller.read(Booking.objects.get().reference)

    assert told["state"] == "ACTIVATED"
    assert told["meta"]["MODE_SCOOTER"]["scooter"]["id"] == rental.facts["asset_id"]
