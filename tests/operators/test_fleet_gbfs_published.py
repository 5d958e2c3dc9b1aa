"""Every published example and fixture of both versions of GBFS imports."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from operators.fleet.gbfs.feed import SHAPES
from operators.fleet.states import FleetImportState
from operators.timetable.importing.problems import Severity
from runner import ROOT
from tests.factories.fleet import FleetFactory
from tests.factories.gbfs import feed_2, feed_3, files_of, load

PUBLISHED = ROOT.parent / "shared" / "data" / "gbfs"
VEHICLES = {"2.3": ("free_bike_status", "bikes"), "3.0": ("vehicle_status", "vehicles")}
PLANS = [
    *("plan2", "plan3", "bike_plan_1", "cargo_plan_1", "scooter_plan_1", "car_plan_1"),
    *("bike_plan_2", "bike_plan_3"),
]
TYPES = ["abc123", "def456", "moped1", "car1"]
STATIONS = ["86", "station1", "station2", "146", "123", "456", "789"]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not PUBLISHED.exists(), reason="the published files are not beside us"),
]


def name_of(path: Path) -> str:
    """Several examples of one file are numbered."""
    return path.stem.split("-")[0]


def told_as(path: Path) -> str:
    return f"{path.parts[-3]} {path.stem}"


def examples() -> list[Path]:
    found = sorted(PUBLISHED.glob("*/examples/*.json"))
    return [path for path in found if f"{name_of(path)}.json" in SHAPES]


@pytest.mark.parametrize("version", ["2.3", "3.0"])
def test_published_fixture_imports(version, tmp_path):
    folder = PUBLISHED / version / "fixture"
    files = {path.name: path.read_bytes() for path in folder.glob("*.json")}

    row = load(FleetFactory(), files, tmp_path)

    assert (row.state, row.gbfs_version) == (FleetImportState.SUCCEEDED, version)
    assert {problem["severity"] for problem in row.problems} <= {Severity.WARNING}
    name, member = VEHICLES[version]
    vehicles = json.loads(files[f"{name}.json"])["data"][member]
    assert row.counts["vehicles"]["added"] == len(vehicles)


@pytest.mark.parametrize("path", examples(), ids=told_as)
def test_published_example_imports(path, tmp_path):
    files = {**companions(path), f"{name_of(path)}.json": path.read_bytes()}

    row = load(FleetFactory(), files, tmp_path)

    assert row.state == FleetImportState.SUCCEEDED


def companions(path: Path) -> dict[str, bytes]:
    """Examples stand alone: files with what any of them names, and a system around it."""
    version = path.parts[-3]
    feed = feed_3() if version == "3.0" else feed_2()
    kind, member = VEHICLES[version]
    for name in ("system_regions", "geofencing_zones", "system_alerts", "station_status"):
        del feed[name]
    feed[kind] = {member: []}
    name_all(feed["system_pricing_plans"]["plans"], "plan_id", PLANS)
    name_all(feed["vehicle_types"]["vehicle_types"], "vehicle_type_id", TYPES)
    feed["station_information"]["stations"][0]["region_id"] = "3"
    name_all(feed["station_information"]["stations"], "station_id", STATIONS)
    for each in feed["vehicle_types"]["vehicle_types"]:
        each["default_pricing_plan_id"] = "plan3"
    if name_of(path) == "system_pricing_plans":
        feed["vehicle_types"]["vehicle_types"] = []
    return files_of(feed, version=version)


def name_all(rows: list[dict[str, Any]], key: str, ids: Sequence[str]) -> None:
    """The first row again and again, once with each id."""
    rows[:] = [{**rows[0], key: name} for name in ids]
