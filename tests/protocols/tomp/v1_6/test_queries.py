"""How many statements an answer of TOMP 1.6 costs, with the one that lets the caller in."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.factories.fleet import SimulatedVehicleFactory, assets_like
from tests.protocols.tomp.test_queries import statements
from tests.protocols.tomp.v1_6.platform import CORNER, leg_of, trip

pytestmark = pytest.mark.django_db


def test_leg_in_a_new_window_takes_three_statements(quick, clock):
    sold = quick.commit()
    clock.move_to(datetime.fromisoformat(sold["legs"][0]["ticket"]["validUntil"]))

    with statements() as sent:
        quick.get(f"/legs/{leg_of(sold)}")

    assert [sql.split()[0] for sql in sent] == ["WITH", "SELECT", "WITH"]


def test_leg_of_a_trip_takes_two_statements(travel):
    sold = travel.commit()

    with statements() as sent:
        travel.get(f"/legs/{leg_of(sold)}")

    assert len(sent) == 2


def test_leg_of_a_vehicle_takes_one_more(renter):
    booked = renter.rent()

    with statements() as sent:
        renter.get(f"/legs/{leg_of(booked)}")

    assert len(sent) == 3


@pytest.mark.parametrize("path", ["/planning/inquiries", "/planning/offers"])
def test_planning_of_trips_asks_for_extras_once(travel, path):
    with statements() as alone:
        assert len(travel.post(path, trip()).json()["options"]) == 4
    with statements() as together:
        assert len(travel.post(path, trip(nrOfTravelers=3)).json()["options"]) == 4

    assert len([sql for sql in alone if "sales_ancillary" in sql]) == 1
    assert len(alone) == len(together)


@pytest.mark.parametrize("path", ["/planning/inquiries", "/planning/offers"])
def test_planning_of_vehicles_does_not_ask_for_each_option(renter, rentals, path):
    with statements() as few:
        assert len(renter.post(path, {"from": CORNER}).json()["options"]) == 1
    for vehicle in assets_like(rentals.asset, 4):
        SimulatedVehicleFactory(asset=vehicle)
    with statements() as many:
        assert len(renter.post(path, {"from": CORNER}).json()["options"]) == 5

    assert len(few) == len(many)


def test_vehicles_to_choose_from_are_read_together(renter, rentals):
    booked = renter.rent()
    path = f"/legs/{leg_of(booked)}/available-assets"
    [first, *others] = assets_like(rentals.asset, 4)
    SimulatedVehicleFactory(asset=first)

    for vehicle in others:
        SimulatedVehicleFactory(asset=vehicle)
    with statements() as many:
        assert len(renter.read(path)) == 4
    with statements() as few:
        assert len(renter.read(path, "?limit=1")) == 1

    assert len(few) == len(many)
