"""Trips by taxi: estimates, who drives where and when, and which taxis could."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.fleet.actions import disable_asset, reserve_asset, retire_asset
from operators.fleet.errors import AssetUnavailable
from operators.fleet.states import AssetClass, RegionKind
from operators.fleet.taxis import (
    TaxiPlace,
    TaxiTrip,
    drive_then,
    drive_there,
    estimate_trip,
    find_taxi_services,
    free_taxis,
)
from operators.models import Asset, TaxiService
from tests.counting import counted
from tests.factories.fleet import (
    AssetFactory,
    AssetTypeFactory,
    FleetHoursFactory,
    RegionFactory,
    square,
)
from tests.factories.moments import BY, NOW, later
from tests.factories.taxis import CORNER, TOWER, TaxiServiceFactory, open_taxi_shop, taxi_of

OUTSIDE = TaxiPlace(13.5, 52.55)
"""East of the square in Berlin."""
places = st.builds(
    TaxiPlace,
    longitude=st.floats(-180, 180),
    latitude=st.floats(-90, 90),
    name=st.text(max_size=20),
    address=st.text(max_size=20),
)
moments = st.timedeltas(timedelta(days=-365), timedelta(days=365)).map(NOW.__add__)


@given(origin=places, destination=places, pick_up_at=moments, wished_at=st.none() | moments)
def test_trip_survives_json(origin, destination, pick_up_at, wished_at):
    trip = TaxiTrip(origin, destination, pick_up_at, 1893, 228, True, "estate car", wished_at)

    assert TaxiTrip.from_json(trip.to_json()) == trip


@given(origin=places, destination=places)
def test_trip_is_as_long_either_way(origin, destination):
    service = TaxiService(speed_kmph=30, detour_percent=30)
    there = estimate_trip(service, origin, destination, NOW)
    back = estimate_trip(service, destination, origin, NOW)

    assert (there.metres, there.seconds) == (back.metres, back.seconds)
    assert 0 <= there.metres <= 26_100_000


def test_trip_is_estimated_by_detour_and_speed():
    straight = estimate_trip(TaxiService(speed_kmph=36, detour_percent=0), CORNER, TOWER, NOW)
    round_about = estimate_trip(TaxiService(speed_kmph=18, detour_percent=50), CORNER, TOWER, NOW)

    assert (straight.metres, straight.seconds) == (1456, 146)
    assert (round_about.metres, round_about.seconds) == (2185, 437)
    assert straight.drop_off_at == NOW + timedelta(seconds=146)
    assert straight.wished_at == straight.pick_up_at == NOW


@pytest.mark.django_db
def test_service_comes_between_its_notice_and_its_last_day():
    service = TaxiServiceFactory(notice_minutes=15, days_ahead=2)
    asked = [later(minutes=14), later(minutes=15), later(days=2), later(days=2, seconds=1)]

    assert [drive_then(service, each, at=NOW) for each in asked] == [False, True, True, False]


@pytest.mark.django_db
def test_service_comes_in_the_hours_of_its_fleet():
    service = TaxiServiceFactory()
    FleetHoursFactory(fleet=service.fleet, text="Mo-Su 06:00-13:00")

    # Noon in Berlin is ten o'clock UTC.
    assert drive_then(service, later(minutes=59), at=NOW)
    assert not drive_then(service, later(minutes=60), at=NOW)


@pytest.mark.django_db
def test_service_without_regions_drives_anywhere():
    service = TaxiServiceFactory()

    assert drive_there([service], (CORNER, TaxiPlace(0, 0)), at=NOW) == [service]


@pytest.mark.django_db
def test_both_ends_must_lie_in_operating_regions():
    service = TaxiServiceFactory()
    RegionFactory(fleet=service.fleet, area=square(east=13.395))
    assert drive_there([service], (CORNER, TOWER), at=NOW) == []
    assert drive_there([service], (TOWER, CORNER), at=NOW) == []

    # The other end may lie in another one.
    RegionFactory(fleet=service.fleet, area=square(west=13.395, east=13.45))
    assert drive_there([service], (CORNER, TOWER), at=NOW) == [service]


@pytest.mark.django_db
def test_region_far_away_binds_as_well():
    service = TaxiServiceFactory()
    RegionFactory(fleet=service.fleet, area=square(west=5, south=50, east=6, north=51))

    assert drive_there([service], (CORNER, TOWER), at=NOW) == []


@pytest.mark.django_db
def test_region_counts_while_it_holds():
    service = TaxiServiceFactory()
    RegionFactory(fleet=service.fleet, area=square(east=13.395), ends_at=later(hours=1))

    assert drive_there([service], (CORNER, TOWER), at=NOW) == []
    assert drive_there([service], (CORNER, TOWER), at=later(hours=1)) == [service]


@pytest.mark.django_db
def test_nobody_is_driven_where_there_is_no_access():
    service = TaxiServiceFactory()
    around_tower = square(west=13.405, east=13.45)
    RegionFactory(fleet=service.fleet, area=around_tower, kind=RegionKind.NO_PARKING)
    assert drive_there([service], (CORNER, TOWER), at=NOW) == [service]

    RegionFactory(fleet=service.fleet, area=around_tower, kind=RegionKind.NO_ACCESS)
    assert drive_there([service], (CORNER, TOWER), at=NOW) == []
    assert drive_there([service], (CORNER, CORNER), at=NOW) == [service]


@pytest.mark.django_db
def test_services_are_read_in_three_queries_however_many():
    one = TaxiServiceFactory()
    more = [TaxiServiceFactory() for _ in range(3)]
    fleets = [each.fleet_id for each in (*more, one)]

    for asked, found in (([one.fleet_id], [one]), (fleets, [one, *more])):
        with counted() as queries:
            assert find_taxi_services(asked) == found
        assert queries.statements == 3


@pytest.mark.django_db
def test_nearest_taxi_at_work_is_free_first():
    shop = open_taxi_shop()
    far = taxi_of(shop.fleet, longitude=13.45, latitude=52.52)
    unseen = taxi_of(shop.fleet, longitude=None, latitude=None)
    parked = AssetFactory(fleet=shop.fleet, asset_type=far.asset_type)
    disable_asset(taxi_of(shop.fleet), reason="Flat tyre", by=BY, at=NOW)
    retire_asset(taxi_of(shop.fleet), by=BY, at=NOW)
    taxi_of(open_taxi_shop().fleet)

    trip = shop.trip()
    assert free_taxis(shop.fleet.pk, trip, 9) == [shop.asset, far, unseen]
    assert free_taxis(shop.fleet.pk, trip, 2) == [shop.asset, far]
    assert free_taxis(shop.fleet.pk, trip, 9, without=[shop.asset.pk]) == [far, unseen]
    turns = [free_taxis(shop.fleet.pk, trip, 2, turn=turn) for turn in range(3)]
    assert turns == [[shop.asset, far], [unseen], [shop.asset, far]]
    assert free_taxis(shop.fleet.pk, trip, 9, turn=1, without=[far.pk]) == [shop.asset, unseen]
    assert not hasattr(parked, "driver")


@pytest.mark.django_db
def test_taxis_are_free_for_as_many_as_they_have_room_for():
    shop = open_taxi_shop()
    van = AssetTypeFactory(fleet=shop.fleet, asset_class=AssetClass.TAXI, riders=8)
    large = taxi_of(shop.fleet)
    Asset.objects.filter(pk=large.pk).update(asset_type=van)

    found = {
        count: free_taxis(shop.fleet.pk, replace(shop.trip(), travellers=count), 9)
        for count in (4, 5, 9)
    }

    assert found == {4: [shop.asset, large], 5: [large], 9: []}


@pytest.mark.django_db
def test_room_of_a_service_is_that_of_its_largest_vehicle():
    shop, other = open_taxi_shop(), open_taxi_shop()
    van = AssetTypeFactory(fleet=shop.fleet, asset_class=AssetClass.TAXI, riders=8)
    gone = AssetTypeFactory(fleet=shop.fleet, asset_class=AssetClass.TAXI, riders=50)
    AssetFactory(fleet=shop.fleet, asset_type=van)
    AssetFactory(fleet=shop.fleet, asset_type=gone, retired_at=NOW)
    Asset.objects.filter(fleet=other.fleet).update(retired_at=NOW)

    found = find_taxi_services([shop.fleet.pk, other.fleet.pk])

    assert [service.room for service in found] == [8, None]


@pytest.mark.django_db
def test_taxis_come_with_their_drivers_in_one_query():
    shop = open_taxi_shop()
    taxi_of(shop.fleet)
    trip = shop.trip()

    with counted() as queries:
        found = free_taxis(shop.fleet.pk, trip, 9)
        names = {(taxi.driver.fleet_id, taxi.asset_type.name, taxi.fleet.name) for taxi in found}
    assert names == {(shop.fleet.pk, shop.asset.asset_type.name, shop.fleet.name)}
    assert queries.statements == 1


@pytest.mark.django_db
def test_taxi_is_never_rented_out():
    shop = open_taxi_shop()

    with pytest.raises(AssetUnavailable, match="This vehicle is a taxi"):
        reserve_asset(shop.asset, by=BY, at=NOW)
