"""Regions and plans beyond the samples: several polygons, the west and the south, all kinds of
parts, and whose they are."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from protocols.tomp.wire import plain
from sales.models import CatalogueEntry
from tests.factories.fleet import (
    AT_MOST,
    PAUSING,
    TENTH_OFF,
    FleetFactory,
    PlanPartFactory,
    PricingPlanFactory,
    RegionFactory,
    square,
)
from tests.factories.moments import NOW
from tests.protocols.tomp.edge.checking import check

pytestmark = pytest.mark.django_db

WEST, SOUTH = square(-58.5, -34.7, -58.3, -34.5), square(-58.2, -34.7, -58.1, -34.5)
BOTH = {"type": "MultiPolygon", "coordinates": [WEST["coordinates"], SOUTH["coordinates"]]}


def regions(rider):
    return check(rider.get("/operator/regions")).json()


def plans(rider):
    return check(rider.get("/operator/pricing-plans")).json()


def test_region_of_several_polygons_is_told_as_several(rider, world):
    world.region.area = BOTH
    world.region.save()

    told = regions(rider)

    assert [(one["regionId"], one["name"]) for one in told] == [
        ("123", "Berlin"),
        ("123~2", "Berlin"),
    ]
    assert [one["serviceArea"] for one in told] == [WEST, SOUTH]
    assert [(one["planId"], one["regionId"]) for one in plans(rider)] == [
        ("plan-123", "123"),
        ("plan-123~2", "123~2"),
    ]


def test_holes_stay_and_heights_go(rider, world):
    outline = [[[*place, 34.5] for place in ring] for ring in square()["coordinates"]]
    hole = square(13.34, 52.54, 13.36, 52.56)["coordinates"]
    world.region.area = {"type": "Polygon", "coordinates": [*outline, *hole]}
    world.region.save()

    [told] = regions(rider)

    assert told["serviceArea"]["coordinates"] == [*square()["coordinates"], *hole]


def test_region_tells_from_when_to_when_it_holds(rider, world):
    world.region.starts_at = NOW - timedelta(days=1)
    world.region.ends_at = NOW + timedelta(days=1)
    world.region.save()

    [told] = regions(rider)

    assert told["areaStartTime"] == "2026-05-31T10:00:00Z"
    assert told["areaEndTime"] == "2026-06-02T10:00:00Z"


def test_region_that_is_over_is_not_told(rider, world):
    world.region.ends_at = NOW
    world.region.save()

    assert regions(rider) == []


def test_parts_of_all_kinds_are_told(rider, world):
    plan = PricingPlanFactory(fleet=world.fleet, plan_id="all", parts=[], url="https://a.example/")
    bracket = {"scale_from": 30, "scale_to": Decimal("60.5"), "scale_unit": "MINUTE"}
    limits = {"minimum": Decimal("0.50"), "maximum": 5}
    flex = {"type": "FLEX", "amount": Decimal("0.25"), "unit": "MINUTE", "units": Decimal("2.5")}
    surge = {"type": "FIXED", "kind": "SURGE", "amount": Decimal("0.5"), "name": "Night"}
    for part in (AT_MOST, PAUSING, TENTH_OFF, {**flex, **bracket, **limits}, surge):
        PlanPartFactory(plan=plan, **part)

    told = plans(rider)[-1]

    euros = {"currencyCode": "EUR"}
    minutes = {"unitType": "MINUTE"}
    assert told["url"] == "https://a.example/"
    assert told["fare"]["parts"] == [
        {"amount": 25.0, **euros, "type": "MAX", "name": "At most"},
        {
            "amount": 0.05,
            **euros,
            "type": "FLEX",
            "name": "Per minute",
            **minutes,
            "units": 1,
            "assetState": "PAUSED",
        },
        {
            "amount": -10.0,
            **euros,
            "type": "FLEX",
            "unitType": "PERCENTAGE",
            "units": 1,
            "kind": "DISCOUNT",
        },
        {
            "amount": 0.25,
            **euros,
            "type": "FLEX",
            **minutes,
            "units": 2.5,
            "scaleType": "MINUTE",
            "scaleFrom": 30,
            "scaleTo": 60.5,
            "minimumAmount": 0.5,
            "maximumAmount": 5,
        },
        {"amount": 0.5, **euros, "type": "FIXED", "name": "Night", "kind": "SURGE"},
    ]


def test_fleet_that_the_channel_does_not_sell_is_not_told(rider, world):
    other = FleetFactory(operator=world.fleet.operator)
    RegionFactory(fleet=other)
    PricingPlanFactory(fleet=other)

    assert [one["regionId"] for one in regions(rider)] == ["123"]
    assert [one["planId"] for one in plans(rider)] == ["plan-123"]


def test_channel_that_sells_nothing_has_no_regions(rider, world):
    CatalogueEntry.objects.filter(channel=world.channel).delete()

    assert (regions(rider), plans(rider)) == ([], [])


@pytest.mark.parametrize(
    ("told", "shown"), [("1.0000", "1"), ("2.5000", "2.5"), ("0", "0"), ("-10.0000", "-10")]
)
def test_numbers_are_as_short_as_they_can_be(told, shown):
    assert repr(plain(Decimal(told))) == shown
