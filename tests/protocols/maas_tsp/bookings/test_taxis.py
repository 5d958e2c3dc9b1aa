"""Trips by taxi, from the create to the receipt."""

from __future__ import annotations

import pytest

from bookings.actions.taxis.accepting import decline_ride
from bookings.actions.taxis.cancelling import note_no_show
from bookings.actions.taxis.dispatching import find_driver
from bookings.actions.taxis.ending import end_ride
from bookings.actions.taxis.riding import begin_ride, note_arrival
from bookings.models import Booking, BookingMessage, TaxiRide
from bookings.states import MessageKind
from operators.fleet.taxis import TaxiPlace
from protocols.maas_tsp.wire import milliseconds
from tests.counting import counted
from tests.factories.moments import NOW, later
from tests.factories.taxi_rides import PICK_UP, TAKES, TIMER, Stand, open_stand, ride_of
from tests.protocols.maas_tsp.bookings.options import option_of
from tests.protocols.maas_tsp.bookings.worlds import caller_of
from tests.protocols.maas_tsp.client import ADA

pytestmark = pytest.mark.django_db

FEE = {"amount": 5, "currency": "EUR", "taxes": 0.8}


@pytest.fixture
def stand() -> Stand:
    return open_stand()


@pytest.fixture
def caller(stand):
    return caller_of(stand.shop.channel)


@pytest.fixture
def booked(stand, caller):
    return caller.create(option_of(stand.shop.offer()))["tspId"]


@pytest.fixture
def ride(booked) -> TaxiRide:
    return ride_of(Booking.objects.get(reference=booked))


@pytest.fixture
def accepted(ride) -> TaxiRide:
    return find_driver(ride, by=TIMER, at=NOW)


def test_create_looks_for_a_driver(stand, caller):
    told = caller.create(option_of(stand.shop.offer()))

    assert told["state"] == "RESERVED"
    assert told["token"] == {}
    assert told["meta"]["MODE_TAXI"]["driver"] == {}
    assert told["leg"]["startTime"] == milliseconds(NOW)
    assert told["leg"]["departureDelay"] == 15 * 60_000
    assert told["leg"]["endTime"] == milliseconds(PICK_UP) + TAKES * 1000
    assert told["cost"]["amount"] == 10
    assert told["terms"]["cancellation"]["outward"] == {"cancellable": True, "refunded": False}


def test_read_is_three_queries_beside_that_of_the_caller(caller, booked):
    with counted() as count:
        caller.read(booked)

    assert count.statements == 4


def test_driver_and_vehicle_are_told_once_they_are_known(stand, caller, booked, accepted):
    told = caller.read(booked)

    taxi = told["meta"]["MODE_TAXI"]
    assert told["state"] == "CONFIRMED"
    assert taxi["driver"] == {"name": stand.shop.driver.name, "phone": stand.shop.driver.phone}
    assert taxi["vehicleId"] == stand.taxi.asset_id
    assert taxi["vehicleDescription"].startswith(stand.taxi.asset_type.name)
    assert taxi["eta"] == milliseconds(accepted.eta)
    assert set(taxi["vehicleLocation"]) == {"lat", "lon"}
    assert told["terms"]["cancellation"]["outward"]["cost"]["amount"] == 5


def test_whole_trip(caller, booked, accepted, clock):
    ride = note_arrival(accepted, by=TIMER, at=PICK_UP)
    clock.move_to(PICK_UP)
    assert caller.read(booked)["state"] == "ARRIVED"
    begin_ride(ride, by=TIMER, at=later(minutes=16))
    clock.move_to(later(minutes=16))
    told = caller.read(booked)
    assert (told["state"], told["leg"]["departureDelay"]) == ("ACTIVATED", 16 * 60_000)
    assert caller.try_cancel(booked).status_code == 403
    end_ride(ride, metres=None, seconds=TAKES, by=TIMER, at=later(minutes=20))
    clock.move_to(later(minutes=20))
    told = caller.read(booked)
    assert (told["state"], "cost" in told) == ("EXPIRED", False)
    assert "vehicleLocation" not in told["meta"]["MODE_TAXI"]
    assert caller.try_receipt(booked).status_code == 404


def test_price_of_the_meter_is_on_the_receipt(stand):
    caller = caller_of(stand.shop.channel)
    ride = stand.settled()

    told = caller.read(ride.leg.booking.reference)

    assert (told["state"], told["cost"]["amount"]) == ("FINISHED", 10)
    assert caller.receipt(told["tspId"])["receipt"]["cost"] == told["cost"]


@pytest.mark.parametrize("state", ["ACTIVATED", "EXPIRED", "ON_HOLD", "FINISHED"])
def test_driver_says_what_happens_to_a_taxi(caller, booked, accepted, state):
    refused = caller.try_update(booked, state)

    assert (refused.status_code, refused.json()["code"]) == (409, "STATE_NOT_POSSIBLE")


def test_cancel_is_free_until_a_driver_has_accepted(caller, booked):
    told = caller.cancel(booked)

    assert (told["state"], told["cost"]["amount"]) == ("CANCELLED", 0)


