"""Invoices and credit notes: which documents are made, and what they charge."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest

from bookings.actions.booking import cancel_booking
from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Entry, Place, post_document
from sales.catalogue.states import Cancellation, ChannelMode
from sales.invoices.actions import (
    issue_invoices,
    issue_order_invoice,
    issue_partner_invoices,
    take_back_invoice,
)
from sales.invoices.errors import DayNotOver, NotAnInvoice, NothingToInvoice, TakenBackBefore
from sales.invoices.queries import open_accounts
from sales.models import Invoice, InvoiceEntry
from sales.orders.postings import document_of
from sales.settlement.actions import CostFacts, claim_extra_cost
from sales.settlement.states import CostKind
from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory
from tests.factories.scenarios import Shop, open_shop
from tests.racing import race
from tests.sales.invoicing import NEXT_DAY, TODAY, invoiced, ledger_of
from tests.standing import standing

pytestmark = pytest.mark.django_db
FEE = {"cancellation": Cancellation.UNTIL_DEPARTURE, "cancellation_fee": Decimal("1.00")}
YESTERDAY, SECOND = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
BEFORE = later(days=-1)


@standing
def shop() -> Shop:
    return open_shop(FEE)


def told(invoices):
    return [(one.kind, one.number, one.total_amount) for one in invoices]


def amounts(invoice):
    return list(invoice.entries.order_by("pk").values_list("amount", flat=True))


def cancelled(booking, at=NOW):
    return cancel_booking(booking, by=BY, at=at)


def claim(booking, amount, **more):
    facts = CostFacts(CostKind.DAMAGE, "Broken seat", Decimal(amount), **more)
    return claim_extra_cost(booking.order, facts, by=BY, at=NOW)


def given_back(order, amount):
    """More than the actions would give back, straight into the books."""
    entries = [
        Entry(Place(Account.CHANNEL_RECEIVABLE, order.payer_id), -Decimal(amount)),
        Entry(Place(Account.EXTRA_COSTS, order.seller_id), Decimal(amount)),
    ]
    post_document(document_of(order, DocumentKind.CREDIT), entries, at=NOW)


def test_invoice_collects_what_a_partner_bought(shop):
    shop.sell(30, 31)
    shop.sell(30)

    [made] = invoiced(shop)

    assert told([made]) == [("INVOICE", 1, Decimal("12.00"))]
    assert (made.payer, made.ledger.organisation) == (shop.channel.partner, shop.channel.seller)
    assert (made.starts_on, made.ends_on) == (TODAY, TODAY)
    assert (made.issued_on, made.due_on) == (SECOND, date(2026, 6, 16))
    assert made.facts["items"] == [
        {
            "description": f"{shop.product.name}, Adult",
            "vat_rate": "9.00",
            "count": 3,
            "amount": "12.00",
            "tax_amount": "0.99",
        }
    ]
    assert made.facts["vat"] == [{"rate": "9.00", "amount": "12.00", "tax_amount": "0.99"}]
    assert (made.total_tax_amount, amounts(made)) == (Decimal("0.99"), [8, 4])


def test_sale_is_invoiced_once(shop):
    shop.sell()
    invoiced(shop)

    with pytest.raises(NothingToInvoice):
        invoiced(shop)
    shop.sell(30, 31)
    assert told(invoiced(shop)) == [("INVOICE", 2, Decimal("8.00"))]


def test_day_that_is_not_over_is_not_invoiced(shop):
    shop.sell()

    with pytest.raises(DayNotOver):
        invoiced(shop, at=NOW)
    with pytest.raises(DayNotOver):
        issue_invoices(ledger_of(shop), through=TODAY, by=BY, at=NOW)


def test_what_was_booked_later_waits(shop):
    shop.sell()
    shop.sell(30, 31, at=NEXT_DAY)

    assert told(invoiced(shop, at=later(days=5))) == [("INVOICE", 1, Decimal("4.00"))]
    [second] = invoiced(shop, through=SECOND, at=later(days=5))
    assert (second.total_amount, second.starts_on) == (Decimal("8.00"), SECOND)


def test_sandbox_sales_are_not_invoiced():
    shop = open_shop(FEE, mode=ChannelMode.SANDBOX)
    shop.sell()

    with pytest.raises(NothingToInvoice):
        invoiced(shop)


def test_every_partner_of_a_seller_is_invoiced(shop):
    shop.sell()
    first = shop.channel.partner
    shop.channel.partner = OrganisationFactory(tenant=shop.tenant)
    shop.channel.save()
    shop.sell(30, 31)

    made = issue_invoices(ledger_of(shop), through=TODAY, by=BY, at=NEXT_DAY)

    assert {one.payer: one.total_amount for one in made} == {first: 4, shop.channel.partner: 8}
    assert sorted(one.number for one in made) == [1, 2]
    with pytest.raises(NothingToInvoice):
        issue_invoices(ledger_of(shop), through=TODAY, by=BY, at=NEXT_DAY)


def test_open_accounts_say_what_an_invoice_would_charge(shop):
    shop.sell(30, 31)
    cancelled(shop.sell())

    [account] = open_accounts(ledger_of(shop), through=TODAY)
    [made] = invoiced(shop)

    assert (account.payer_id, account.currency, account.postings) == (made.payer_id, "EUR", 4)
    assert account.amount == made.total_amount == Decimal("9.00")
    assert open_accounts(ledger_of(shop), through=TODAY) == []


def test_refund_in_the_same_period_is_in_the_invoice(shop):
    cancelled(shop.sell())

    [made] = invoiced(shop)

    assert (told([made]), amounts(made)) == ([("INVOICE", 1, Decimal("1.00"))], [4, -4, 1])
    items = [(item["description"], item["count"], item["amount"]) for item in made.facts["items"]]
    assert items == [
        ("Cancellation", 1, "1.00"),
        (f"{shop.product.name}, Adult", 1, "4.00"),
        (f"{shop.product.name}, Adult", -1, "-4.00"),
    ]


def test_refund_of_what_was_invoiced_is_a_credit_note(shop):
    booking = shop.sell(at=BEFORE)
    [first] = invoiced(shop, through=YESTERDAY, at=NOW)
    cancelled(booking)

    note, fee = invoiced(shop)

    assert told([note, fee]) == [
        ("CREDIT_NOTE", 1, Decimal("-4.00")),
        ("INVOICE", 2, Decimal("1.00")),
    ]
    assert (note.corrects, fee.corrects) == (first, None)
    assert note.facts["corrects"] == {"number": 1, "issued_on": "2026-06-01"}
    assert (note.total_tax_amount, note.due_on) == (Decimal("-0.33"), note.issued_on)


def test_credit_that_outweighs_what_was_sold_is_a_credit_note_of_the_same_run(shop):
    given_back(shop.sell().order, "10.00")

    first, note = invoiced(shop)

    assert told([first, note]) == [
        ("INVOICE", 1, Decimal("4.00")),
        ("CREDIT_NOTE", 1, Decimal("-10.00")),
    ]
    assert note.corrects == first


def test_extra_cost_is_invoiced_with_the_vat_that_was_told(shop):
    booking = shop.sell()
    claim(booking, "10.00", vat_rate=Decimal(21))
    claim(booking, "3.00")

    [made] = invoiced(shop)

    assert made.facts["vat"] == [
        {"rate": "0.00", "amount": "3.00", "tax_amount": "0.00"},
        {"rate": "9.00", "amount": "4.00", "tax_amount": "0.33"},
        {"rate": "21.00", "amount": "10.00", "tax_amount": "1.74"},
    ]
    assert made.total_amount == Decimal("17.00")


def test_order_is_invoiced_by_itself(shop):
    booking, _ = shop.sell(), shop.sell(30, 31)

    [made] = issue_order_invoice(booking.order, by=BY, at=NOW)

    assert (made.order, made.total_amount, made.ends_on) == (booking.order, Decimal("4.00"), TODAY)
    assert made.facts["order"]["code"] == booking.order.code
    assert told(invoiced(shop)) == [("INVOICE", 2, Decimal("8.00"))]
    with pytest.raises(NothingToInvoice):
        issue_order_invoice(booking.order, by=BY, at=NOW)


def test_order_that_was_paid_in_cash_is_not_invoiced(desk):
    with pytest.raises(NothingToInvoice):
        issue_order_invoice(desk.now(), by=BY, at=NOW)


def test_invoice_that_is_taken_back_can_be_issued_again(shop):
    shop.sell(30, 31)
    [wrong] = invoiced(shop)

    note = take_back_invoice(wrong, reason="Wrong address", by=BY, at=NEXT_DAY)

    assert (told([note]), note.corrects) == ([("CREDIT_NOTE", 1, Decimal("-8.00"))], wrong)
    assert (note.facts["reason"], note.facts["vat"]) == (
        "Wrong address",
        [{"rate": "9.00", "amount": "-8.00", "tax_amount": "-0.66"}],
    )
    [again] = invoiced(shop)
    assert told([again]) == [("INVOICE", 2, Decimal("8.00"))]
    assert list(InvoiceEntry.objects.order_by("pk").values_list("turn", flat=True)) == [1, 2, 3]
    with pytest.raises(TakenBackBefore):
        take_back_invoice(wrong, reason="", by=BY, at=NEXT_DAY)
    with pytest.raises(NotAnInvoice):
        take_back_invoice(note, reason="", by=BY, at=NEXT_DAY)


def test_credit_note_of_a_refund_refers_to_the_invoice_in_force(shop):
    booking = shop.sell(at=BEFORE)
    [wrong] = invoiced(shop, through=YESTERDAY, at=NOW)
    take_back_invoice(wrong, reason="Wrong address", by=BY, at=NOW)
    [again] = invoiced(shop, through=YESTERDAY, at=NOW)
    cancelled(booking)

    note, _ = invoiced(shop)

    assert note.corrects == again


def test_as_many_queries_for_one_sale_as_for_many(shop):
    shop.sell()
    with counted() as one:
        invoiced(shop)
    for _ in range(5):
        shop.sell()
    with counted() as many:
        invoiced(shop)

    assert many.statements == one.statements


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_charge_a_sale_once():
    shop = open_shop(FEE)
    for _ in range(3):
        shop.sell()
    act = partial(
        issue_partner_invoices,
        ledger_of(shop),
        shop.channel.partner,
        through=TODAY,
        by=BY,
        at=NEXT_DAY,
    )

    done = race(act, act, act)

    assert sorted(type(one).__name__ for one in done) == ["NothingToInvoice"] * 2 + ["list"]
    assert told(Invoice.objects.all()) == [("INVOICE", 1, Decimal("12.00"))]
