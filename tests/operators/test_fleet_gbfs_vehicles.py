"""Vehicles through many refreshes: taken, gone and back, in few statements however many."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from operators.fleet.models import Asset, AssetEvent
from tests.factories.fleet import FleetFactory
from tests.factories.gbfs import PUBLISHED, feed_2, files_of, load, vehicle_2
from tests.factories.moments import BY, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def fleet(tmp_path):
    """One that was loaded with `bike-1` and `bike-2`."""
    fleet = FleetFactory()
    load(fleet, files_of(feed_2()), tmp_path)
    return fleet


def with_bikes(*bikes):
    feed = feed_2()
    feed["free_bike_status"]["bikes"] = list(bikes)
    return files_of(feed)


def take(asset_id, *, at=PUBLISHED):
    Asset.objects.filter(asset_id=asset_id).update(taken_at=at)


def events_of(asset_id):
    events = AssetEvent.objects.filter(asset__asset_id=asset_id).order_by("pk")
    return list(events.values_list("name", flat=True))


def test_new_vehicle_is_added_with_an_event(fleet):
    event = AssetEvent.objects.get(asset__asset_id="bike-1")

    assert (event.name, event.actor, event.details) == ("ADDED", str(BY), {})


def test_vehicle_that_moved_is_placed(fleet, tmp_path):
    row = load(fleet, with_bikes(vehicle_2(lat=52.6, current_range_meters=9000)), tmp_path)

    asset = fleet.assets.get(asset_id="bike-1")
    assert (asset.latitude, asset.charge) == (52.6, 30)
    assert row.counts["vehicles"] == {"changed": 1, "added": 0, "returned": 0, "gone": 1}


def test_vehicle_that_only_reported_again_is_not_written(fleet, tmp_path):
    soon = int((PUBLISHED + timedelta(minutes=10)).timestamp())

    row = load(fleet, with_bikes(vehicle_2(last_reported=soon)), tmp_path)

    assert row.counts["vehicles"]["changed"] == 0
    assert fleet.assets.get(asset_id="bike-1").reported_at == PUBLISHED


def test_vehicle_that_reported_much_later_is_written(fleet, tmp_path):
    moment = PUBLISHED + timedelta(minutes=20)

    load(fleet, with_bikes(vehicle_2(last_reported=int(moment.timestamp()))), tmp_path)

    assert fleet.assets.get(asset_id="bike-1").reported_at == moment


@pytest.mark.parametrize(
    ("members", "back", "names"),
    [
        ({"is_disabled": True}, {}, ["DISABLED", "ENABLED"]),
        ({"is_reserved": True}, {}, ["RESERVED", "RELEASED"]),
        (
            {"is_disabled": True, "is_reserved": True},
            {},
            ["DISABLED", "RESERVED", "ENABLED", "RELEASED"],
        ),
    ],
)
def test_change_of_a_vehicle_is_told_by_an_event(members, back, names, fleet, tmp_path):
    load(fleet, with_bikes(vehicle_2(**members)), tmp_path)
    load(fleet, with_bikes(vehicle_2(**back)), tmp_path)

    assert sorted(events_of("bike-1")) == sorted(["ADDED", *names])


def test_vehicle_that_is_gone_is_retired_and_comes_back_as_itself(fleet, tmp_path):
    before = fleet.assets.get(asset_id="bike-1")
    load(fleet, with_bikes(), tmp_path, at=later(hours=1))
    assert fleet.assets.get(pk=before.pk).retired_at == later(hours=1)

    row = load(fleet, with_bikes(vehicle_2(lat=52.7)), tmp_path, at=later(hours=2))

    asset = fleet.assets.get(asset_id="bike-1")
    assert (asset.pk, asset.retired_at, asset.latitude) == (before.pk, None, 52.7)
    assert row.counts["vehicles"]["returned"] == 1
    assert events_of("bike-1") == ["ADDED", "RETIRED", "RETURNED"]


def test_newest_of_several_retired_vehicles_comes_back(fleet, tmp_path):
    load(fleet, with_bikes(), tmp_path)
    newest = fleet.assets.get(asset_id="bike-1")
    Asset.objects.filter(pk=newest.pk).update(retired_at=later(days=1))
    newest.pk = None
    newest.retired_at = later(hours=1)
    newest.save()

    load(fleet, with_bikes(vehicle_2()), tmp_path)

    live = fleet.assets.live().get()
    assert live.pk != newest.pk
    assert fleet.assets.get(pk=newest.pk).retired_at == later(hours=1)


def test_taken_vehicle_stays_where_its_rental_knows_it(fleet, tmp_path):
    take("bike-1")
    feed = vehicle_2(
        lat=52.6,
        current_range_meters=1,
        is_reserved=True,
        is_disabled=True,
        last_reported=int(later(hours=1).timestamp()),
    )

    load(fleet, with_bikes(feed), tmp_path)

    asset = fleet.assets.get(asset_id="bike-1")
    assert (asset.latitude, asset.charge, asset.is_reserved) == (52.517, 50.0, False)
    assert (asset.reported_at, asset.taken_at) == (PUBLISHED, PUBLISHED)
    assert asset.is_disabled


def test_taken_vehicle_is_not_retired_until_it_is_free(fleet, tmp_path):
    take("bike-1")

    load(fleet, with_bikes(), tmp_path)
    assert fleet.assets.get(asset_id="bike-1").retired_at is None

    take("bike-1", at=None)
    load(fleet, with_bikes(), tmp_path)
    assert fleet.assets.get(asset_id="bike-1").retired_at is not None


@pytest.mark.parametrize("feed", ["first", "refresh", "gone"])
def test_statements_are_as_few_for_many_rows_as_for_one(feed, tmp_path):
    counts = []
    for many in (1, 60):
        fleet = FleetFactory()
        if feed != "first":
            load(fleet, large_feed(many), tmp_path)
        with CaptureQueriesContext(
            connection,
        ) as told:
            load(fleet, large_feed(0 if feed == "gone" else many, moved=0.01), tmp_path)
        counts.append(len(told))

    assert counts[0] == counts[1]
    assert counts[0] <= 130


def large_feed(many, *, moved=0.0):
    """A feed with that many rows of each kind."""
    feed = feed_2()
    for name, member, key in (
        ("system_regions", "regions", "region_id"),
        ("system_pricing_plans", "plans", "plan_id"),
        ("vehicle_types", "vehicle_types", "vehicle_type_id"),
        ("station_information", "stations", "station_id"),
        ("station_status", "stations", "station_id"),
        ("system_alerts", "alerts", "alert_id"),
    ):
        rows = feed[name][member]
        rows += [{**rows[0], key: f"more-{number}"} for number in range(many)]
    features = feed["geofencing_zones"]["geofencing_zones"]["features"]
    features += [
        {**features[0], "properties": {"name": "Zone", "start": 1780300000 + number}}
        for number in range(many)
    ]
    feed["free_bike_status"]["bikes"] = [
        vehicle_2(f"bike-{number}", lat=52.5 + moved) for number in range(many)
    ]
    return files_of(feed)


@pytest.mark.django_db(transaction=True)
def test_vehicle_that_is_taken_while_the_import_waits_is_left_alone(tmp_path):
    fleet = FleetFactory()
    load(fleet, files_of(feed_2()), tmp_path)
    locked, done = threading.Event(), threading.Event()

    def rent():
        with transaction.atomic():
            asset = Asset.objects.select_for_update().get(asset_id="bike-1")
            locked.set()
            done.wait(1)
            asset.taken_at = PUBLISHED
            asset.save()
        connection.close()

    customer = threading.Thread(target=rent)
    customer.start()
    locked.wait(10)
    load(fleet, with_bikes(vehicle_2("bike-2", lat=52.6)), tmp_path)
    customer.join()

    asset = fleet.assets.get(asset_id="bike-1")
    assert (asset.taken_at, asset.retired_at) == (PUBLISHED, None)
