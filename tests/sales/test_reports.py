"""Reports: every figure is what the rows behind it come to, and what exports and books say."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import F, Sum

from operators.listing.matching import matching
from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Document, Entry, Place, post_document
from sales.books.listings import POSTINGS
from sales.exports.listings import FEES, LINES
from sales.exports.totals import totals_of
from sales.models import Fee, OrderLine, Posting
from sales.money import total
from sales.reports.errors import ReportUnfit
from sales.reports.figures import Reading, Rows
from sales.reports.open_items import open_items_report
from sales.reports.sales import Grouping, sales_report
from sales.reports.spans import Days, Span, Step
from sales.reports.vat import vat_report
from tests.counting import counted
from tests.factories.moments import NOW
from tests.factories.orders import sold
from tests.factories.scenarios import open_shop
from tests.sales.exporting import wish
from tests.sales.paying import WHOLE, capture, cash
from tests.sales.trade import BOTH, FIRST, NEXT_WEEK, SECOND, TODAY, week_of, weeks_of
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provider")]

LISTED = {
    Rows.POSTINGS: (Posting, POSTINGS),
    Rows.LINES: (OrderLine, LINES),
    Rows.FEES: (Fee, FEES),
}
READ = {
    Reading.CREDIT: -F("amount"),
    Reading.DEBIT: F("amount"),
    Reading.NET: F("amount") - F("tax_amount"),
    Reading.GROSS: F("amount"),
}
DAYS = pytest.mark.parametrize("days", [FIRST, SECOND, BOTH], ids=["first", "second", "both"])


@standing
def trade(opened):
    return weeks_of(week_of(*opened))


@pytest.fixture
def ledger(trade):
    return trade.shop.channel.seller.ledger


def rows_behind(figure):
    model, listing = LISTED[figure.rows]
    return matching(model.objects.all(), listing.conditions(figure.conditions))


def sum_behind(figure):
    found = rows_behind(figure).aggregate(sum=Sum(READ[figure.reading]))["sum"]
    return -found if figure.title in ("taken back", "fees taken off") else found


def figures_of(tables):
    for table in tables:
        for line in [*table.lines, table.total]:
            for cell in line.cells:
                yield from cell.figures


def report_of(name, ledger, days, step=Step.DAY):
    if name == "vat":
        return vat_report(ledger, Span(*days, step))
    if name == "open items":
        return open_items_report(ledger, days[1])
    return sales_report(ledger, Span(*days, step), Grouping(name))


def totals_row(tables, anchor):
    [table] = [one for one in tables if one.anchor == anchor]
    return [cell.amount for cell in table.total.cells]


@pytest.mark.parametrize(
    ("days", "step"), [(FIRST, Step.DAY), (SECOND, Step.DAY), *((BOTH, step) for step in Step)]
)
@pytest.mark.parametrize("name", ["vat", "open items", *Grouping])
def test_every_figure_is_the_sum_of_the_rows_behind_it(ledger, name, days, step):
    sold(open_shop())

    figures = list(figures_of(report_of(name, ledger, days, step)))

    assert [one.amount for one in figures] == [sum_behind(one) for one in figures]
    assert len(figures) >= 2


@DAYS
@pytest.mark.parametrize("name", ["vat", "open items", *Grouping])
def test_lines_of_a_table_come_to_its_total(ledger, name, days):
    for table in report_of(name, ledger, days):
        columns = zip(*(line.cells for line in table.lines), strict=True)
        sums = [total(cell.amount for cell in column) for column in columns]
        assert sums == [cell.amount for cell in table.total.cells]


@DAYS
def test_vat_is_that_of_the_export(ledger, days):
    tables = vat_report(ledger, Span(*days, Step.MONTH))

    totals = totals_of(wish(ledger.tenant, "vat_breakdown", *days))

    for currency in {one.currency for one in tables}:
        net, _, gross, _, tax = totals_row(tables, f"rates-{currency.lower()}")
        assert (net, gross, tax) == tuple(
            totals.of(column, currency) for column in ("net_amount", "gross_amount", "tax_amount")
        )


@DAYS
def test_open_items_are_those_of_the_export(ledger, days):
    tables = open_items_report(ledger, days[1])

    totals = totals_of(wish(ledger.tenant, "open_items", *days))

    for currency in ("EUR", "NOK"):
        mine = [one.total.cells[0].amount for one in tables if one.currency == currency]
        assert total(mine) == totals.of("open_amount", currency)


@DAYS
@pytest.mark.parametrize("grouping", Grouping)
def test_sales_are_those_of_the_export_whatever_they_are_told_by(ledger, grouping, days):
    tables = sales_report(ledger, Span(*days, Step.WEEK), grouping)

    totals = totals_of(wish(ledger.tenant, "order_lines", *days))

    for table in tables:
        gross, tax = (
            totals.of(name, table.currency) for name in ("booked_amount", "booked_tax_amount")
        )
        assert table.total.cells[-1].amount == gross - tax


def test_vat_of_other_documents_is_told_beside_that_of_sales(ledger):
    seller = ledger.organisation_id
    document = Document(DocumentKind.STATEMENT, ledger.tenant_id, seller, "EUR", reference="S-1")
    vat = Place(Account.VAT_PAYABLE, seller, vat_rate=Decimal("25.00"))
    revenue = Place(Account.COMMISSION_REVENUE, seller)
    entries = [Entry(vat, Decimal("-2.00")), Entry(revenue, Decimal("2.00"))]
    post_document(document, entries, at=NOW)

    tables = vat_report(ledger, Span(*FIRST, Step.DAY))

    on_sales, gross, beside, in_all = totals_row(tables, "rates-eur")[1:]
    assert (beside, in_all) == (2, on_sales + 2)
    tax = totals_of(wish(ledger.tenant, "vat_breakdown", *FIRST)).of("tax_amount", "EUR")
    assert (in_all, gross) == (tax, 12)
    figures = list(figures_of(tables))
    assert [one.amount for one in figures] == [sum_behind(one) for one in figures]


def test_product_that_came_back_shows_both(ledger, trade):
    [euros] = [
        one
        for one in sales_report(ledger, Span(*SECOND, Step.DAY), Grouping.PRODUCT)
        if one.currency == "EUR"
    ]

    product, fees = trade.shop.product.name, "Fees"
    assert list(euros.columns) == [product, fees, "Total"]
    [line] = euros.lines
    assert [one.title for one in line.cells[0].figures] == ["sold", "taken back"]


def test_customer_that_paid_ahead_is_an_open_item(desk):
    capture(desk.pay(cash(WHOLE / 2)).transactions.get())
    ledger = desk.shop.channel.seller.ledger

    tables = open_items_report(ledger, TODAY)

    [customers] = [one for one in tables if one.anchor == "orders-nok"]
    assert [(line.label, line.cells[0].amount) for line in customers.lines] == [
        (desk.order.code, Decimal("-723.00"))
    ]
    assert open_items_report(ledger, TODAY - timedelta(days=1)) == []


def test_open_items_that_are_too_many_are_in_the_total(ledger, monkeypatch):
    whole = open_items_report(ledger, NEXT_WEEK)
    monkeypatch.setattr("sales.reports.open_items.MOST_ITEMS", 0)

    cut = open_items_report(ledger, NEXT_WEEK)

    assert [one.total for one in cut] == [one.total for one in whole]
    assert [one.left_out for one in cut] == [len(one.lines) for one in whole]


@pytest.mark.parametrize(
    ("name", "most"), [("vat", 6), ("open items", 2), *((g, 4) for g in Grouping)]
)
def test_report_takes_as_many_statements_for_three_sales_as_for_one(name, most):
    shop = open_shop()
    sold(shop)
    ledger = type(shop.channel.seller.ledger).objects.select_related("organisation").get()

    def statements():
        with counted() as count:
            report_of(name, ledger, FIRST)
        return count.statements

    for_one = statements()
    sold(shop), sold(shop)

    assert statements() == for_one <= most


def test_span_is_told_in_steps_that_end_with_it():
    span = Span(date(2026, 1, 30), date(2026, 3, 2), Step.MONTH)

    assert list(span.parts()) == [
        (date(2026, 1, 1), Days(date(2026, 1, 30), date(2026, 1, 31))),
        (date(2026, 2, 1), Days(date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 3, 1), Days(date(2026, 3, 1), date(2026, 3, 2))),
    ]
    assert span.label_of(date(2026, 2, 1)) == "Feb 2026"


def test_week_is_named_by_its_number_and_year():
    span = Span(date(2025, 12, 31), date(2026, 1, 5), Step.WEEK)

    assert [span.label_of(start) for start, _ in span.parts()] == [
        "Week 1 of 2026",
        "Week 2 of 2026",
    ]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((NEXT_WEEK, TODAY), "ends before it begins"),
        ((TODAY, TODAY + timedelta(days=200)), "more than 100 days; choose a shorter period"),
    ],
)
def test_span_that_cannot_be_told_is_refused(days, sentence):
    with pytest.raises(ReportUnfit, match=sentence):
        Span(*days, Step.DAY)
