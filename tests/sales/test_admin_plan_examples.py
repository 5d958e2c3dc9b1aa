"""What rentals would cost, beside the plan."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from operators.models import PricingPlan
from sales.admin.plan_examples import NO_PRODUCT, example_table
from tests.admin_world import address, logged_in, member
from tests.factories.fleet import PricingPlanFactory
from tests.factories.rentals import open_rental_shop

pytestmark = pytest.mark.django_db


def test_examples_are_priced_part_by_part_with_the_vat_of_the_product():
    shop = open_rental_shop(product={"vat_rate": Decimal(19)})
    plan = shop.asset.asset_type.default_plan

    told = example_table(plan)

    assert told.count("<tr>") == 6
    assert "<td" in told
    assert "1.95 EUR" in told
    assert "0.31 EUR" in told
    assert "Unlock fee 1.00 + Per minute 0.95" in told
    assert f"With the VAT of {shop.product}, 19 percent." in told


def test_plan_of_a_fleet_that_nothing_sells_is_priced_without_vat():
    told = example_table(PricingPlanFactory(tax_included=False))

    assert NO_PRODUCT in told
    assert told.count("0.00 EUR") == 5


def test_page_of_a_plan_shows_the_examples_once_it_is_saved():
    plan = PricingPlanFactory()
    browser = logged_in(member(plan.tenant))

    pages = [browser.get(address(each, page)) for each, page in
             [(plan, "change"), (PricingPlan, "add")]]  # fmt: skip

    assert [page.status_code for page in pages] == [200, 200]
    assert ["What rentals cost" in page.content.decode() for page in pages] == [True, False]


def test_what_a_field_tells_is_worked_out_no_more_than_unfold_does_by_itself():
    plan = PricingPlanFactory()
    browser = logged_in(member(plan.tenant))

    with CaptureQueriesContext(connection) as asked:
        page = browser.get(address(plan, "change"))

    # Twice when its two loops over the row make the field, and once for what it tells.
    assert len([one for one in asked if 'FROM "sales_product"' in one["sql"]]) == 3
    assert page.text.count("What rentals cost") == 1
