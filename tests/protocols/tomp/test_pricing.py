"""GET /operator/pricing-plans: what products cost before a trip is named."""

from __future__ import annotations

from decimal import Decimal

import pytest

from protocols.tomp.fares import plan_to_wire
from sales.catalogue.price_list import ListPrice
from sales.models import CatalogueEntry
from tests.factories.sales import ProductFactory
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.published import read_published

pytestmark = pytest.mark.django_db


def plan(amount="4.00", **facts):
    product = ProductFactory.build(
        code="single", name="Single", vat_rate=Decimal("9.00"), tenant=None, operator=None,
        ticket_type=None, description=facts.pop("text", ""),
    )  # fmt: skip
    price = ListPrice(product, "17", "Adult", Decimal(amount), "EUR", **facts)
    wire = plan_to_wire(price, country="NL")
    published = read_published("1.1.0")
    if published is not None:
        published.validate(wire, "components", "schemas", "systemPricingPlan")
    return wire


def test_plans_are_those_of_the_products_on_sale(at_once):
    partner, fare = Partner(at_once), at_once.shop.fare

    response = partner.get("/operator/pricing-plans")

    [told] = response.json()
    assert told["planId"] == f"{at_once.shop.product.code}-{fare.pk}"
    assert told["fare"]["parts"][0]["amount"] == 4.0
    published = read_published("1.1.0")
    if published is not None:
        published.check("GET", "/operator/pricing-plans", response)
    CatalogueEntry.objects.all().delete()
    assert partner.get("/operator/pricing-plans").json() == []


def test_flat_price_is_one_fixed_part():
    assert plan() == {
        "planId": "single-17",
        "name": "Single: Adult",
        "isTaxable": False,
        "description": "4.00 EUR for Adult.",
        "fare": {
            "estimated": False,
            "description": "Single",
            "parts": [
                {
                    "type": "FIXED",
                    "name": "Adult",
                    "amount": 4.0,
                    "amountExVat": 3.67,
                    "currencyCode": "EUR",
                    "vatRate": 9.0,
                    "vatCountryCode": "NL",
                }
            ],
        },
    }


@pytest.mark.parametrize(("zones", "words"), [(1, "one zone"), (3, "up to 3 zones")])
def test_price_by_zones_names_them(zones, words):
    assert plan(max_zones=zones)["name"] == f"Single: Adult, {words}"


def test_price_by_distance_has_a_flexible_part_in_its_scale():
    told = plan(from_km=5, max_km=20, per_km=Decimal("0.1500"), band="Peak", text="By bus.")

    fixed, flexible = told["fare"]["parts"]
    scale = {"scaleFrom": 5, "scaleTo": 20, "scaleType": "KM"}
    assert (fixed["type"], flexible["type"], flexible["amount"]) == ("FIXED", "FLEX", 0.15)
    assert (flexible["unitType"], flexible["units"]) == ("KM", 1)
    assert all(scale.items() <= part.items() for part in (fixed, flexible))
    assert told["name"] == "Single: Adult, up to 20 km, Peak"
    assert told["description"] == (
        "By bus. 4.00 EUR and 0.15 for each km begun, for Adult, up to 20 km, Peak."
    )


def test_last_step_of_distance_has_no_end():
    [flexible] = plan("0.00", from_km=20, per_km=Decimal("0.2"))["fare"]["parts"]

    assert (flexible["type"], flexible["scaleFrom"], "scaleTo" in flexible) == ("FLEX", 20, False)


def test_product_that_costs_nothing_has_a_part_all_the_same():
    [part] = plan("0.00")["fare"]["parts"]

    assert (part["type"], part["amount"]) == ("FIXED", 0.0)


def test_price_that_the_trip_decides_is_an_estimate():
    told = plan(highest=Decimal("9.00"))

    assert told["fare"]["estimated"] is True
    assert told["description"] == (
        "4.00 EUR to 9.00 EUR for Adult, by where the trip begins and ends."
    )


def test_one_price_between_all_areas_is_told_once():
    assert plan(highest=Decimal("4.00"))["description"] == (
        "4.00 EUR for Adult, by where the trip begins and ends."
    )
