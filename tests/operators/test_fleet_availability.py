"""What can be taken where."""

from __future__ import annotations

import pytest

from operators.fleet.areas import covers
from operators.fleet.availability import (
    Circle,
    Narrowing,
    count_stations,
    read_stations,
    read_types,
)
from operators.fleet.places import get_area
from operators.fleet.spatial import in_polygons
from operators.models import Asset
from tests.counting import counted
from tests.factories.fleet import (
    PLACE,
    AssetFactory,
    AssetTypeFactory,
    FleetFactory,
    RegionFactory,
    VehicleStationFactory,
    assets_like,
)

pytestmark = pytest.mark.django_db

HOOK = [[0, 0], [6, 0], [6, 6], [4, 6], [4, 2], [2, 2], [2, 6], [0, 6], [0, 0]]
HOLE = [[0.5, 0.5], [1.5, 0.5], [1.5, 1.5], [0.5, 1.5], [0.5, 0.5]]
ISLAND = [[7, 0], [8, 0], [8, 1], [7, 1], [7, 0]]
AREA = {"type": "MultiPolygon", "coordinates": [[HOOK, HOLE], [ISLAND]]}


def test_database_finds_the_places_that_lie_in_an_area():
    fleet = FleetFactory()
    kind = AssetTypeFactory(fleet=fleet)
    # No place is on an edge of the hole, where the two may differ.
    places = [(east / 4 + 0.1, north / 4 + 0.1) for east in range(34) for north in range(26)]
    Asset.objects.bulk_create(
        AssetFactory.build(
            tenant=fleet.tenant, fleet=fleet, asset_type=kind, longitude=east, latitude=north
        )
        for east, north in places
    )

    rows = Asset.objects.filter(in_polygons(AREA["coordinates"]))

    inside = {place for place in places if covers(AREA, *place)}
    assert 0 < len(inside) < len(places)
    assert set(rows.values_list("longitude", "latitude")) == inside


@pytest.mark.parametrize("count", [1, 3])
def test_stations_take_two_queries(count):
    fleet = FleetFactory()
    stations = VehicleStationFactory.create_batch(count, fleet=fleet, capacity=1)
    first = AssetFactory(fleet=fleet, station=stations[0])
    assets_like(first, 2, station=stations[0], is_disabled=True)
    asked = Narrowing([fleet.pk])

    with counted() as queries:
        found = read_stations(asked, offset=0, limit=10)
        regions = [(each.station.region, each.station.fleet) for each in found]

    assert [each.station for each in found] == stations
    assert regions == [(None, fleet)] * count
    assert (found[0].standing, dict(found[0].free), found[0].docks_free) == (
        3,
        {first.asset_type.type_id: 1},
        0,
    )
    assert queries.statements == 2
    assert count_stations(asked) == count


@pytest.mark.parametrize("count", [1, 3])
def test_types_take_four_queries(count):
    fleet = FleetFactory()
    region = RegionFactory(fleet=fleet)
    assets = AssetFactory.create_batch(count, fleet=fleet)
    for asset in assets:
        asset.asset_type.default_plan.region = region
        asset.asset_type.default_plan.save()

    with counted() as queries:
        found = read_types(Narrowing([fleet.pk]), offset=0, limit=10)
        parts = [len(each.asset_type.default_plan.terms().parts) for each in found]
        plans = [each.asset_type.default_plan.region for each in found]

    assert [(each.asset_type, each.free, each.assets) for each in found] == [
        (asset.asset_type, 1, (asset,)) for asset in assets
    ]
    assert (parts, plans) == ([2] * count, [region] * count)
    assert queries.statements == 4


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 100])
def test_pages_make_up_the_whole_list(limit):
    fleet = FleetFactory()
    for free in (0, 3, 1, 0, 0, 4):
        kind = AssetTypeFactory(fleet=fleet)
        AssetFactory.create_batch(free, fleet=fleet, asset_type=kind)
    asked = Narrowing([fleet.pk])
    whole = read_types(asked, offset=0, limit=100)

    rows = []
    for offset in range(0, 12, limit):
        for each in read_types(asked, offset=offset, limit=limit):
            assert each.free == next(one.free for one in whole if one.asset_type == each.asset_type)
            rows += each.assets or [each.asset_type]

    assert rows == [row for each in whole for row in (each.assets or [each.asset_type])]
    assert len(rows) == 11


def test_circle_is_measured_over_the_ground():
    station = VehicleStationFactory()
    asked = [
        Narrowing([station.fleet_id], circle=Circle(PLACE[0], PLACE[1] + 0.01, metres))
        for metres in (1111, 1113)
    ]

    assert [count_stations(each) for each in asked] == [0, 1]


def test_region_of_the_eldest_fleet_counts():
    first = RegionFactory(region_id="here")
    second = RegionFactory(region_id="here", fleet=FleetFactory(operator=first.fleet.operator))

    assert get_area([second.fleet_id, first.fleet_id], "here").region == first
