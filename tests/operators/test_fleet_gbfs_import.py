"""What the files of a feed become, in both versions."""

from datetime import UTC, datetime

import pytest

from operators.fleet.gbfs.actions import import_fleet
from operators.fleet.models import (
    Asset,
    AssetType,
    PricingPlan,
    Region,
    VehicleStation,
)
from operators.fleet.states import FleetImportState
from operators.models import Alert
from tests.factories.fleet import FleetFactory
from tests.factories.gbfs import (
    PUBLISHED,
    ZONE,
    feed_2,
    feed_3,
    files_of,
    load,
    load_feed,
    vehicle_2,
    words,
    write_zip,
)
from tests.factories.moments import BY, NOW
from tests.standing import standing

pytestmark = pytest.mark.django_db

VERSIONS = {"2.3": feed_2, "3.0": feed_3}


@standing
def fleet():
    return FleetFactory()


@pytest.fixture(params=VERSIONS)
def version(request):
    return request.param


def test_feed_of_either_version_makes_the_same_fleet(fleet, version, tmp_path):
    row = load_feed(fleet, VERSIONS[version](), tmp_path, version=version)

    assert (row.state, row.gbfs_version, row.problems) == (
        FleetImportState.SUCCEEDED,
        version,
        [],
    )
    assert (fleet.name, fleet.timezone, fleet.language) == ("Example", "Europe/Berlin", "en")
    assert (fleet.url, fleet.phone, fleet.email) == (
        "https://www.example.com",
        "1-800-555-1234",
        "help@example.com",
    )
    assert row.counts["vehicles"] == {"added": 2, "changed": 0, "returned": 0, "gone": 0}


def test_types_of_vehicles_are_kept(fleet, version, tmp_path):
    load_feed(fleet, VERSIONS[version](), tmp_path, version=version)

    kept = AssetType.objects.get()
    assert (kept.type_id, kept.name) == ("scooter", "E-scooter")
    assert (kept.asset_class, kept.asset_sub_class) == ("STEP", "scooter")
    assert (kept.propulsion, kept.max_range_metres, kept.riders) == ("ELECTRIC", 30000, 1)
    assert kept.default_plan.plan_id == "basic"


@pytest.mark.parametrize(
    ("form", "capacity", "riders"), [("car", None, 4), ("car", 2, 2), ("moped", None, 1)]
)
def test_type_that_does_not_say_how_many_it_takes_takes_what_is_usual(
    fleet, tmp_path, form, capacity, riders
):
    feed = VERSIONS["3.0"]()
    [kind] = feed["vehicle_types"]["vehicle_types"]
    kind |= {"form_factor": form, "rider_capacity": capacity}
    if capacity is None:
        del kind["rider_capacity"]

    load_feed(fleet, feed, tmp_path, version="3.0")

    assert AssetType.objects.get().riders == riders


def test_stations_are_kept_with_their_status(fleet, version, tmp_path):
    load_feed(fleet, VERSIONS[version](), tmp_path, version=version)

    hub = VehicleStation.objects.get()
    assert (hub.station_id, hub.name, hub.capacity) == ("hub", "Hub", 10)
    assert (hub.latitude, hub.longitude, hub.region.region_id) == (52.52, 13.4, "north")
    assert (hub.is_renting, hub.is_returning, hub.is_virtual) == (True, False, False)


def test_vehicles_are_kept_with_place_charge_and_plan(fleet, version, tmp_path):
    load_feed(fleet, VERSIONS[version](), tmp_path, version=version)

    first, second = Asset.objects.order_by("asset_id")
    assert (first.asset_id, first.latitude, first.longitude) == ("bike-1", 52.517, 13.3888)
    assert (first.charge, first.range_metres, first.plan) == (50.0, 15000, None)
    assert (first.reported_at, first.taken_at, first.retired_at) == (PUBLISHED, None, None)
    assert (second.station.station_id, second.latitude, second.longitude) == ("hub", 52.52, 13.4)
    assert (second.charge, second.range_metres, second.plan.plan_id) == (70.0, 6000, "basic")
    assert list(Asset.objects.free().order_by("asset_id")) == [first, second]


def test_alert_is_kept_with_its_times(fleet, version, tmp_path):
    load_feed(fleet, VERSIONS[version](), tmp_path, version=version)

    alert = Alert.objects.get()
    assert (alert.kind, alert.summary, alert.description) == (
        "STOP_CLOSED",
        "Closed",
        "The hub is closed.",
    )
    assert (alert.fleet, alert.operator, alert.source_id) == (fleet, fleet.operator, "21")
    assert (alert.vehicle_station_ids, alert.url) == (["hub"], "https://example.com/more-info")
    period = alert.periods.get()
    assert (period.starts_at, period.ends_at) == (
        datetime(2026, 6, 1, 7, 46, 40, tzinfo=UTC),
        datetime(2026, 6, 8, 6, 26, 40, tzinfo=UTC),
    )


