"""What is wrong with a feed is told by file and member, before anything is written."""

import pytest

from tests.factories.gbfs import feed_2, feed_3, files_of, words
from tests.factories.gbfs_faults import (
    ALERT,
    BIKE,
    HOURS,
    PLAN,
    REGION,
    RULE,
    SEGMENT,
    STATION,
    STATUS,
    SYSTEM,
    TYPE,
    ZONE,
    twice,
    with_value,
    without,
)
from tests.operators.gbfs_reading import wrong

MEMBERS = [
    ([*SYSTEM, "system_id"], "data.system_id"),
    ([*SYSTEM, "name"], "data.name"),
    ([*SYSTEM, "timezone"], "data.timezone"),
    ([*REGION, "region_id"], "data.regions[0].region_id"),
    ([*REGION, "name"], "data.regions[0].name"),
    ([*ZONE, "geometry"], "data.geofencing_zones.features[0].geometry"),
    ([*ZONE, "properties"], "data.geofencing_zones.features[0].properties"),
    (
        [*RULE, "ride_through_allowed"],
        "data.geofencing_zones.features[0].properties.rules[0].ride_through_allowed",
    ),
    ([*PLAN, "plan_id"], "data.plans[0].plan_id"),
    ([*PLAN, "name"], "data.plans[0].name"),
    ([*PLAN, "currency"], "data.plans[0].currency"),
    ([*PLAN, "price"], "data.plans[0].price"),
    ([*PLAN, "is_taxable"], "data.plans[0].is_taxable"),
    ([*SEGMENT, "start"], "data.plans[0].per_min_pricing[0].start"),
    ([*SEGMENT, "rate"], "data.plans[0].per_min_pricing[0].rate"),
    ([*SEGMENT, "interval"], "data.plans[0].per_min_pricing[0].interval"),
    ([*TYPE, "vehicle_type_id"], "data.vehicle_types[0].vehicle_type_id"),
    ([*TYPE, "form_factor"], "data.vehicle_types[0].form_factor"),
    ([*TYPE, "propulsion_type"], "data.vehicle_types[0].propulsion_type"),
    ([*STATION, "station_id"], "data.stations[0].station_id"),
    ([*STATION, "name"], "data.stations[0].name"),
    ([*STATION, "lat"], "data.stations[0].lat"),
    ([*STATION, "lon"], "data.stations[0].lon"),
    ([*STATUS, "station_id"], "data.stations[0].station_id"),
    ([*STATUS, "is_renting"], "data.stations[0].is_renting"),
    ([*BIKE, "bike_id"], "data.bikes[0].bike_id"),
    ([*BIKE, "is_reserved"], "data.bikes[0].is_reserved"),
    ([*BIKE, "is_disabled"], "data.bikes[0].is_disabled"),
    ([*ALERT, "alert_id"], "data.alerts[0].alert_id"),
    ([*ALERT, "type"], "data.alerts[0].type"),
    ([*ALERT, "summary"], "data.alerts[0].summary"),
    ([*HOURS, "days"], "data.rental_hours[0].days"),
    ([*HOURS, "start_time"], "data.rental_hours[0].start_time"),
]


@pytest.mark.parametrize(("path", "field"), MEMBERS, ids=lambda value: str(value)[:60])
def test_member_that_is_missing_is_told(path, field):
    feed = feed_2()
    without(path)(feed)

    assert wrong(files_of(feed)) == [("value_missing", f"{path[0]}.json", field)]


