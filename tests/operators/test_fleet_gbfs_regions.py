"""Regions of a fleet: the zones of its feed with their rules, and named ones."""

import pytest

from tests.factories.fleet import FleetFactory, RegionFactory, square
from tests.factories.gbfs import (
    feed_2,
    feed_3,
    load_feed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def fleet():
    return FleetFactory()


def rules_of(**rule):
    feed = feed_2()
    zone = feed["geofencing_zones"]["geofencing_zones"]["features"][0]
    zone["properties"]["rules"] = [rule]
    return feed


@pytest.mark.parametrize(
    ("rule", "kinds"),
    [
        ({"ride_allowed": True, "ride_through_allowed": True}, {("OPERATING", None)}),
        ({"ride_allowed": True, "ride_through_allowed": False}, {("OPERATING", None)}),
        ({"ride_allowed": False, "ride_through_allowed": False}, {("NO_ACCESS", None)}),
        ({"ride_allowed": False, "ride_through_allowed": True}, {("NO_PARKING", None)}),
        (
            {"ride_allowed": True, "ride_through_allowed": True, "station_parking": True},
            {("NO_PARKING", None)},
        ),
        (
            {"ride_allowed": True, "ride_through_allowed": True, "maximum_speed_kph": 6.0},
            {("SPEEDLIMIT", 6)},
        ),
        (
            {"ride_allowed": False, "ride_through_allowed": True, "maximum_speed_kph": 10},
            {("NO_PARKING", None), ("SPEEDLIMIT", 10)},
        ),
        (
            {"ride_allowed": True, "ride_through_allowed": True, "maximum_speed_kph": 0},
            {("NO_ACCESS", None)},
        ),
        (
            {
                "ride_start_allowed": False,
                "ride_end_allowed": True,
                "ride_through_allowed": True,
            },
            {("PARKING", None)},
        ),
    ],
)
def test_rule_of_a_zone_becomes_regions(rule, kinds, fleet, tmp_path):
    load_feed(fleet, rules_of(**rule), tmp_path)

    zones = fleet.regions.exclude(region_id="north")
    assert set(zones.values_list("kind", "speed_kmph")) == kinds


def test_first_rule_for_a_type_wins(fleet, tmp_path):
    feed = feed_2()
    types = feed["vehicle_types"]["vehicle_types"]
    types.append({**types[0], "vehicle_type_id": "cargo", "form_factor": "cargo_bicycle"})
    zone = feed["geofencing_zones"]["geofencing_zones"]["features"][0]
    zone["properties"]["rules"] = [
        {"vehicle_type_id": ["cargo"], "ride_allowed": False, "ride_through_allowed": False},
        {"ride_allowed": False, "ride_through_allowed": True},
    ]

    load_feed(fleet, feed, tmp_path)

    zones = fleet.regions.exclude(region_id="north")
    assert set(zones.values_list("kind", "asset_type_ids__0")) == {
        ("NO_ACCESS", "cargo"),
        ("NO_PARKING", "scooter"),
    }


def test_rule_for_all_types_after_rules_for_each_is_left_out(fleet, tmp_path):
    feed = rules_of(vehicle_type_id=["scooter"], ride_allowed=True, ride_through_allowed=True)
    zone = feed["geofencing_zones"]["geofencing_zones"]["features"][0]
    zone["properties"]["rules"].append({"ride_allowed": False, "ride_through_allowed": False})

    load_feed(fleet, feed, tmp_path)

    assert list(fleet.regions.values_list("kind", flat=True)) == ["OPERATING", "OPERATING"]


def test_zone_without_rules_is_one_where_one_may_ride(fleet, tmp_path):
    feed = feed_3()
    zones = feed["geofencing_zones"]
    zones["geofencing_zones"]["features"][0]["properties"] = {}
    rule = {"ride_start_allowed": False, "ride_end_allowed": False, "ride_through_allowed": True}
    zones["global_rules"] = [rule]

    load_feed(fleet, feed, tmp_path, version="3.0")

    regions = fleet.regions.exclude(region_id="north")
    assert list(regions.values_list("kind", "name")) == [("OPERATING", "Operating")]


def test_speed_that_holds_everywhere_becomes_a_region_of_the_earth(fleet, tmp_path):
    feed = feed_3()
    rule = {
        "ride_start_allowed": True,
        "ride_end_allowed": True,
        "ride_through_allowed": True,
        "maximum_speed_kph": 20,
    }
    feed["geofencing_zones"]["global_rules"] = [rule]

    load_feed(fleet, feed, tmp_path, version="3.0")

    region = fleet.regions.get(name="Everywhere")
    assert (region.kind, region.speed_kmph, region.west, region.north) == (
        "SPEEDLIMIT",
        20,
        -180,
        90,
    )


def test_sloppy_outline_is_mended_and_told(fleet, tmp_path):
    feed = feed_2()
    zone = feed["geofencing_zones"]["geofencing_zones"]["features"][0]
    zone["geometry"]["coordinates"] = [
        [[[13.3, 52.5], [13.4, 52.6], [13.4, 52.5], [13.3, 52.6], [13.3, 52.5]]]
    ]

    row = load_feed(fleet, feed, tmp_path)

    assert [(each["kind"], each["field"]) for each in row.problems] == [
        ("area_mended", "data.geofencing_zones.features[0].geometry")
    ]
    assert fleet.regions.get(name="Park").area["type"] == "MultiPolygon"


def test_rule_for_unknown_types_alone_is_left_out_and_told(fleet, tmp_path):
    row = load_feed(
        fleet,
        rules_of(vehicle_type_id=["boat"], ride_allowed=False, ride_through_allowed=False),
        tmp_path,
    )

    assert set(fleet.regions.values_list("region_id", flat=True)) == {"north"}
    assert [(each["kind"], each["value"]) for each in row.problems] == [
        ("reference_unknown", "boat")
    ]


def test_zone_that_was_mended_is_not_judged_again(fleet, tmp_path):
    feed = feed_2()
    zone = feed["geofencing_zones"]["geofencing_zones"]["features"][0]
    zone["geometry"]["coordinates"][0][0].pop()

    first = load_feed(fleet, feed, tmp_path)
    before = fleet.regions.get(name="Park")
    second = load_feed(fleet, feed, tmp_path)

    assert [each["kind"] for each in first.problems] == ["area_mended"]
    assert second.problems == []
    assert fleet.regions.get(name="Park").area == before.area


def test_regions_of_our_own_stay(fleet, tmp_path):
    own = RegionFactory(fleet=fleet, region_id="north", name="Ours", area=square())

    load_feed(fleet, feed_2(), tmp_path)
    load_feed(fleet, {"system_information": feed_2()["system_information"]}, tmp_path)

    assert [(each.pk, each.name) for each in fleet.regions.all()] == [(own.pk, "Ours")]
