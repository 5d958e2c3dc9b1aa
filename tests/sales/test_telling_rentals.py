"""What documents, exports and reports tell of rentals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sales.books.actions import close_period
from sales.exports.totals import totals_of
from sales.fares.rentals import Use
from sales.invoices.actions import issue_partner_invoices
from sales.letters.states import Language
from sales.models import Ledger
from sales.receipts.actions import issue_receipt
from sales.receipts.printing import receipt_pdf
from sales.receipts.wording import text_of
from sales.reports.sales import Grouping, sales_report
from sales.reports.spans import Span, Step
from sales.reports.vat import vat_report
from sales.statements.actions import issue_statement
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory
from tests.factories.rentals import open_rental_shop
from tests.factories.statements import CommissionTermFactory
from tests.printed import lines_of
from tests.sales.exporting import csv_rows, wish
from tests.sales.renting import rent
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]
TODAY, NEXT_DAY = date(2026, 6, 1), later(days=1)
SALE_STATEMENTS = 14
NOTHING = Use()


@standing
def shop():
    return open_rental_shop()


def test_receipt_tells_of_a_rental(shop):
    order = rent(shop)

    receipt = issue_receipt(order, version=1, by=BY, at=NOW)

    [item] = receipt.facts["items"]
    assert (item["description"], item["category"], item["amount"]) == ("Scooter", "", "3.85")
    assert item["charges"] == [
        {"name": "Unlock fee", "amount": "1.00"},
        {"name": "Per minute", "amount": "2.85"},
    ]
    text = text_of(receipt, Language.BOKMAL, is_copy=False)
    assert "\n1 × Scooter: 3,85 EUR\n    Unlock fee: 1,00 EUR\n    Per minute: 2,85 EUR\n" in text
    printed = lines_of(receipt_pdf(receipt, Language.ENGLISH, is_copy=False))
    assert [line for line in printed if line.startswith("–")] == [
        "– Unlock fee: 1.00",
        "– Per minute: 2.85",
    ]


def test_partner_is_invoiced_for_rentals_together(shop):
    rent(shop)
    rent(shop, Use(60))
    ledger = Ledger.objects.get()

    [made] = issue_partner_invoices(ledger, shop.channel.partner, through=TODAY, by=BY, at=NEXT_DAY)

    [item] = made.facts["items"]
    assert (item["description"], item["count"], item["amount"]) == ("Scooter", 2, "5.04")


def test_operator_is_settled_for_rentals(shop):
    runner = OrganisationFactory(tenant=shop.tenant, name="Runner")
    shop.fleet.operator.organisation = runner
    shop.fleet.operator.save()
    CommissionTermFactory(seller=shop.channel.seller, party=runner)
    rent(shop)
    ledger = Ledger.objects.get()
    close_period(ledger, ends_on=TODAY, by=BY, at=NEXT_DAY)

    [made] = issue_statement(ledger, runner, through=TODAY, by=BY, at=NEXT_DAY)

    assert (made.gross_amount, made.tax_amount, made.tickets) == (
        Decimal("3.85"),
        Decimal("0.61"),
        1,
    )
    assert made.commission_amount == Decimal("0.32")


def test_exports_and_reports_tell_of_rentals(shop):
    order = rent(shop)
    ledger = Ledger.objects.get()

    [row] = csv_rows(wish(shop.tenant, "order_lines", TODAY, TODAY))
    assert (row["order"], row["product"], row["passenger_category"], row["amount"]) == (
        order.code,
        shop.product.code,
        "",
        "3.85",
    )
    span = Span(TODAY, TODAY, Step.DAY)
    for tables in (vat_report(ledger, span), sales_report(ledger, span, Grouping.PRODUCT)):
        found = {cell.amount for table in tables for cell in table.total.cells}
        assert Decimal("3.24") in found
    assert totals_of(wish(shop.tenant, "vat_breakdown", TODAY, TODAY)).of(
        "tax_amount", "EUR"
    ) == Decimal("0.61")
