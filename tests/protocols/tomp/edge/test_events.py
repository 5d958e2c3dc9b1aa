"""Ending a rental: what is told with it, and what may come between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bookings.actions.renting import cancel_rental
from bookings.actions.unlocking import unlock_rental
from bookings.models import Rental
from operators.models import Asset, SimulatedVehicle
from sales.models import Order
from tests.factories.moments import BY, NOW
from tests.protocols.tomp.edge import voi
from tests.protocols.tomp.edge.checking import check
from tests.protocols.tomp.edge.renting import TIMER, body_of, rental_of

pytestmark = pytest.mark.django_db


def jam(world, times: int) -> None:
    SimulatedVehicle.objects.filter(asset=world.asset).update(jams=times)


def test_location_vehicle_and_evidence_are_kept(rider):
    booking = rider.ride()
    pictures = ["https://mp.example/p/1.jpg", "https://mp.example/p/2.jpg"]

    leg = body_of(
        check(
            rider.tell(
                booking,
                "START_FINISHING",
                time="2026-06-01T10:00:00Z",
                userLocation={"name": "Corner", "coordinates": {"lng": 13.4, "lat": 52.6}},
                asset={"id": "vehicle-id-123", "stateOfCharge": 41, "isDisabled": False},
                url=pictures,
                comment="Parked.",
            )
        ),
        200,
    )

    rental = rental_of(booking)
    assert (rental.user_longitude, rental.user_latitude) == (13.4, 52.6)
    assert (rental.charge, rental.evidence) == (41, pictures)
    assert (leg["state"], leg["asset"]["stateOfCharge"]) == ("FINISHING", 41)


def test_west_and_south_are_places(rider):
    place = {"coordinates": {"lng": -58.3816, "lat": -34.6037}}
    booking = check(rider.try_to_book(**{"from": place})).json()
    assert booking["from"] == booking["legs"][0]["from"] == place

    rider.send("GET", "/operator/meta")
    leg = check(rider.tell(booking, "FINISH", userLocation=place)).json()

    assert leg["to"] == place


def test_finish_before_the_start_starts_and_finishes(rider, world):
    leg = check(rider.tell(rider.book(), "FINISH")).json()

    assert (leg["state"], leg["pricing"]["estimated"]) == ("FINISHED", False)
    assert leg["departureTime"] == leg["actualArrivalTime"] == "2026-06-01T10:00:00Z"
    assert str(Order.objects.get(tenant=world.tenant).total_amount) == "1.00"


def test_jammed_lock_is_told_and_retried(rider, world, clock):
    booking = rider.ride()
    clock.shift(timedelta(minutes=10))
    jam(world, 3)

    for _ in range(3):
        refusal = check(rider.tell(booking, "FINISH"))
        clock.shift(timedelta(seconds=7))
        assert refusal.status_code == 503
        assert int(refusal["Retry-After"]) >= 1
        assert refusal.json()["errorcode"] == 4005
        assert rider.leg(booking)["state"] == "FINISHING"
        assert not Order.objects.filter(tenant=world.tenant).exists()

    leg = rider.finish(booking)
    assert leg["actualArrivalTime"] == "2026-06-01T10:10:00Z"
    assert str(Order.objects.get(tenant=world.tenant).total_amount) == "2.90"


@pytest.mark.parametrize("event", ["FINISH", "START_FINISHING"])
def test_leg_that_is_over_is_a_conflict(rider, world, event):
    booking = rider.ride()
    rider.finish(booking)

    refusal = check(rider.tell(booking, event))

    assert (refusal.status_code, refusal.json()["errorcode"]) == (409, 4004)
    assert Order.objects.filter(tenant=world.tenant).count() == 1


def test_begun_finishing_can_be_begun_again(rider, clock):
    booking = rider.ride()
    first = rider.tell(booking, "START_FINISHING").json()
    clock.shift(timedelta(minutes=10))

    again = check(rider.tell(booking, "START_FINISHING")).json()

    assert again["pricing"] == first["pricing"]


def test_vehicle_that_never_unlocked_costs_nothing(rider, clock):
    booking = rider.book()
    clock.shift(timedelta(seconds=61))
    unlock_rental(rental_of(booking), by=TIMER, at=NOW + timedelta(seconds=61))

    over = check(rider.get(f"/bookings/{booking['id']}")).json()

    assert (over["state"], over["legs"][0]["state"]) == ("CANCELLED", "CANCELLED")
    assert over["legs"][0]["pricing"] == {
        "estimated": False,
        "parts": [{"amount": 0.0, "currencyCode": "EUR", "type": "FIXED"}],
    }
    assert rider.tell(booking, "FINISH").status_code == 409


def test_customer_who_gave_up_may_book_again(rider):
    booking = rider.book()
    cancel_rental(rental_of(booking).leg, by=BY, at=NOW)

    again = check(rider.try_to_book())

    assert again.status_code == 201
    assert again.json()["id"] != booking["id"]


def test_vehicle_is_free_where_it_was_left(rider, world):
    booking = rider.ride()
    SimulatedVehicle.objects.filter(asset=world.asset).update(
        longitude=13.39, latitude=52.52, charge=60, is_locked=True
    )
    rider.finish(booking, userLocation=voi.FINISH_REQUEST["userLocation"])

    asset = Asset.objects.get(pk=world.asset.pk)
    assert (asset.longitude, asset.latitude, asset.charge) == (13.39, 52.52, 60)
    assert Asset.objects.free().filter(pk=asset.pk).exists()
    assert Rental.objects.open().count() == 0
    assert rider.book()["legs"][0]["asset"]["stateOfCharge"] == 60
