"""Dues: what statements and invoices ask to be paid, and the transfers that clear it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from sales.dues.actions import take_back_transfer
from sales.dues.errors import (
    MoreThanDue,
    NothingDue,
    NotPaidYet,
    RecordedBefore,
    TransferStands,
)
from sales.dues.states import DueState
from sales.invoices.actions import take_back_invoice
from sales.models import BankTransfer, Due, Posting
from sales.reports.open_items import open_items_report
from sales.statements.actions import issue_statement, take_back_statement
from tests.factories.books import close_through
from tests.factories.dues import owing_shop, paid, written_due
from tests.factories.invoices import invoice
from tests.factories.ledger import balances, check_books
from tests.factories.moments import BY, later
from tests.factories.sales import OrderFactory
from tests.factories.scenarios import Shop, open_shop
from tests.factories.statements import (
    NEXT_DAY,
    TODAY,
    broker,
    ledger_of,
    runner_of,
    terms,
)
from tests.sales.exporting import csv_rows, wish
from tests.sales.owing import faults, record, told
from tests.standing import standing

pytestmark = pytest.mark.django_db
SECOND = TODAY + timedelta(days=1)


@standing
def shop() -> Shop:
    return owing_shop()


@standing
def due(shop) -> Due:
    return Due.objects.get()


# Statements


def test_statement_is_due_and_cleared_when_the_bank_has_paid(shop, due):
    assert (due.amount, due.party, due.due_on) == (Decimal("3.30"), runner_of(shop), SECOND)
    assert balances(account="OPERATOR_PAYABLE") == {"OPERATOR_PAYABLE": Decimal("-3.30")}

    made = record(due, "REF 7")

    assert told(due) == (DueState.PAID, 0)
    assert balances(account="OPERATOR_PAYABLE") == {}
    assert balances(document=made.document) == {
        "BANK": Decimal("-3.30"),
        "OPERATOR_PAYABLE": Decimal("3.30"),
    }
    lines = Posting.objects.filter(document=made.document)
    assert {(one.kind, one.reference, one.booked_on) for one in lines} == {
        ("TRANSFER", "REF 7", SECOND)
    }
    assert list(due.events.order_by("pk").values_list("name", flat=True)) == ["PAID"]
    check_books()


def test_statement_is_paid_in_parts(due):
    record(due, "A", "1.30")
    assert told(due) == (DueState.PART_PAID, Decimal("2.00"))

    record(due, "B")

    assert told(due) == (DueState.PAID, 0)
    assert [one.amount for one in due.transfers.order_by("pk")] == [
        Decimal("1.30"),
        Decimal("2.00"),
    ]


def test_what_was_paid_is_not_paid_again(due):
    record(due, "A", "1.30")

    with pytest.raises(RecordedBefore):
        record(due, "A", "1.30")
    with pytest.raises(MoreThanDue, match=r"2\.00 EUR is open here"):
        record(due, "B", "2.01")
    record(due, "B", "2.00")
    with pytest.raises(NothingDue):
        record(due, "C", "0.01")
    assert BankTransfer.objects.count() == 2


def test_transfer_of_tomorrow_is_refused(due):
    with pytest.raises(NotPaidYet):
        record(due, paid_on=SECOND + timedelta(days=1))
    assert record(due, paid_on=SECOND).paid_on == SECOND


def test_transfer_that_comes_when_its_day_is_closed_is_booked_on_the_first_open_one(shop, due):
    close_through(ledger_of(shop), SECOND)

    made = record(due, paid_on=TODAY)

    [day] = set(Posting.objects.filter(document=made.document).values_list("booked_on", "late_for"))
    assert day == (SECOND + timedelta(days=1), SECOND)


def test_statement_of_a_return_is_paid_by_the_operator():
    due = written_due(OrderFactory(), amount=Decimal("-10.00"))

    made = paid(due, amount="4.00")

    assert told(due) == (DueState.PART_PAID, Decimal("-6.00"))
    assert balances(document=made.document)["BANK"] == Decimal("4.00")


def test_commission_of_a_partner_is_due_on_its_own_account():
    shop = broker()
    partner = shop.channel.partner
    terms(shop, partner, shop.channel)
    shop.sell()
    close_through(ledger_of(shop), TODAY)
    issue_statement(ledger_of(shop), partner, shop.channel, through=TODAY, by=BY, at=NEXT_DAY)
    before = balances(account="CHANNEL_RECEIVABLE")

    made = record(Due.objects.get())

    assert made.amount == Decimal("0.37")
    assert balances(document=made.document)["CHANNEL_RECEIVABLE"] == Decimal("0.37")
    after = balances(account="CHANNEL_RECEIVABLE")
    assert after["CHANNEL_RECEIVABLE"] == before["CHANNEL_RECEIVABLE"] + Decimal("0.37")


# Taking back


def test_transfer_that_was_recorded_by_mistake_is_taken_back(shop, due):
    wrong = record(due, "A", "1.30")

    back = take_back_transfer(wrong, reason="Mistyped", by=BY, at=NEXT_DAY)

    assert (back.amount, back.turn, back.reason) == (Decimal("-1.30"), 2, "Mistyped")
    assert told(due) == (DueState.OPEN, Decimal("3.30"))
    assert balances(account="BANK") == {}
    for one in (wrong, back):
        with pytest.raises(TransferStands):
            take_back_transfer(one, reason="Mistyped", by=BY, at=NEXT_DAY)
    assert record(due, "A").turn == 3
    assert faults(shop) == []


@pytest.mark.parametrize("amount", [None, "1.30"])
def test_what_was_paid_of_a_statement_that_is_taken_back_comes_back_by_its_correction(
    shop, due, amount
):
    made = record(due, "A", amount)

    back = take_back_statement(due.statement, reason="Wrong terms", by=BY, at=NEXT_DAY)

    assert told(due) == (DueState.DROPPED, 0)
    assert back.due.amount == -made.amount
    with pytest.raises(NothingDue):
        record(due, "B")
    with pytest.raises(TransferStands):
        take_back_transfer(made, reason="Mistyped", by=BY, at=NEXT_DAY)
    assert faults(shop) == []
    record(back.due, "B")
    assert balances(account__in=["OPERATOR_PAYABLE", "BANK"]) == {}
    assert faults(shop) == []


def test_statement_that_is_taken_back_unpaid_leaves_nothing_due(due):
    back = take_back_statement(due.statement, reason="Wrong terms", by=BY, at=NEXT_DAY)

    assert told(due) == (DueState.DROPPED, 0)
    assert not Due.objects.filter(statement=back).exists()


# Invoices


def test_invoice_is_due_from_its_partner_and_cleared_by_what_it_pays():
    shop = open_shop()
    made = invoice(shop.sell().order)
    due = made.due
    assert (due.amount, due.due_on) == (Decimal("-4.00"), made.due_on)

    paid(due)

    assert told(due) == (DueState.PAID, 0)
    assert balances(account__in=["CHANNEL_RECEIVABLE", "BANK"]) == {"BANK": Decimal("4.00")}
    note = take_back_invoice(made, reason="Wrong address", by=BY, at=NEXT_DAY)
    assert (told(due)[0], note.due.amount) == (DueState.DROPPED, Decimal("4.00"))
    assert faults(shop) == []


# What finance reads


def test_open_dues_are_told_in_the_report_and_in_exports(shop, due):
    record(due, "A", "1.30")

    moved = csv_rows(wish(shop.tenant, "sales_journal", pairs=(("kind", "eq:TRANSFER"),)))
    assert {(row["account"], row["reference"]) for row in moved} == {
        ("BANK", "A"),
        ("OPERATOR_PAYABLE", "A"),
    }
    items = csv_rows(wish(shop.tenant, "open_items"))
    assert {row["account"]: row["open_amount"] for row in items} == {
        "CHANNEL_RECEIVABLE": "4.00",
        "OPERATOR_PAYABLE": "-2.00",
    }
    tables = open_items_report(ledger_of(shop), SECOND)
    [operators] = [one for one in tables if one.anchor == "operators-eur"]
    assert [(line.label, line.cells[0].amount) for line in operators.lines] == [
        (runner_of(shop).name, Decimal("-2.00"))
    ]


def test_recording_takes_as_many_statements_whatever_was_paid_before(
    due, django_assert_num_queries
):
    record(due, "A", "0.10")
    with django_assert_num_queries(STATEMENTS):
        record(due, "B", "0.10", at=later(days=1, hours=1))
    record(due, "C", "0.10")
    with django_assert_num_queries(STATEMENTS):
        record(due, "D", "0.10")


STATEMENTS = 11


def test_due_is_never_deleted(due):
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        due.delete()
