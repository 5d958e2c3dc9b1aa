"""GET /operator/alerts: what concerns vehicles, beside what concerns rides."""

from __future__ import annotations

import pytest

from operators.fleet.states import RegionKind
from operators.service.states import AlertKind
from tests.factories.fleet import FleetFactory, RegionFactory, VehicleStationFactory, square
from tests.factories.service import AlertFactory

pytestmark = pytest.mark.django_db

BOTH = {
    "type": "MultiPolygon",
    "coordinates": [square()["coordinates"], square(1, 1, 2, 2)["coordinates"]],
}


def about(fleet, **alert):
    return AlertFactory(operator=fleet.operator, fleet=fleet, **alert)


def ids(told: list[dict]) -> list[str]:
    return [each["alertId"] for each in told]


def test_alert_of_a_fleet_names_where_it_operates(shop, asker):
    RegionFactory(fleet=shop.fleet, region_id="two", area=BOTH)
    RegionFactory(fleet=shop.fleet, kind=RegionKind.NO_PARKING)
    made = about(shop.fleet, kind=AlertKind.NO_SERVICE, summary="Storm")

    assert asker.ask("alerts") == [
        {
            "alertId": made.reference,
            "alertType": "SYSTEM_CLOSURE",
            "summary": "Storm",
            "lastUpdated": "2026-06-01T10:00:00Z",
            "startAndEndTimes": [["2026-06-01T09:00:00Z", "2026-06-01T16:00:00Z"]],
            "regionId": ["two", "two~2"],
        }
    ]


def test_alert_of_a_fleet_without_regions_is_about_the_whole_system(shop, asker):
    about(shop.fleet)

    [told] = asker.ask("alerts")

    assert "regionId" not in told
    assert "stationIds" not in told


def test_alert_names_the_stations_and_regions_that_it_is_about(shop, asker):
    RegionFactory(fleet=shop.fleet, region_id="two", area=BOTH)
    about(shop.fleet, vehicle_station_ids=["dock"])
    about(shop.fleet, region_ids=["two", "gone"])

    station, region = asker.ask("alerts")

    assert (station["stationIds"], "regionId" in station) == (["dock"], False)
    assert region["regionId"] == ["two", "two~2", "gone"]


def test_alert_of_an_operator_concerns_its_fleets(shop, asker):
    RegionFactory(fleet=shop.fleet, region_id="here")
    AlertFactory(operator=shop.fleet.operator)
    AlertFactory()
    about(FleetFactory(operator=shop.fleet.operator))

    [told] = asker.ask("alerts")

    assert told["regionId"] == ["here"]


def test_alerts_of_a_region_or_a_station_are_told_alone(shop, asker):
    here = RegionFactory(fleet=shop.fleet, region_id="here")
    RegionFactory(fleet=shop.fleet, region_id="there")
    VehicleStationFactory(fleet=shop.fleet, station_id="dock", region=here)
    VehicleStationFactory(fleet=shop.fleet, station_id="alone")
    whole, dock, place, other = [
        about(shop.fleet, **alert).reference
        for alert in (
            {},
            {"vehicle_station_ids": ["dock"]},
            {"region_ids": ["here"]},
            {"region_ids": ["there"]},
        )
    ]

    def told(query):
        return ids(asker.ask(f"alerts?{query}"))

    assert told("regionId=here") == [whole, dock, place]
    assert told("regionId=there") == [whole, other]
    assert told("stationId=dock") == [whole, dock, place]
    assert told("stationId=alone") == [whole]
    assert told("limit=1&offset=1") == [dock]


def test_channel_that_sells_both_is_told_both(both, both_asker, feed, at_once):
    RegionFactory(fleet=both.fleet, region_id="here")
    VehicleStationFactory(fleet=both.fleet, station_id="dock")
    ride = AlertFactory(operator=feed.operator, feed=feed).reference
    scooter = about(both.fleet).reference

    whole = both_asker.ask("alerts")

    assert [each["regionId"] for each in whole] == [[feed.reference], ["here"]]
    assert ids(whole) == [ride, scooter]
    assert ids(both_asker.ask(f"alerts?regionId={feed.reference}")) == [ride]
    assert ids(both_asker.ask("alerts?stationId=market")) == [ride]
    assert ids(both_asker.ask("alerts?regionId=here")) == [scooter]
    assert ids(both_asker.ask("alerts?stationId=dock")) == [scooter]
