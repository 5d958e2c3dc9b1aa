from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from sales.books.actions import close_period
from sales.exports.totals import totals_of
from sales.models import Posting
from sales.orders.actions import add_fee, cancel_lines
from sales.orders.states import FeeType
from sales.orders.terms import FeeTerms
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import choose, draft, lines_of, settle, sold
from tests.factories.scenarios import open_shop
from tests.sales.exporting import csv_rows, summed, wish
from tests.standing import standing

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
NEXT_WEEK = TODAY + timedelta(days=7)


@standing
def shop():
    return open_shop()


def taken_back(order, *, at):
    cancel_lines(order, lines=[lines_of(order)[0].reference], by=BY, at=at)
    fee = FeeTerms(FeeType.REFUNDING, Decimal("1.00"), Decimal("9.00"), "Late")
    add_fee(order, fee, by=BY, at=at)
    return settle(order, at=at)


def test_line_is_told_as_it_was_sold(shop):
    order = sold(shop, 34, pos="Desk 3")
    [line] = lines_of(order)

    [row] = csv_rows(wish(shop.tenant, "order_lines", TODAY, TODAY))

    assert row == {
        "order": order.code,
        "kind": "LINE",
        "reference": str(line.reference),
        "state": "CONFIRMED",
        "sold_on": TODAY.isoformat(),
        "returned_on": "",
        "seller": str(shop.channel.seller.number),
        "channel": shop.channel.netex_id,
        "pos": "Desk 3",
        "version": "1",
        "returned_in_version": "",
        "product": shop.product.code,
        "description": shop.product.name,
        "passenger_category": "Adult",
        "count": "1",
        "operator": shop.product.operator.code,
        "earner": str(shop.channel.seller.number),
        "currency": "EUR",
        "unit_amount": "4.00",
        "amount": "4.00",
        "tax_amount": "0.33",
        "vat_rate": "9.00",
        "vat_code": line.vat_code,
        "booked_amount": "4.00",
        "booked_tax_amount": "0.33",
    }


def test_line_that_is_taken_back_later_is_told_in_both_periods(shop):
    order = sold(shop)
    first = wish(shop.tenant, "order_lines", TODAY, TODAY)
    before = csv_rows(first)

    taken_back(order, at=later(days=7))

    assert csv_rows(first) == before
    back, fee = csv_rows(wish(shop.tenant, "order_lines", NEXT_WEEK, NEXT_WEEK))
    assert (back["state"], back["booked_amount"], back["booked_tax_amount"]) == (
        "CANCELLED",
        "-4.00",
        "-0.33",
    )
    assert (fee["kind"], fee["product"], fee["description"], fee["booked_amount"]) == (
        "FEE",
        "REFUNDING",
        "Late",
        "1.00",
    )


@pytest.mark.parametrize("days", [(TODAY, TODAY), (NEXT_WEEK, NEXT_WEEK), (TODAY, NEXT_WEEK), ()])
def test_totals_are_those_of_the_books(shop, days):
    taken_back(sold(shop, 34, 8), at=later(days=7))
    sold(shop)
    wanted = wish(shop.tenant, "order_lines", *days)
    postings = Posting.objects.filter(kind="CONFIRMATION")
    if days:
        postings = postings.filter(booked_on__range=days)
    sums = dict(postings.values_list("account").annotate(Sum("amount")))

    rows, totals = csv_rows(wanted), totals_of(wanted)

    assert totals.rows == len(rows)
    assert totals.of("booked_amount", "EUR") == sums["CUSTOMER_RECEIVABLE"]
    assert totals.of("booked_tax_amount", "EUR") == -sums["VAT_PAYABLE"]
    assert summed(rows, "booked_amount") == sums["CUSTOMER_RECEIVABLE"]


def test_sandbox_sale_is_in_no_period():
    shop = open_shop(mode="SANDBOX")
    sold(shop)

    assert csv_rows(wish(shop.tenant, "order_lines", date.min, date.max)) == []


def test_line_that_costs_nothing_is_sold_on_a_day_too():
    shop = open_shop(amount="0.00")
    sold(shop)

    [row] = csv_rows(wish(shop.tenant, "order_lines", TODAY, TODAY))

    assert (row["state"], row["sold_on"], row["booked_amount"]) == (
        "CONFIRMED",
        TODAY.isoformat(),
        "0.00",
    )


def test_sale_that_comes_late_is_told_in_the_open_period(shop):
    sold(shop)
    close_period(shop.channel.seller.ledger, ends_on=TODAY, by=BY, at=later(days=1))
    before = csv_rows(wish(shop.tenant, "order_lines", TODAY, TODAY))

    late = sold(shop)

    assert csv_rows(wish(shop.tenant, "order_lines", TODAY, TODAY)) == before
    tomorrow = TODAY + timedelta(days=1)
    [row] = csv_rows(wish(shop.tenant, "order_lines", tomorrow, tomorrow))
    assert (row["order"], row["sold_on"]) == (late.code, tomorrow.isoformat())
    assert late.versions.get().booked_on == tomorrow


def test_draft_is_told_only_without_a_period(shop):
    order = draft(shop, choose(shop))

    [row] = csv_rows(wish(shop.tenant, "order_lines"))

    assert (row["order"], row["state"], row["sold_on"], row["booked_amount"]) == (
        order.code,
        "DRAFT",
        "",
        "0.00",
    )
    assert csv_rows(wish(shop.tenant, "order_lines", TODAY, TODAY)) == []