def test_zone_and_named_region_are_kept(fleet, version, tmp_path):
    load_feed(fleet, VERSIONS[version](), tmp_path, version=version)

    north, park = Region.objects.order_by("region_id")
    assert (north.region_id, north.name, north.kind) == ("north", "North", "OPERATING")
    assert north.west < 13.4 < north.east
    assert (park.name, park.kind, park.asset_type_ids) == ("Park", "NO_PARKING", ["scooter"])
    assert (park.area, park.west, park.north) == (ZONE, 13.3, 52.6)
    assert {north.source, park.source} == {"GBFS"}


@pytest.mark.parametrize(
    ("language", "name"),
    [("nl", "Fiets"), ("nl-BE", "Fiets"), ("de-AT", "Rad"), ("fr", "Bike")],
)
def test_texts_are_taken_in_the_language_of_the_fleet(language, name, tmp_path):
    fleet = FleetFactory(language=language)
    feed = feed_3()
    feed["system_information"]["languages"] = ["en", "nl", "de-AT"]
    texts = [*words("Bike"), *words("Rad", "de"), *words("Fiets", "nl")]
    feed["vehicle_types"]["vehicle_types"][0]["name"] = texts

    load_feed(fleet, feed, tmp_path, version="3.0")

    assert AssetType.objects.get().name == name


def test_vehicle_without_a_fix_has_no_place(fleet, tmp_path):
    feed = feed_2()
    feed["free_bike_status"]["bikes"] = [vehicle_2(lat=0.0, lon=0)]

    row = load_feed(fleet, feed, tmp_path)

    assert (Asset.objects.get().latitude, list(Asset.objects.free())) == (None, [])
    assert [(each["kind"], each["field"]) for each in row.problems] == [
        ("place_unlikely", "data.bikes[0].lat")
    ]


def test_what_is_odd_about_stations_is_told_and_harms_nothing(fleet, tmp_path):
    feed = feed_2()
    stations = feed["station_information"]["stations"]
    stations.append({"station_id": "sea", "name": "Test", "lat": 0, "lon": 0})
    status = feed["station_status"]["stations"][0]
    feed["station_status"]["stations"].append({**status, "station_id": "gone"})
    feed["system_alerts"]["alerts"][0]["station_ids"] = ["hub", "gone"]

    row = load_feed(fleet, feed, tmp_path)

    assert [(each["kind"], each["file"], each["field"]) for each in row.problems] == [
        ("reference_unknown", "station_status.json", "data.stations[1].station_id"),
        ("place_unlikely", "station_information.json", "data.stations[1].lat"),
        ("reference_unknown", "system_alerts.json", "data.alerts[0].station_ids[1]"),
    ]


def test_addresses_that_are_none_are_left_out(fleet, tmp_path):
    feed = feed_2()
    feed["system_information"] |= {"url": "example", "email": "nobody", "phone_number": "0" * 31}
    feed["system_pricing_plans"]["plans"][0]["url"] = "https://example.com/" + "x" * 200
    feed["system_alerts"]["alerts"][0]["times"] = [{"start": 1780900000, "end": 1780300000}]

    row = load_feed(fleet, feed, tmp_path)

    assert (fleet.url, fleet.email, fleet.phone) == ("", "", "")
    assert PricingPlan.objects.get().url == ""
    assert [(each["kind"], each["field"]) for each in row.problems] == [
        ("dates_reversed", "data.alerts[0].times[0].end")
    ]


def test_vehicles_without_types_are_bicycles(fleet, tmp_path):
    feed = {
        name: inside
        for name, inside in feed_2().items()
        if name in {"system_information", "free_bike_status"}
    }
    bike = vehicle_2()
    del bike["vehicle_type_id"]
    feed["free_bike_status"] = {"bikes": [bike]}

    load_feed(fleet, feed, tmp_path)
    load_feed(fleet, feed, tmp_path)

    assert Asset.objects.get().asset_type.asset_class == "BICYCLE"


def test_vendors_habits_are_taken(fleet, tmp_path):
    feed = feed_2()
    feed["free_bike_status"]["bikes"] = [
        vehicle_2(
            77,
            is_reserved=0,
            is_disabled=1,
            last_reported=0,
            current_range_meters=12.75,
            vendor={"colour": "green"},
        )
    ]
    feed["station_information"]["stations"][0]["capacity"] = 10.0
    feed["vehicle_types"]["vehicle_types"][0]["form_factor"] = "hoverboard"
    files = files_of(feed)
    files["free_bike_status.json"] = b"\xef\xbb\xbf" + files["free_bike_status.json"]

    row = load(fleet, files, tmp_path)

    asset = Asset.objects.get()
    assert (asset.asset_id, asset.is_reserved, asset.is_disabled) == ("77", False, True)
    assert (asset.range_metres, asset.reported_at) == (13, PUBLISHED)
    assert (asset.asset_type.asset_class, asset.asset_type.asset_sub_class) == (
        "OTHER",
        "hoverboard",
    )
    assert [each["kind"] for each in row.problems] == ["value_unknown"]


def test_zip_file_imports_as_a_folder_does(fleet, tmp_path):
    path = write_zip(files_of(feed_3(), version="3.0"), tmp_path / "gbfs.zip")

    row = import_fleet(fleet, source=path, by=BY, at=NOW)

    assert row.counts["vehicles"]["added"] == 2
