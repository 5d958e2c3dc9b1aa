"""Feeds that are wrong change nothing, and the import says why."""

import pytest
from django.apps import apps

from operators.fleet.gbfs.errors import FleetFeedRefused
from operators.fleet.gbfs.sources import LARGEST_FILE
from operators.fleet.states import FleetImportState
from operators.timetable.importing.problems import PROBLEMS_PER_CHECK
from tests.factories.fleet import FleetFactory
from tests.factories.gbfs import feed_2, files_of, load, vehicle_2, write_folder
from tests.factories.gbfs_faults import (
    BIKE,
    FILES,
    PLAN,
    STATION,
    SYSTEM,
    TYPE,
    ZONE,
    with_value,
    without,
)
from tests.factories.moments import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def fleet(tmp_path):
    """One that was loaded already."""
    fleet = FleetFactory()
    load(fleet, files_of(feed_2()), tmp_path)
    return fleet


def everything():
    """All rows that an import may write."""
    names = [
        *("Fleet", "FleetHours", "Region", "PricingPlan", "PlanPart", "AssetType"),
        *("VehicleStation", "Asset", "AssetEvent", "Alert", "AlertPeriod"),
    ]
    return {
        name: list(apps.get_model("operators", name).objects.order_by("pk").values())
        for name in names
    }


def refused(fleet, files, folder):
    """The errors of an import that changed nothing, as kind, file and member."""
    before = everything()
    with pytest.raises(FleetFeedRefused) as refusal:
        load(fleet, files, folder, at=later(hours=1))
    assert everything() == before
    row = fleet.imports.latest("pk")
    assert row.state == FleetImportState.REFUSED
    assert row.problems == refusal.value.report.to_json()
    return [(each.kind.value, each.file, each.field) for each in refusal.value.report.errors]


@pytest.mark.parametrize("name", FILES)
def test_file_that_is_cut_off_changes_nothing(name, fleet, tmp_path):
    files = files_of(feed_2())
    files[name] = files[name][: len(files[name]) // 2]

    assert refused(fleet, files, tmp_path) == [("json_invalid", name, "")]


def test_all_problems_of_all_files_are_told_at_once(fleet, tmp_path):
    feed = feed_2()
    feed["free_bike_status"]["bikes"] = [vehicle_2(lat=91), vehicle_2("bike-2", lon=None)]
    without([*PLAN, "price"])(feed)
    with_value([*TYPE, "form_factor"], 5)(feed)
    files = {**files_of(feed), "system_alerts.json": b"{"}

    assert refused(fleet, files, tmp_path) == [
        ("value_missing", "system_pricing_plans.json", "data.plans[0].price"),
        ("coordinate_invalid", "free_bike_status.json", "data.bikes[0].lat"),
        ("json_invalid", "system_alerts.json", ""),
    ]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ([*BIKE, "lat"], 91),
        ([*BIKE, "vehicle_type_id"], "boat"),
        ([*STATION, "lon"], 181),
        ([*STATION, "region_id"], "south"),
        ([*TYPE, "default_pricing_plan_id"], "free"),
        ([*PLAN, "price"], -1),
        ([*PLAN, "currency"], "XYZ"),
        ([*ZONE, "geometry"], {"type": "Polygon", "coordinates": 7}),
        ([*SYSTEM, "timezone"], "Mars/Base"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_feed_that_is_wrong_changes_nothing(path, value, fleet, tmp_path):
    feed = feed_2()
    with_value(path, value)(feed)

    ((_, file, _),) = refused(fleet, files_of(feed), tmp_path)

    assert file == f"{path[0]}.json"


@pytest.mark.parametrize(
    "vehicle", [{"lat": 91}, {"vehicle_type_id": "boat"}], ids=["malformed", "mapped"]
)
def test_problems_above_the_limit_are_counted(vehicle, fleet, tmp_path):
    feed = feed_2()
    feed["free_bike_status"]["bikes"] = [
        vehicle_2(f"bike-{number}", **vehicle) for number in range(PROBLEMS_PER_CHECK + 50)
    ]

    with pytest.raises(FleetFeedRefused) as refusal:
        load(fleet, files_of(feed), tmp_path)

    report = refusal.value.report
    assert (len(report.errors), report.error_count) == (PROBLEMS_PER_CHECK, PROBLEMS_PER_CHECK + 50)
    assert refusal.value.detail.endswith(f"({PROBLEMS_PER_CHECK + 49} more)")


def test_feed_without_its_system_is_told(fleet, tmp_path):
    files = files_of(feed_2())
    del files["system_information.json"]

    assert refused(fleet, files, tmp_path) == [("file_missing", "system_information.json", "")]


def test_older_file_than_the_last_one_is_told(fleet, tmp_path):
    assert refused(fleet, files_of(feed_2(), published=later(hours=-1)), tmp_path) == [
        ("older", f"{name}.json", "last_updated")
        for name in [
            *("system_information", "system_regions", "geofencing_zones"),
            *("system_pricing_plans", "vehicle_types", "station_information", "station_status"),
            *("free_bike_status", "system_alerts", "system_hours"),
        ]
    ]


def test_feed_of_another_system_is_told(fleet, tmp_path):
    feed = feed_2()
    feed["system_information"]["system_id"] = "other"

    assert refused(fleet, files_of(feed), tmp_path) == [
        ("system_different", "system_information.json", "data.system_id")
    ]


def test_older_feed_of_another_system_is_taken_if_that_is_meant(fleet, tmp_path):
    feed = feed_2()
    feed["system_information"]["system_id"] = "other"
    files = files_of(feed, published=later(hours=-1))

    assert load(fleet, files, tmp_path, anyway=True).state == FleetImportState.SUCCEEDED


def test_clock_that_is_far_ahead_does_not_lock_out_later_files(fleet, tmp_path):
    load(fleet, files_of(feed_2(), published=later(days=400)), tmp_path)

    row = load(fleet, files_of(feed_2(), published=later(hours=1)), tmp_path, at=later(hours=1))

    assert row.state == FleetImportState.SUCCEEDED


def test_file_that_is_too_large_is_told(fleet, tmp_path):
    files = files_of(feed_2())
    folder = write_folder(files, tmp_path / "large")
    with (folder / "system_alerts.json").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)

    files["system_alerts.json"] = (folder / "system_alerts.json").read_bytes()
    assert refused(fleet, files, tmp_path) == [("source_unsafe", "system_alerts.json", "")]


def test_empty_folder_is_told(fleet, tmp_path):
    assert refused(fleet, {}, tmp_path) == [("file_missing", "system_information.json", "")]
