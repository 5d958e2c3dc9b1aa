"""Which vehicles stand where, and that an index says so."""

from __future__ import annotations

import re
from random import Random

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from operators.fleet.queries import assets_near, regions_at
from operators.models import Asset
from operators.timetable.distances import Box, box_around, metres_between
from tests.counting import counted
from tests.factories.fleet import PLACE, AssetFactory, FleetFactory, RegionFactory, square
from tests.factories.moments import NOW, later
from tests.standing import standing

pytestmark = pytest.mark.django_db

MANY = 4000


def put(fleet, longitude, latitude, **more):
    return AssetFactory(fleet=fleet, longitude=longitude, latitude=latitude, **more)


@standing
def fleet(db):
    return FleetFactory()


@standing
def city(fleet):
    """Some thousand vehicles all over Berlin, and as many of another fleet in the same place."""
    dice = Random(6)
    for owner in (fleet, FleetFactory()):
        first = AssetFactory(fleet=owner)
        Asset.objects.bulk_create(
            Asset(
                tenant=owner.tenant, fleet=owner, asset_type=first.asset_type,
                asset_id=f"city-{number}", longitude=dice.uniform(13.1, 13.7),
                latitude=dice.uniform(52.4, 52.65), charge=80,
            )
            for number in range(MANY)
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE operators_asset")
    return fleet


def all_within(fleet, longitude, latitude, metres):
    """The plain way: measure each of them."""
    return {
        asset.pk
        for asset in Asset.objects.filter(fleet=fleet, retired_at=None)
        if asset.longitude is not None
        and metres_between((latitude, longitude), (asset.latitude, asset.longitude)) <= metres
    }


def keys(rows):
    return set(rows.values_list("pk", flat=True))


def test_box_holds_its_edge_and_nothing_outside(fleet):
    corner, inside = put(fleet, 13.0, 52.0), put(fleet, 13.05, 52.05)
    put(fleet, 12.9999, 52.05)
    put(fleet, 13.05, 52.1001)
    put(fleet, None, None)
    put(fleet, 13.05, 52.05, retired_at=NOW)

    assert keys(Asset.objects.within_box(13.0, 52.0, 13.1, 52.1)) == {corner.pk, inside.pk}


def test_box_over_the_date_line_holds_both_sides(fleet):
    fiji, samoa = put(fleet, 179.9, -17.0), put(fleet, -179.9, -17.0)
    put(fleet, 0.0, -17.0)

    assert keys(Asset.objects.within_box(179.0, -18.0, -179.0, -16.0)) == {fiji.pk, samoa.pk}
    assert keys(Asset.objects.within(-179.95, -17.0, 50_000)) == {fiji.pk, samoa.pk}


def test_circle_holds_what_is_near_with_its_distance(fleet):
    here, near = put(fleet, *PLACE), put(fleet, PLACE[0], PLACE[1] + 0.001)
    put(fleet, PLACE[0] + 0.0015, PLACE[1] + 0.0009)

    found = Asset.objects.within(*PLACE, 112).order_by("metres")

    assert [(each.pk, round(each.metres)) for each in found] == [(here.pk, 0), (near.pk, 111)]


@pytest.mark.parametrize("metres", [1, 700, 5_000, 40_000])
def test_circle_agrees_with_measuring_each(city, metres):
    assert keys(Asset.objects.filter(fleet=city).within(*PLACE, metres)) == all_within(
        city, *PLACE, metres
    )


def plan_of(rows):
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(line for (line,) in cursor.fetchall())


def test_box_and_circle_are_answered_by_the_index(city):
    fleet = Asset.objects.filter(fleet=city)
    asked = [
        fleet.within_box(13.38, 52.51, 13.39, 52.52),
        fleet.within(*PLACE, 500),
        Asset.objects.within_box(13.38, 52.51, 13.39, 52.52),
        assets_near(city.tenant, longitude=PLACE[0], latitude=PLACE[1], metres=500),
    ]

    plans = [plan_of(rows) for rows in asked]

    assert [
        # A table of ten types may be read whole; its name begins like that of the vehicles.
        ("asset_by_place" in plan, bool(re.search(r"Seq Scan on operators_asset\b", plan)))
        for plan in plans
    ] == [(True, False)] * 4


def test_nearest_free_vehicles_come_first(fleet):
    far = put(fleet, PLACE[0] + 0.002, PLACE[1])
    here = put(fleet, *PLACE)
    put(fleet, *PLACE, is_disabled=True)
    put(fleet, *PLACE, is_reserved=True)
    put(fleet, *PLACE, taken_at=NOW)
    put(fleet, *PLACE, charge=9.9)
    put(fleet, *PLACE, retired_at=NOW)
    unknown = put(fleet, *PLACE, charge=None)
    free_of_charge = AssetFactory(fleet=fleet, asset_type__default_plan=None)
    stranger = AssetFactory()

    near = assets_near(fleet.tenant, longitude=PLACE[0], latitude=PLACE[1], metres=1000)

    assert list(near) == [here, unknown, far]
    assert {free_of_charge, stranger}.isdisjoint(near)


def test_nearest_vehicles_take_two_queries(city):
    with counted() as count:
        near = list(assets_near(city.tenant, longitude=PLACE[0], latitude=PLACE[1], metres=500))
        assert {each.fleet.name for each in near} == {city.name}

    assert count.statements == 2


def test_regions_at_a_place_hold_now_and_cover_it(fleet):
    here = RegionFactory(fleet=fleet)
    RegionFactory(fleet=fleet, area=square(13.0, 52.0, 13.1, 52.1))
    RegionFactory(fleet=fleet, starts_at=later(hours=1))
    RegionFactory(fleet=fleet, ends_at=NOW)
    RegionFactory()
    corner = {
        "type": "Polygon",
        "coordinates": [[[13.3, 52.5], [13.4, 52.6], [13.3, 52.6], [13.3, 52.5]]],
    }
    RegionFactory(fleet=fleet, area=corner)

    assert regions_at(fleet, longitude=PLACE[0], latitude=PLACE[1], at=NOW) == [here]


@given(
    st.floats(-180, 180), st.floats(-89, 89), st.floats(1, 100_000),
    st.floats(-180, 180), st.floats(-89, 89),
)  # fmt: skip
def test_box_around_a_circle_misses_nothing(longitude, latitude, metres, other, up):
    box = box_around(longitude, latitude, metres)
    # Somewhere near, so that many examples are inside.
    east = (longitude + other / 1000 + 180) % 360 - 180
    north = max(-90.0, min(90.0, latitude + up / 100))
    if metres_between((latitude, longitude), (north, east)) > metres:
        return

    assert any(
        half.west - 1e-9 <= east <= half.east + 1e-9
        and half.south - 1e-9 <= north <= half.north + 1e-9
        for half in box.halves()
    )


def test_box_at_a_pole_goes_all_around():
    assert box_around(13.0, 89.9999, 1000)[0::2] == (-180.0, 180.0)
    assert Box(170.0, -1.0, -170.0, 1.0).halves() == [
        Box(170.0, -1.0, 180.0, 1.0),
        Box(-180.0, -1.0, -170.0, 1.0),
    ]
