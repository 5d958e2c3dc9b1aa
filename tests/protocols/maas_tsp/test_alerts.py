"""Vehicles that make themselves heard."""

from __future__ import annotations

import pytest
import time_machine

from operators.fleet.states import GatewayKind
from operators.models import Fleet, SimulatedVehicle
from tests.factories.moments import NOW
from tests.protocols.maas_tsp.client import body_of
from tests.protocols.maas_tsp.worlds import neighbour_of, scooter_wish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def scooter(caller) -> str:
    """The id of a scooter that the caller has reserved."""
    created = caller.create(caller.options(**scooter_wish())[0])
    return str(created["meta"]["MODE_SCOOTER"]["scooter"]["id"])


def alert(caller, vehicle: str):
    return caller.send("POST", "/vehicle-alert", {"vehicleId": vehicle})


def test_reserved_vehicle_is_heard(caller, scooter):
    assert body_of(alert(caller, scooter)) == {}


def test_vehicle_of_another_caller_is_not_heard(caller, scooter, maas):
    assert alert(neighbour_of(maas), scooter).status_code == 404


def test_vehicle_that_nobody_has_is_not_heard(caller, maas):
    response = alert(caller, maas.rentals.asset.asset_id)

    assert (response.status_code, response.json()["code"]) == (404, "NOT_FOUND")


def test_vehicle_that_does_not_answer_is_told_so(caller, scooter):
    SimulatedVehicle.objects.filter(asset__asset_id=scooter).update(jams=1)

    response = alert(caller, scooter)

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert body_of(alert(caller, scooter)) == {}


def test_vehicle_that_cannot_is_told_so(caller, scooter, maas):
    Fleet.objects.filter(pk=maas.rentals.fleet.pk).update(gateway=GatewayKind.NONE)

    response = alert(caller, scooter)

    assert (response.status_code, response.json()["code"]) == (403, "VEHICLE_UNABLE")


@pytest.mark.parametrize("told", [{}, {"vehicleId": ""}, {"vehicleId": "x" * 256}])
def test_vehicle_must_be_named(caller, told):
    response = caller.send("POST", "/vehicle-alert", told)

    assert response.json()["errors"][0]["member"] == "vehicleId"
