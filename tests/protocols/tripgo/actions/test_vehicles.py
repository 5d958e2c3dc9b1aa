"""Vehicles that are rented: unlocked, paused and given back by actions (§8.2)."""

from __future__ import annotations

from datetime import datetime

import pytest

from bookings.models import Leg
from bookings.states import LegState
from operators.models import SimulatedVehicle
from tests.factories.moments import later
from tests.protocols.tripgo.bought import bought
from tests.protocols.tripgo.kept import bus_segment, scooter_segment
from tests.protocols.tripgo.strictly import get_strictly, send_strictly

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking(tripgo):
    return bought(tripgo, scooter_segment(tripgo))


def actions(app, booking):
    told = get_strictly(app, f"booking/v2/{booking.reference}")["confirmation"]["actions"]
    return {action["title"]: action for action in told}


def do(app, booking, title, method="GET"):
    told = send_strictly(app, method, actions(app, booking)[title]["internalURL"], status=200)
    assert told["action"] == {"title": "Done", "done": True}
    return told


def leg_state(booking):
    return Leg.objects.get(booking=booking).state


def test_waiting_vehicle_can_be_unlocked_or_given_up(app, booking):
    told = actions(app, booking)

    assert {title: one["type"] for title, one in told.items()} == {
        "Unlock": "UNLOCK",
        "Cancel reservation": "CANCEL",
    }


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_rental_from_unlock_to_end(app, booking, method, clock):
    assert do(app, booking, "Unlock", method)["title"] == "Unlocked"
    assert leg_state(booking) == LegState.IN_USE
    assert set(actions(app, booking)) == {"Pause", "End rental"}

    clock.move_to(later(minutes=5))
    assert do(app, booking, "Pause", method)["title"] == "Locked"
    assert leg_state(booking) == LegState.PAUSED
    assert set(actions(app, booking)) == {"Ride on", "End rental"}

    clock.move_to(later(minutes=7))
    do(app, booking, "Ride on", method)
    assert leg_state(booking) == LegState.IN_USE

    clock.move_to(later(minutes=9))
    end = actions(app, booking)["End rental"]
    assert (end["type"], end["isDestructive"]) == ("LOCK", True)
    assert do(app, booking, "End rental", method)["title"] == "Rental ended"
    assert leg_state(booking) == LegState.FINISHED
    assert set(actions(app, booking)) == {"Rate"}


def test_rental_is_paid_at_its_end(app, booking, clock):
    app.get(f"booking/v1/{booking.reference}/unlock")
    clock.move_to(later(minutes=9))
    app.get(f"booking/v1/{booking.reference}/end")

    told = get_strictly(app, f"booking/v2/{booking.reference}")["confirmation"]

    assert told["paymentStatus"] == "SUCCEEDED"
    assert datetime.fromisoformat(told["purchase"]["paymentTimestamp"]) == later(minutes=9)


@pytest.mark.parametrize("act", ["unlock", "lock", "end"])
def test_acts_can_be_repeated(app, booking, act, clock):
    app.get(f"booking/v1/{booking.reference}/unlock")
    clock.move_to(later(minutes=5))
    first = app.post(f"booking/v1/{booking.reference}/{act}")

    assert app.get(f"booking/v1/{booking.reference}/{act}") == first


def test_lock_that_does_not_answer_is_tried_again_later(app, tripgo, booking):
    vehicle = SimulatedVehicle.objects.get(asset=tripgo.rentals.asset)
    vehicle.jams = 3
    vehicle.save()

    refused = app.send("GET", f"booking/v1/{booking.reference}/unlock")

    assert (refused.status_code, refused.json()["errorCode"]) == (491, 491)
    assert int(refused["Retry-After"]) > 0


def test_end_is_an_end_though_the_lock_is_jammed(app, tripgo, booking, clock):
    app.get(f"booking/v1/{booking.reference}/unlock")
    vehicle = SimulatedVehicle.objects.get(asset=tripgo.rentals.asset)
    vehicle.jams = 3
    vehicle.save()
    clock.move_to(later(minutes=5))

    app.get(f"booking/v1/{booking.reference}/end")

    told = get_strictly(app, f"booking/v2/{booking.reference}")["confirmation"]
    assert told["status"]["value"] == "COMPLETED"
    assert "being locked" in told["status"]["subtitle"]
    assert "End rental" in {action["title"] for action in told["actions"]}


def test_vehicle_in_use_cannot_be_cancelled(app, booking):
    app.get(f"booking/v1/{booking.reference}/unlock")

    app.refused("POST", f"booking/v1/{booking.reference}/cancel", code=470)


@pytest.mark.parametrize("act", ["lock", "end"])
def test_vehicle_that_is_locked_still_cannot_be_locked_or_ended(app, booking, act):
    app.refused("GET", f"booking/v1/{booking.reference}/{act}", code=470)


@pytest.mark.parametrize("act", ["unlock", "lock", "end"])
def test_other_bookings_have_no_vehicle(app, tripgo, act):
    bus = bought(tripgo, bus_segment(tripgo))

    app.refused("POST", f"booking/v1/{bus.reference}/{act}", code=470)


@pytest.mark.parametrize("act", ["unlock", "lock", "end", "rate", "status", "update"])
def test_others_do_nothing_with_it(other, stranger, booking, act):
    other.refused("GET", f"booking/v1/{booking.reference}/{act}", code=404)
    stranger.refused("GET", f"booking/v1/{booking.reference}/{act}", code=444)
