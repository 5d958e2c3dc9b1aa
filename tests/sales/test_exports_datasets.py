"""What holds for every dataset: totals, closed periods, filters, walls."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum

from operators.listing.pages import page_of
from operators.models import Operator, Organisation
from sales.books.actions import close_period
from sales.exports.datasets import DATASETS, find_dataset
from sales.exports.errors import UnknownDataset, WishUnfit
from sales.exports.totals import ControlTotals, totals_of
from sales.exports.wishes import Format
from sales.models import Posting, Product, SalesChannel
from sales.orders.actions import update_contact
from sales.orders.terms import Contact
from tests.factories.moments import BY, later
from tests.factories.orders import sold
from tests.factories.scenarios import open_shop
from tests.sales import exporting
from tests.sales.exporting import csv_rows, json_rows, summed, written
from tests.sales.paying import WHOLE, capture, cash
from tests.sales.trade import BOTH, FIRST, SECOND, second_week, third_week, week_of, weeks_of
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provider")]

MONEY = ("CHANNEL_RECEIVABLE", "PSP_CLEARING", "CASH")
SALES, CUSTOMER, VAT = {"kind": "CONFIRMATION"}, "CUSTOMER_RECEIVABLE", "VAT_PAYABLE"
PAID, GIVEN = {"kind": "CAPTURE"}, {"kind__in": ["CREDIT", "FEE"]}
BOOKED = [
    ("orders", "booked_amount", 1, {**SALES, "account": CUSTOMER}),
    ("orders", "booked_tax_amount", -1, {**SALES, "account": VAT}),
    ("order_lines", "booked_amount", 1, {**SALES, "account": CUSTOMER}),
    ("order_lines", "booked_tax_amount", -1, {**SALES, "account": VAT}),
    ("vat_breakdown", "gross_amount", 1, {**SALES, "account": CUSTOMER}),
    ("vat_breakdown", "tax_amount", -1, {"account": VAT}),
    ("payments", "booked_amount", 1, {**PAID, "account__in": MONEY}),
    ("credits", "booked_amount", 1, {**GIVEN, "account__in": MONEY}),
    ("sales_journal", "debit", 1, {"amount__gt": 0}),
    ("sales_journal", "credit", -1, {"amount__lt": 0}),
]
"""A dataset, its column, the sign that it has in the books, and the postings that it equals."""


def wish(tenant, name, *days, **more):
    """A wish; a batch has one currency."""
    one = {"pairs": (("currency", "EUR"),)} if name == "accounting_batch" else {}
    return exporting.wish(tenant, name, *days, **{**one, **more})


@standing
def trade(opened):
    return week_of(*opened)


@standing
def both_weeks(trade):
    return weeks_of(trade)


def booked(days, **lookups):
    """What the postings come to in each currency."""
    found = Posting.objects.filter(**lookups)
    if days:
        found = found.filter(booked_on__range=days)
    sums = found.values_list("currency").annotate(Sum("amount"))
    return {currency: amount for currency, amount in sums.order_by() if amount}


def told(totals: ControlTotals, column: str):
    return {one.currency: one.amount for one in totals.sums if one.column == column and one.amount}


@pytest.mark.parametrize("days", [FIRST, SECOND, BOTH, ()], ids=["first", "second", "both", "all"])
@pytest.mark.parametrize(("name", "column", "sign", "postings"), BOOKED)
def test_totals_are_those_of_the_books(both_weeks, days, name, column, sign, postings):
    wanted = wish(both_weeks.shop.tenant, name, *days)

    totals, rows = totals_of(wanted), csv_rows(wanted)

    in_books = {currency: sign * found for currency, found in booked(days, **postings).items()}
    assert in_books != {} or days == FIRST
    assert told(totals, column) == in_books
    assert totals.rows == len(rows)
    for currency, amount in in_books.items():
        assert summed([row for row in rows if row["currency"] == currency], column) == amount


@pytest.mark.parametrize("days", [FIRST, BOTH, ()], ids=["first", "both", "now"])
def test_open_items_are_what_the_accounts_come_to(both_weeks, days):
    rows = csv_rows(wish(both_weeks.shop.tenant, "open_items", *days))

    until = {"booked_on__lte": days[1]} if days else {}
    for account in (CUSTOMER, "CHANNEL_RECEIVABLE"):
        open_ones = [row for row in rows if row["account"] == account]
        for currency in ("EUR", "NOK"):
            mine = [row for row in open_ones if row["currency"] == currency]
            found = booked((), account=account, **until).get(currency, Decimal(0))
            assert summed(mine, "open_amount") == found


def test_customer_that_paid_ahead_is_an_open_item(desk):
    half = desk.pay(cash(WHOLE / 2)).transactions.get()
    capture(half)

    [row] = csv_rows(wish(desk.shop.tenant, "open_items"))

    assert (row["account"], row["order"], row["open_amount"]) == (
        CUSTOMER, desk.order.code, "-723.00",
    )  # fmt: skip


def rename_everything(trade):
    """What people may change at any time, and must not change what was told."""
    for model, name in ((Product, "code"), (SalesChannel, "code"), (Operator, "code")):
        for row in model.objects.all():
            model.objects.filter(pk=row.pk).update(**{name: f"new-{row.pk}", "name": "New"})
    for row in SalesChannel.objects.all():
        changed = f"NEW:DistributionChannel:c{row.pk}"
        SalesChannel.objects.filter(pk=row.pk).update(netex_id=changed)
    for row in Organisation.objects.all():
        Organisation.objects.filter(pk=row.pk).update(name=f"New {row.pk}", vat_number="NEW")
    update_contact(
        trade.kept,
        contact=Contact(name="New", email="", phone=""),
        external_reference="new",
        created_by="new",
        by=BY,
        at=later(days=7),
    )


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "audit_log"])
def test_closed_period_gives_the_same_bytes_again(trade, name):
    formats = find_dataset(name).formats
    wishes = [
        wish(trade.shop.tenant, name, *days, format=one)
        for days in (FIRST, SECOND)
        for one in formats
    ]
    second_week(trade)
    ledger = trade.shop.channel.seller.ledger
    close_period(ledger, ends_on=SECOND[1], by=BY, at=later(days=8))
    before = [written(one) for one in wishes]

    third_week(trade)
    rename_everything(trade)

    assert [written(one) for one in wishes] == before
    assert max(totals_of(one).rows for one in wishes) > 0


def test_open_period_is_told_later_as_it_was(trade):
    """Nothing that comes afterwards is seen, though nobody has closed the period."""
    wishes = [wish(trade.shop.tenant, name, *FIRST) for name in DATASETS]
    before = [written(one) for one in wishes]

    second_week(trade)

    assert [written(one) for one in wishes] == before


def test_audit_log_has_what_happened_to_everything(trade):
    rows = csv_rows(wish(trade.shop.tenant, "audit_log", *FIRST))

    kinds = {row["kind"] for row in rows}
    assert {"OrderEvent", "PaymentOperation", "SettlementEvent", "TicketEvent"} <= kinds


def test_audit_log_has_the_changes_of_configuration(trade):
    rows = csv_rows(wish(trade.shop.tenant, "audit_log"))

    assert {"ProductChange", "FareChange", "SalesChannelChange"} <= {row["kind"] for row in rows}


FILTERS = [
    ("orders", (), "order", "code"),
    ("orders", (("state", "eq:CONFIRMED"), ("total_amount", "gte:5")), "order", "code"),
    ("orders", (("lines.state", "eq:CANCELLED"),), "order", "code"),
    ("orders", (("currency", "ne:NOK"),), "order", "code"),
    ("order_lines", (("lines.state", "ne:DRAFT"),), "reference", "reference"),
    ("order_lines", (("lines.amount", "gt:1000"), ("state", "in:CONFIRMED,DRAFT")), "reference",
     "reference"),
    ("payments", (), "payment", "number"),
    ("payments", (("transactions.type", "eq:VISA"),), "payment", "number"),
    ("credits", (("state", "eq:CREDITED"),), "credit", "number"),
    ("sales_journal", (("account", "eq:VAT_PAYABLE"), ("amount", "lt:0")), "document", "document"),
    ("settlement", (("kind", "eq:PARTNER"),), "number", "number"),
    ("closings", (("is_counted", "eq:false"),), "settlement", "settlement.code"),
]  # fmt: skip
"""A dataset and a filter, the column that says which row it is, and where the listed row has it."""


@pytest.mark.parametrize(("name", "pairs", "column", "path"), FILTERS)
def test_filter_finds_in_a_file_what_a_list_shows(both_weeks, name, pairs, column, path):
    tenant = both_weeks.shop.tenant
    listing = find_dataset(name).listing
    rows = listing.model._default_manager.all()
    listed = page_of(rows, listing.read(pairs, per_page="100")).rows
    keys = []
    for row in listed:
        value = row
        for step in path.split("."):
            value = getattr(value, step)
        keys.append(str(value))

    told = [row[column] for row in csv_rows(wish(tenant, name, pairs=pairs))]

    if name == "order_lines":
        assert sorted(told) == sorted(keys)
    assert set(told) == set(keys) != set()
    assert [str(row[column]) for row in json_rows(wish(tenant, name, pairs=pairs))] == told


def test_filter_of_orders_finds_their_lines_and_fees(both_weeks):
    wanted = wish(both_weeks.shop.tenant, "order_lines", pairs=(("currency", "EUR"),))
    with_lines = wish(both_weeks.shop.tenant, "order_lines", pairs=(("lines.state", "CANCELLED"),))

    assert {row["kind"] for row in csv_rows(wanted)} == {"LINE", "FEE"}
    assert {row["kind"] for row in csv_rows(with_lines)} == {"LINE"}


@pytest.mark.parametrize("name", DATASETS)
def test_other_tenants_rows_are_in_no_file(trade, name):
    stranger = open_shop(timezone="Europe/Oslo")
    days = FIRST
    mine = wish(trade.shop.tenant, name, *days)
    before = written(mine)

    sold(stranger)

    assert written(mine) == before
    if name != "accounting_batch":
        theirs = {row.get("order") for row in csv_rows(wish(stranger.tenant, name, *days))}
        assert theirs.isdisjoint({trade.kept.code, trade.returned.code, trade.by_card.code})


@pytest.mark.parametrize("name", DATASETS)
def test_books_that_may_not_be_seen_are_left_out(trade, name):
    wanted = wish(trade.shop.tenant, name, *FIRST, sellers=frozenset())

    if name in ("audit_log", "accounting_batch"):
        with pytest.raises(WishUnfit):
            written(wanted)
    else:
        assert csv_rows(wanted) == []


@pytest.mark.parametrize("name", DATASETS)
def test_every_column_says_what_it_means(name):
    dataset = DATASETS[name]
    for columns in dataset.column_sets.values():
        assert all(column.meaning.endswith(".") for column in columns)
        assert len({column.name for column in columns}) == len(columns)
        summed_ones = [column for column in columns if column.is_summed]
        assert dataset.currency in {"", *(column.name for column in columns)}
        assert summed_ones == [] or dataset.currency
    assert dataset.period.endswith(tuple("abcdefghijklmnopqrstuvwxyz"))


def test_dataset_nobody_knows_is_refused():
    with pytest.raises(UnknownDataset, match="no dataset 'money'"):
        find_dataset("money")


def test_version_that_never_was_is_refused(trade):
    with pytest.raises(UnknownDataset, match="Orders have no version 2"):
        written(wish(trade.shop.tenant, "orders", version=2))


@pytest.mark.parametrize(
    ("name", "more", "sentence"),
    [
        ("orders", {"format": Format.DATEV}, "as CSV, XLSX, JSON_LINES, not as DATEV"),
        ("accounting_batch", {}, "need a period"),
        ("open_items", {"pairs": (("account", "CASH"),)}, "cannot be filtered"),
    ],
)
def test_wish_that_makes_no_sense_is_refused(trade, name, more, sentence):
    with pytest.raises(WishUnfit, match=sentence):
        written(wish(trade.shop.tenant, name, **more))


def test_period_that_ends_before_it_begins_is_refused(trade):
    with pytest.raises(WishUnfit, match="ends before it begins"):
        wish(trade.shop.tenant, "orders", date(2026, 2, 1), date(2026, 1, 1))
