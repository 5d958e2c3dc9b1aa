"""GET /operator/pricing-plans: what vehicles cost, beside fares."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.factories.fleet import (
    AT_MOST,
    PAUSING,
    PER_MINUTE,
    TENTH_OFF,
    UNLOCKING,
    FleetFactory,
    PlanPartFactory,
    PricingPlanFactory,
    RegionFactory,
    VehicleStationFactory,
    square,
)
from tests.factories.rentals import open_rental_shop
from tests.protocols.tomp.informing.asking import Asker
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db

TAX = {"currencyCode": "EUR", "vatRate": 19.0, "vatCountryCode": "NL"}
BOTH = {
    "type": "MultiPolygon",
    "coordinates": [square()["coordinates"], square(1, 1, 2, 2)["coordinates"]],
}


def ids(told: list[dict]) -> list[tuple[str, str | None]]:
    return [(each["planId"], each.get("regionId")) for each in told]


def parts(told: dict) -> list[dict]:
    return told["fare"]["parts"]


def test_plan_tells_amounts_with_their_vat(shop, asker, version):
    plan = shop.asset.asset_type.default_plan
    plan.url = "https://a.example/"
    plan.is_taxable = True
    plan.save()

    told = asker.ask("pricing-plans")

    surge = {} if version == "1.1.3" else {"surgePricing": False}
    assert told == [
        {
            "planId": plan.plan_id,
            "name": plan.name,
            "isTaxable": False,
            **surge,
            "description": "Pay per minute pricing",
            "url": "https://a.example/",
            "fare": {
                "estimated": False,
                "description": plan.name,
                "parts": [
                    {
                        "type": "FIXED",
                        "name": "Unlock fee",
                        "amount": 1.0,
                        "amountExVat": 0.8403,
                        **TAX,
                    },
                    {
                        "type": "FLEX",
                        "name": "Per minute",
                        "amount": 0.19,
                        "amountExVat": 0.1597,
                        **TAX,
                        "unitType": "MINUTE",
                        "units": 1,
                    },
                ],
            },
        }
    ]


def test_vat_is_added_to_a_plan_without_it(shop, asker, version):
    plan = shop.asset.asset_type.default_plan
    plan.tax_included = False
    plan.save()
    PlanPartFactory(plan=plan, **TENTH_OFF)

    [told] = asker.ask("pricing-plans")

    amounts = [(part["amount"], part.get("amountExVat")) for part in parts(told)]
    percent = -10.0 if version == "1.1.3" else None
    assert amounts == [(1.19, 1.0), (0.2261, 0.19), (-10.0, percent)]


def test_parts_of_all_kinds_are_told_as_the_version_can(clock, version):
    bracket = {"scale_from": 30, "scale_to": Decimal("60.5"), "scale_unit": "MINUTE"}
    limits = {"minimum": Decimal("0.50"), "maximum": 5}
    flex = {"type": "FLEX", "amount": Decimal("0.25"), "unit": "MINUTE", "units": Decimal("2.5")}
    surge = {"type": "FIXED", "kind": "SURGE", "amount": Decimal("0.5"), "name": "Night"}
    told_parts = [UNLOCKING, PAUSING, AT_MOST, TENTH_OFF, {**flex, **bracket, **limits}, surge]
    shop = open_rental_shop(told_parts)
    asker = Asker(open_channel(shop.channel)[1], version)

    [told] = asker.ask("pricing-plans")

    _, *rest = parts(told)
    known = [{m: part[m] for m in part if m not in ("amountExVat", *TAX)} for part in rest]
    off = {"type": "FLEX", "name": "Flex", "amount": -10.0, "unitType": "PERCENTAGE", "units": 1}
    bounded = {"type": "FLEX", "name": "Flex", "amount": 0.25, "unitType": "MINUTE", "units": 2.5}
    bounded |= {"scaleType": "MINUTE", "scaleFrom": 30, "scaleTo": 60.5}
    amounts = {"minimumAmount": 0.5, "maximumAmount": 5}
    night = {"type": "FIXED", "name": "Night", "amount": 0.5}
    cap = {"type": "MAX", "name": "At most", "amount": 25.0}
    if version == "1.1.3":
        assert known == [
            cap,
            {**off, "meta": {"kind": "DISCOUNT"}},
            {**bounded, "meta": amounts},
            {**night, "meta": {"kind": "SURGE"}},
        ]
        assert told["description"] == (
            "Pay per minute pricing While paused: 0.05 EUR for 1 MINUTE."
        )
        return
    pausing = {"type": "FLEX", "name": "Per minute", "amount": 0.05, "unitType": "MINUTE"}
    assert known == [
        {**pausing, "units": 1, "assetState": "PAUSED"},
        cap,
        {**off, "kind": "DISCOUNT"},
        {**bounded, **amounts},
        {**night, "kind": "SURGE"},
    ]
    assert told["surgePricing"] is True


def test_pause_that_costs_once_is_told_in_words(clock):
    fee = {"type": "FIXED", "amount": Decimal("0.50"), "use": "PAUSED"}
    shop = open_rental_shop([PER_MINUTE, fee])
    plan = shop.asset.asset_type.default_plan
    plan.description = ""
    plan.save()
    asker = Asker(open_channel(shop.channel)[1], "1.1.3")

    [told] = asker.ask("pricing-plans")

    assert told["description"] == "While paused: 0.5 EUR."


def test_plan_without_words_is_called_by_its_name(shop, asker):
    plan = shop.asset.asset_type.default_plan
    plan.description = ""
    plan.save()

    [told] = asker.ask("pricing-plans")

    assert told["description"] == plan.name


def test_plan_of_a_region_is_told_for_each_polygon_and_there_alone(shop, asker):
    everywhere = shop.asset.asset_type.default_plan.plan_id
    region = RegionFactory(fleet=shop.fleet, region_id="two", area=BOTH)
    RegionFactory(fleet=shop.fleet, region_id="sea")
    PricingPlanFactory(fleet=shop.fleet, plan_id="p", region=region)
    PricingPlanFactory(fleet=FleetFactory(operator=shop.fleet.operator))
    VehicleStationFactory(fleet=shop.fleet, station_id="dock", region=region)
    VehicleStationFactory(fleet=shop.fleet, station_id="alone")
    whole = [(everywhere, None), ("p", "two"), ("p~2", "two~2")]

    assert ids(asker.ask("pricing-plans")) == whole
    assert ids(asker.ask("pricing-plans?regionId=two")) == whole
    assert ids(asker.ask("pricing-plans?regionId=two~2")) == [whole[0], whole[2]]
    assert ids(asker.ask("pricing-plans?regionId=sea")) == whole[:1]
    assert ids(asker.ask("pricing-plans?stationId=dock")) == whole
    assert ids(asker.ask("pricing-plans?stationId=alone")) == whole[:1]


def test_fares_come_first_and_hold_where_timetables_do(both, both_asker, feed, at_once):
    plan = both.asset.asset_type.default_plan
    fare = f"{at_once.shop.product.code}-{at_once.shop.fare.pk}"
    RegionFactory(fleet=both.fleet, region_id="here")
    VehicleStationFactory(fleet=both.fleet, station_id="dock")

    def told(query=""):
        return [each["planId"] for each in both_asker.ask(f"pricing-plans{query}")]

    assert told() == [fare, plan.plan_id]
    assert told(f"?regionId={feed.reference}") == [fare]
    assert told("?stationId=market") == [fare]
    assert told("?regionId=here") == told("?stationId=dock") == [plan.plan_id]
    assert told("?regionId=here&stationId=dock") == [plan.plan_id]