def test_cancel_costs_the_fee_once_a_driver_has_accepted(caller, booked, accepted):
    told = caller.cancel(booked)

    assert (told["state"], told["cost"]) == ("CANCELLED", FEE)
    assert told["terms"]["cancellation"]["outward"]["cost"]["amount"] == 5
    assert caller.cancel(booked) == told
    assert caller.receipt(booked)["cost"] == FEE


def test_nobody_who_drives_is_rejected(caller, booked, clock):
    clock.move_to(later(minutes=14))

    assert caller.read(booked)["state"] == "REJECTED"
    assert caller.receipt(booked)["cost"] == {"amount": 0, "currency": "EUR"}


def test_driver_who_gives_it_back_and_no_other_is_rejected(caller, booked, accepted, clock):
    decline_ride(accepted, by=TIMER, at=later(minutes=1))
    clock.move_to(later(minutes=2))
    assert caller.read(booked)["meta"]["MODE_TAXI"]["driver"] == {}

    clock.move_to(later(minutes=30))
    assert caller.read(booked)["state"] == "REJECTED"


def test_traveller_who_does_not_come_pays_the_fee(caller, booked, accepted, clock):
    ride = note_arrival(accepted, by=TIMER, at=PICK_UP)
    note_no_show(ride, by=TIMER, at=later(minutes=30))
    clock.move_to(later(minutes=30))

    told = caller.read(booked)
    assert (told["state"], told["cost"]) == ("EXPIRED", FEE)
    assert told["meta"]["MODE_TAXI"]["noShowReportedByDriver"] is True
    assert caller.receipt(booked)["cost"] == FEE
    assert caller.try_cancel(booked).status_code == 403


def test_message_to_the_driver_is_passed_on(caller, booked):
    caller.update(booked, meta={"MODE_TAXI": {"messageToDriver": "The blue door"}})

    [message] = BookingMessage.objects.all()
    assert (message.kind, message.text) == (MessageKind.FOR_DRIVER, "The blue door")


def test_message_of_nothing_is_none(caller, booked):
    caller.update(booked, meta={"MODE_TAXI": {"messageToDriver": None}})

    assert not BookingMessage.objects.exists()


def test_fixed_price_is_not_reconciled():
    stand = open_stand(service={"fixes_price": True})
    caller = caller_of(stand.shop.channel)

    told = caller.create(option_of(stand.shop.offer()))

    assert (told["terms"]["reconcilable"], "fareRates" in told["terms"]) == (False, False)


def test_published_sample_is_answered_member_by_member():
    """The sample of the published page, less `tspProductId`, which its own schema forbids."""
    stand = open_stand(
        fleet={"name": "Taksi Test1"},
        service={
            "phone": "+358400001010",
            "fixes_price": True,
            "cancellation_fee": 0,
        },
        product={"code": "testtaxi1-product1"},
    )
    caller = caller_of(stand.shop.channel)
    here = TaxiPlace(
        24.950388,
        60.177252,
        "Siltasaarenkatu 1, Helsinki",
        "streetName:Siltasaarenkatu|streetNumber:1|city:Helsinki|zipCode:00530|country:Suomi",
    )
    there = TaxiPlace(
        24.892568,
        60.231538,
        "Ida Aalbergin tie 3, Helsinki",
        "streetName:Ida Aalbergin tie|streetNumber:1|city:Helsinki|zipCode:00400|country:Suomi",
    )
    customer = {
        **ADA,
        "firstName": "Test",
        "lastName": "Tester",
        "email": "test@example.com",
        "phone": "+358400001010",
        "locale": "en",
        "opaqueId": "cafecaca",
    }
    offer = stand.shop.offer(origin=here, destination=there)

    told = caller.create(option_of(offer), customer=customer)

    trip = offer.trip()
    assert told["leg"] == {
        "from": {
            "name": "Siltasaarenkatu 1, Helsinki",
            "address": here.address,
            "lat": 60.177252,
            "lon": 24.950388,
        },
        "to": {
            "name": "Ida Aalbergin tie 3, Helsinki",
            "address": there.address,
            "lat": 60.231538,
            "lon": 24.892568,
        },
        "startTime": milliseconds(NOW),
        "endTime": milliseconds(trip.drop_off_at),
        "mode": "TAXI",
        "departureDelay": 900000,
    }
    assert told["customer"] == customer
    assert told["state"] == "RESERVED"
    assert told["tspId"] == offer.reference
    assert told["terms"] == {
        "reusable": False,
        "validity": {
            "startTime": milliseconds(trip.pick_up_at),
            "endTime": milliseconds(trip.drop_off_at),
        },
        "reconcilable": False,
        "cancellation": {"outward": {"cancellable": True, "refunded": False}},
    }
    assert told["tspProduct"] == {"id": "testtaxi1-product1"}
    assert told["meta"] == {
        "MODE_TAXI": {
            "driver": {},
            "taxiCenter": {"name": "Taksi Test1", "phone": "+358400001010"},
            "vehicleType": "any",
        }
    }
    assert told["cost"]["amount"] == float(offer.amount)
    assert told["token"] == {}
    assert set(told) == {
        "leg", "customer", "state", "tspId", "terms", "tspProduct", "meta", "cost", "token",
    }  # fmt: skip
