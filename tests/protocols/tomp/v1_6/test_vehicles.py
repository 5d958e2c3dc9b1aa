"""Vehicles over TOMP 1.6: found, held, used, paused, exchanged and given back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from operators.fleet.states import GatewayKind
from operators.models import SimulatedVehicle
from sales.models import Offer, Order
from tests.factories.fleet import SimulatedVehicleFactory, assets_like
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.protocols.tomp.v1_6.platform import CORNER, body_of, leg_of, refusal_of

pytestmark = pytest.mark.django_db

SCOOTER = "vehicle-id-123"


@pytest.fixture
def second(rentals) -> str:
    """The id of another scooter beside the first."""
    [other] = assets_like(rentals.asset, 1)
    SimulatedVehicleFactory(asset=other)
    return other.asset_id


def moment(minutes: int = 0) -> str:
    return f"{from_now(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}"


# Planning


def test_vehicle_that_is_too_small_for_all_is_not_offered(renter):
    assert renter.find(nrOfTravelers=2)["options"] == []


def test_vehicles_around_are_offered(renter):
    [option] = renter.find()["options"]

    [leg] = option["legs"]
    assert (option["state"], leg["asset"]["id"]) == ("NEW", SCOOTER)
    assert [part["amount"] for part in leg["pricing"]["parts"]] == [1.0, 0.19]
    assert leg["pricing"]["estimated"]
    assert leg["conditions"] == [{"conditionType": "conditionPayWhenFinished"}]


def test_inquiry_about_vehicles_stores_nothing(renter):
    [option] = body_of(renter.post("/planning/inquiries", {"from": CORNER}), 201)["options"]

    assert "id" not in option
    assert "id" not in option["legs"][0]
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({"useAssets": [SCOOTER]}, 1),
        ({"useAssets": ["another"]}, 0),
        ({"useAssetTypes": ["escooter"]}, 1),
        ({"useAssetTypes": ["car"]}, 0),
        ({"radius": 0}, 0),
        ({"from": {**CORNER, "extraInfo": {"vehicleCode": SCOOTER}}}, 1),
        ({"from": {**CORNER, "extraInfo": {"vehicleCode": "another"}}}, 0),
    ],
)
def test_vehicles_are_named_in_every_way(renter, rentals, wish, found):
    rentals.asset.longitude += 0.001
    rentals.asset.save()

    assert len(renter.find(**wish)["options"]) == found


def test_place_without_anything_is_refused(renter):
    response = renter.post("/planning/offers", {"from": {"name": "Somewhere"}})

    assert response.status_code == 400


# Booking


def test_vehicle_is_held_and_committed(renter):
    [option] = renter.find()["options"]

    held = renter.hold(option, customer={"externalId": "ada"})
    booked = renter.change(held, "COMMIT")

    assert (held["state"], held["legs"][0]["state"]) == ("PENDING", "NOT_STARTED")
    assert (booked["state"], booked["legs"][0]["state"]) == ("CONFIRMED", "NOT_STARTED")
    assert (held["id"], leg_of(held)) == (option["id"], leg_of(option))
    assert held["customer"]["externalId"] == "ada"
    assert refusal_of(renter.operate(booked, "COMMIT")) == (403, 3004)


def test_vehicle_is_held_for_one_customer_alone(renter):
    first, second = renter.find()["options"][0], renter.find()["options"][0]
    renter.hold(first, customer={"externalId": "ada"})

    taken = renter.post("/bookings", {"id": second["id"], "customer": {"externalId": "bob"}})

    assert refusal_of(taken) == (410, 3203)
    assert renter.find()["options"] == []


def test_hold_of_a_vehicle_is_extended_and_lapses(renter, clock):
    held = renter.hold(renter.find()["options"][0], customer={"externalId": "ada"})

    assert "Expires" in renter.operate(held, "EXTEND_EXPIRY_TIME", extendReason="OTHER")
    clock.shift(timedelta(hours=2))

    assert renter.booking(held)["state"] == "EXPIRED"
    assert refusal_of(renter.operate(held, "COMMIT")) == (403, 3202)


@pytest.mark.parametrize("state", ["RELEASED", "CANCELLED"])
def test_vehicle_is_given_up(renter, state):
    option = renter.find()["options"][0]
    held = renter.hold(option, customer={"externalId": "ada"})
    if state == "CANCELLED":
        renter.change(held, "COMMIT")

    over = [renter.change(held, "CANCEL") for _ in range(2)]

    assert [each["state"] for each in over] == [state, state]
    assert over[0]["legs"][0]["state"] == "CANCELLED"
    assert len(renter.find()["options"]) == 1


def test_customer_is_needed_for_one_stop(renter):
    wish = {"from": CORNER, "useAssets": [SCOOTER]}

    assert refusal_of(renter.post("/bookings/one-stop", wish)) == (400, 3001)
    assert refusal_of(renter.post("/bookings/one-stop", wish | {"customer": {}})) == (400, 3001)


def test_vehicle_is_booked_in_one_stop(renter):
    wish = {"from": CORNER, "useAssets": [SCOOTER], "customer": {"id": "ada"}}

    booked = body_of(renter.post("/bookings/one-stop", wish, Idempotency_Key="tap-1"), 201)
    again = body_of(renter.post("/bookings/one-stop", wish, Idempotency_Key="tap-1"), 201)

    assert again == booked
    assert (booked["state"], booked["customer"]["externalId"]) == ("CONFIRMED", "ada")
    assert refusal_of(renter.post("/bookings/one-stop", wish)) == (406, 3203)


def test_blocked_customer_is_not_served(renter, rentals):
    booked = renter.rent()
    renter.change(booked, "CANCEL")
    customer = rentals.channel.customers.get(external_id="ada")
    customer.blocked_at = NOW
    customer.save()
    option = renter.find()["options"][0]

    response = renter.post("/bookings", {"id": option["id"], "customer": {"externalId": "ada"}})

    assert refusal_of(response) == (428, 3209)


# Trip execution


def test_vehicle_is_used_paused_and_given_back(renter, clock):
    booked = renter.rent()

    used = renter.move(booked, "SET_IN_USE", userLocation=CORNER)
    assert (used["state"], used["actualDepartureTime"]) == ("IN_USE", moment())
    assert renter.booking(booked)["state"] == "STARTED"
    clock.shift(timedelta(minutes=5))
    paused = renter.move(booked, "PAUSE")
    clock.shift(timedelta(minutes=5))
    resumed = renter.move(booked, "SET_IN_USE")
    assert (paused["state"], resumed["state"]) == ("PAUSED", "IN_USE")
    clock.shift(timedelta(minutes=5))
    parked = renter.move(booked, "START_FINISHING", asset={"id": SCOOTER, "stateOfCharge": 40})
    over = renter.move(booked, "FINISH", url=["https://p.example/1.jpg"])

    assert (parked["state"], over["state"]) == ("FINISHING", "FINISHED")
    assert over["actualArrivalTime"] == moment(15)
    assert over["pricing"] == parked["pricing"]
    assert not over["pricing"]["estimated"]
    assert renter.booking(booked)["state"] == "FINISHED"
    cost = sum(part["amount"] for part in over["pricing"]["parts"])
    assert [float(order.total_amount) for order in Order.objects.all()] == [pytest.approx(cost)]


def test_event_again_changes_nothing(renter):
    booked = renter.rent()

    first, again = (renter.move(booked, "SET_IN_USE") for _ in range(2))
    renter.move(booked, "FINISH")

    assert again == first
    assert renter.tell(booked, "FINISH").status_code == 403


def test_customer_comes_later_and_stays_longer(renter, clock):
    booked = renter.rent()

    prepared = renter.move(booked, "PREPARE")
    later = renter.move(booked, "TIME_POSTPONE", time=moment(5))
    renter.move(booked, "SET_IN_USE")
    longer = renter.move(booked, "TIME_EXTEND", time=moment(30))

    assert (prepared["state"], later["departureTime"]) == ("PREPARING", moment(5))
    assert longer["arrivalTime"] == moment(30)
    assert "actualArrivalTime" not in longer


def test_another_vehicle_is_assigned(renter, second):
    booked = renter.rent()
    mine = booked["legs"][0]["asset"]["id"]
    path = f"/legs/{leg_of(booked)}/available-assets"
    [other] = renter.read(path)

    changed = renter.move(booked, "ASSIGN_ASSET", asset={"id": other["id"]})

    assert {mine, other["id"]} == {SCOOTER, second}
    assert changed["asset"]["id"] == other["id"]
    renter.move(booked, "SET_IN_USE")
    assert refusal_of(renter.get(path)) == (403, 3203)


def test_trunk_opens_while_the_vehicle_is_used(renter, rentals):
    booked = renter.rent()
    renter.move(booked, "SET_IN_USE")

    assert renter.move(booked, "OPEN_TRUNK")["state"] == "IN_USE"
    assert rentals.vehicle.trunk_opened_at == NOW


def test_trunk_that_there_is_not_is_refused(renter, rentals):
    booked = renter.rent()
    renter.move(booked, "SET_IN_USE")
    rentals.fleet.gateway = GatewayKind.NONE
    rentals.fleet.save()

    assert refusal_of(renter.tell(booked, "OPEN_TRUNK")) == (403, 4004)


def test_lock_that_jams_is_tried_again(renter, rentals):
    booked = renter.rent()
    SimulatedVehicle.objects.filter(asset=rentals.asset).update(jams=1)

    jammed = renter.tell(booked, "SET_IN_USE")

    assert (jammed.status_code, "Retry-After" in jammed) == (503, True)
    assert renter.move(booked, "SET_IN_USE")["state"] == "IN_USE"


def test_progress_tells_the_vehicle(renter, clock):
    booked = renter.rent()
    renter.move(booked, "SET_IN_USE")
    clock.shift(timedelta(minutes=2))

    told = renter.read(f"/legs/{leg_of(booked)}/progress")

    assert (told["duration"], told["asset"]) == (120_000, {"id": SCOOTER})


def test_extra_of_a_vehicle_there_is_none(renter):
    path = f"/legs/{leg_of(renter.rent())}/ancillaries/HR/01"

    assert renter.post(path).status_code == 404


def test_vehicles_are_listed_with_filters(renter):
    booked = renter.rent()

    assert renter.read("/bookings") == [booked]
    assert renter.read("/bookings", "?contains-asset-type=escooter") == [booked]
    assert renter.read("/bookings", "?contains-asset-type=car") == []
    assert renter.read("/bookings", "?state=CONFIRMED&min-price=1&max-price=1") == [booked]