@pytest.mark.parametrize(("path", "field"), MEMBERS, ids=lambda value: str(value)[:60])
def test_member_of_a_wrong_type_is_told(path, field):
    feed = feed_2()
    with_value(path, 5.5 if path == [*ZONE, "properties"] else {"no": ["such", "value"]})(feed)

    ((kind, file, told),) = wrong(files_of(feed))

    assert (file, told.startswith(field)) == (f"{path[0]}.json", True)
    assert kind in {"type_wrong", "date_invalid", "area_invalid", "value_missing"}


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ([*BIKE, "lat"], 90.5, ("coordinate_invalid", "data.bikes[0].lat")),
        ([*BIKE, "lon"], -180.1, ("coordinate_invalid", "data.bikes[0].lon")),
        ([*BIKE, "lat"], "52.5", ("type_wrong", "data.bikes[0].lat")),
        ([*BIKE, "lat"], True, ("type_wrong", "data.bikes[0].lat")),
        ([*BIKE, "lat"], None, ("value_missing", "data.bikes[0].lat")),
        (
            [*BIKE, "current_range_meters"],
            -1,
            ("number_invalid", "data.bikes[0].current_range_meters"),
        ),
        (
            [*BIKE, "current_fuel_percent"],
            70,
            ("number_invalid", "data.bikes[0].current_fuel_percent"),
        ),
        ([*BIKE, "bike_id"], "", ("value_missing", "data.bikes[0].bike_id")),
        ([*BIKE, "bike_id"], "x" * 101, ("value_too_long", "data.bikes[0].bike_id")),
        ([*BIKE, "bike_id"], "a\0b", ("value_unknown", "data.bikes[0].bike_id")),
        (
            [*BIKE, "vehicle_type_id"],
            "boat",
            ("reference_unknown", "data.bikes[0].vehicle_type_id"),
        ),
        (
            [*BIKE, "pricing_plan_id"],
            "free",
            ("reference_unknown", "data.bikes[0].pricing_plan_id"),
        ),
        ([*BIKE, "station_id"], "nowhere", ("reference_unknown", "data.bikes[0].station_id")),
        ([*STATION, "lat"], -91, ("coordinate_invalid", "data.stations[0].lat")),
        ([*STATION, "capacity"], -1, ("number_invalid", "data.stations[0].capacity")),
        ([*STATION, "region_id"], "south", ("reference_unknown", "data.stations[0].region_id")),
        (
            [*STATION, "station_area"],
            {"type": "Point"},
            ("area_invalid", "data.stations[0].station_area"),
        ),
        (
            [*TYPE, "default_pricing_plan_id"],
            "free",
            ("reference_unknown", "data.vehicle_types[0].default_pricing_plan_id"),
        ),
        (
            [*TYPE, "propulsion_type"],
            "magic",
            ("value_unknown", "data.vehicle_types[0].propulsion_type"),
        ),
        (
            [*TYPE, "max_range_meters"],
            -1,
            ("number_invalid", "data.vehicle_types[0].max_range_meters"),
        ),
        ([*PLAN, "price"], -1, ("number_invalid", "data.plans[0].price")),
        ([*PLAN, "price"], "much", ("number_invalid", "data.plans[0].price")),
        ([*PLAN, "currency"], "XYZ", ("value_unknown", "data.plans[0].currency")),
        ([*SEGMENT, "end"], 0, ("number_invalid", "data.plans[0].per_min_pricing[0]")),
        ([*SYSTEM, "timezone"], "Mars/Base", ("timezone_unknown", "data.timezone")),
        ([*ALERT, "times"], [{"start": 1}], ("date_invalid", "data.alerts[0].times[0].start")),
        ([*HOURS, "days"], ["someday"], ("value_unknown", "data.rental_hours[0].days[0]")),
        ([*HOURS, "start_time"], "noon", ("value_unknown", "data.rental_hours[0].start_time")),
        (
            [*ZONE, "geometry", "coordinates", 0, 0, 1, 0],
            200,
            ("area_invalid", "data.geofencing_zones.features[0].geometry"),
        ),
        (
            [*ZONE, "geometry", "coordinates"],
            [],
            ("area_invalid", "data.geofencing_zones.features[0].geometry"),
        ),
        (
            [*ZONE, "properties"],
            {"name": "Park", "start": 1780900000, "end": 1780300000},
            ("dates_reversed", "data.geofencing_zones.features[0].properties.end"),
        ),
        (
            [*RULE, "maximum_speed_kph"],
            -5,
            (
                "number_invalid",
                "data.geofencing_zones.features[0].properties.rules[0].maximum_speed_kph",
            ),
        ),
        (
            [*RULE, "ride_allowed"],
            None,
            ("value_missing", "data.geofencing_zones.features[0].properties.rules[0]"),
        ),
    ],
    ids=lambda value: str(value)[:50],
)
def test_value_that_cannot_be_is_told(path, value, problem):
    feed = feed_2()
    with_value(path, value)(feed)
    kind, field = problem

    assert wrong(files_of(feed)) == [(kind, f"{path[0]}.json", field)]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (REGION, "data.regions[1].region_id"),
        (PLAN, "data.plans[1].plan_id"),
        (TYPE, "data.vehicle_types[1].vehicle_type_id"),
        (STATION, "data.stations[1].station_id"),
        (STATUS, "data.stations[1].station_id"),
        (ALERT, "data.alerts[1].alert_id"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_id_that_is_there_twice_is_told(path, field):
    feed = feed_2()
    twice(path[:-1])(feed)

    assert wrong(files_of(feed)) == [("duplicate", f"{path[0]}.json", field)]


@pytest.mark.parametrize(("feed", "member"), [(feed_2, "bikes"), (feed_3, "vehicles")])
def test_vehicle_that_is_there_twice_is_told_by_its_versions_name(feed, member):
    feed, version = feed(), {"bikes": "2.3", "vehicles": "3.0"}[member]
    file, field = {
        "bikes": ("free_bike_status", "bike_id"),
        "vehicles": ("vehicle_status", "vehicle_id"),
    }[member]
    twice([file, member])(feed)

    assert wrong(files_of(feed, version=version)) == [
        ("duplicate", f"{file}.json", f"data.{member}[2].{field}")
    ]


def test_half_a_place_is_told():
    feed = feed_2()
    without([*BIKE, "lon"])(feed)

    assert wrong(files_of(feed)) == [
        ("value_missing", "free_bike_status.json", "data.bikes[0].lon")
    ]


def test_vehicle_that_is_nowhere_is_told():
    feed = feed_2()
    without([*BIKE, "lat"])(feed)
    without([*BIKE, "lon"])(feed)

    assert wrong(files_of(feed)) == [
        ("value_missing", "free_bike_status.json", "data.bikes[0].lat")
    ]


def test_vehicle_without_a_type_is_told_where_there_are_types():
    feed = feed_2()
    without([*BIKE, "vehicle_type_id"])(feed)

    assert wrong(files_of(feed)) == [
        ("value_missing", "free_bike_status.json", "data.bikes[0].vehicle_type_id")
    ]


def test_translation_without_a_text_is_told():
    feed = feed_3()
    feed["vehicle_types"]["vehicle_types"][0]["name"] = [*words("Bike"), {"language": "nl"}]

    assert wrong(files_of(feed, version="3.0")) == [
        ("value_missing", "vehicle_types.json", "data.vehicle_types[0].name[1].text")
    ]
