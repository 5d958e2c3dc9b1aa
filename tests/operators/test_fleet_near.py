"""Stations of vehicles around a place, and those of a name."""

import pytest

from operators.fleet.availability import Circle
from operators.fleet.near import find_stations_near, find_stations_of, search_stations
from tests.factories.fleet import FleetFactory, VehicleStationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def fleet():
    fleet = FleetFactory()
    for station_id, name, longitude in (
        ("far", "Harbour Market", 13.50),
        ("near", "Market", 13.40),
        ("there", "Old 100% Market", 13.41),
    ):
        VehicleStationFactory(
            fleet=fleet, station_id=station_id, name=name, longitude=longitude, latitude=52.5
        )
    VehicleStationFactory(name="Market")
    return fleet


def ids(stations):
    return [station.station_id for station in stations]


def test_stations_come_nearest_first(fleet):
    circle = Circle(13.4, 52.5, 2000)

    assert ids(find_stations_near([fleet.pk], circle, limit=5)) == ["near", "there"]
    assert ids(find_stations_near([fleet.pk], circle, limit=1)) == ["near"]


def test_stations_are_found_by_a_part_of_their_names(fleet):
    assert ids(search_stations([fleet.pk], "marKET", limit=5)) == ["near", "far", "there"]
    assert ids(search_stations([fleet.pk], "100%", limit=5)) == ["there"]


def test_station_is_found_by_its_id_in_the_fleets_that_are_asked_for(fleet):
    other = FleetFactory(operator=fleet.operator)
    VehicleStationFactory(fleet=other, station_id="near")

    assert ids(find_stations_of([fleet.pk], "near")) == ["near"]
    assert [each.fleet for each in find_stations_of([other.pk, fleet.pk], "near")] == [fleet, other]
    assert find_stations_of([fleet.pk], "nowhere") == []
