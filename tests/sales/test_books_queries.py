"""What the books say, now and at past moments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from sales.books.actions import reverse_document
from sales.books.errors import DocumentOfOrder, DocumentUnknown, ReversedAlready
from sales.books.previews import preview_closing
from sales.books.queries import balances, open_orders, open_parties, trial_balance
from sales.models import AccountingPeriod, Ledger, PeriodTotal
from sales.payments.actions import capture_transaction
from tests.admin_order_acts import waiting_cash
from tests.counting import counted
from tests.factories.books import books, close_through, deposit
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import sold, stored
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db

TODAY, TOMORROW = date(2026, 6, 1), date(2026, 6, 2)


def amounts(lines):
    return {line.account: (line.opening, line.debit, line.credit, line.balance) for line in lines}


@standing
def ledger() -> Ledger:
    """Moves of 1, 2, 4 and 8 EUR on four days from today on."""
    made = books()
    for days in range(4):
        deposit(made, str(2**days), at=later(days=days))
    return made


def test_balances_are_those_at_the_end_of_a_day(ledger):
    def cash(through=None):
        return balances(ledger, through=through).get(("CASH", "EUR"))

    asked = [date(2026, 5, 31), TODAY, TOMORROW, date(2026, 6, 4), None]
    before = [cash(through) for through in asked]
    close_through(ledger, TOMORROW)
    close_through(ledger, date(2026, 6, 3))

    assert before == [None, -1, -3, -15, -15]
    assert [cash(through) for through in asked] == before


def test_balances_begin_with_what_was_kept(ledger):
    with counted() as before:
        balances(ledger)
    close_through(ledger, TOMORROW)
    with counted() as after:
        balances(ledger)

    assert (before.statements, after.statements) == (2, 3)


def test_balance_that_came_to_nothing_is_left_out(ledger):
    deposit(ledger, "-15.00")

    assert balances(ledger) == {}


def test_trial_balance_tells_what_moved_in_a_span(ledger):
    whole = trial_balance(ledger)
    span = trial_balance(ledger, since=TOMORROW, through=date(2026, 6, 3))

    assert amounts(whole) == {"CASH": (0, 0, 15, -15), "CASH_DEPOSITS": (0, 15, 0, 15)}
    assert amounts(span) == {"CASH": (-1, 0, 6, -7), "CASH_DEPOSITS": (1, 6, 0, 7)}
    assert {line.postings for line in span} == {2}
    close_through(ledger, TODAY)
    assert trial_balance(ledger, since=TOMORROW, through=date(2026, 6, 3)) == span


def test_trial_balance_is_in_the_order_of_the_accounts_by_currency(ledger):
    deposit(ledger, currency="DKK")

    lines = [(line.currency, line.account) for line in trial_balance(ledger)]

    assert lines == [
        ("DKK", "CASH"),
        ("DKK", "CASH_DEPOSITS"),
        ("EUR", "CASH"),
        ("EUR", "CASH_DEPOSITS"),
    ]


def test_books_of_others_are_not_counted(ledger):
    deposit(books(), "100.00")

    assert balances(ledger)["CASH", "EUR"] == -15


def test_order_is_open_while_it_does_not_owe_what_was_paid():
    shop = open_shop()
    ledger = shop.channel.seller.ledger
    sold(shop)
    paid = waiting_cash(shop)
    capture_transaction(paid, by=BY, at=later(minutes=5))

    [item] = open_orders(ledger)

    order = stored(paid.order)
    assert (item.subject_id, item.key, item.name) == (order.pk, order.code, order.code)
    assert (item.amount, item.currency) == (-2, "EUR")
    assert open_orders(ledger, through=date(2026, 5, 31)) == []
    assert open_orders(ledger, through=TODAY) == [item]
    assert open_orders(ledger, until=later(minutes=4)) == []
    assert open_orders(ledger, until=later(minutes=5)) == [item]


def test_partner_owes_what_was_sold_on_account_by_then():
    shop = open_shop()
    ledger = shop.channel.seller.ledger
    sold(shop)
    sold(shop, at=later(minutes=5))

    [item], _ = open_parties(ledger)
    [earlier], _ = open_parties(ledger, until=NOW)

    assert (item.key, item.name, item.amount) == (
        str(shop.channel.partner.number),
        str(shop.channel.partner),
        8,
    )
    assert earlier.amount == 4


def test_document_is_taken_back_on_the_first_open_day(ledger):
    [debit, credit] = deposit(ledger, "50.00")
    close_through(ledger, TODAY)

    back = reverse_document(ledger, debit.document, at=later(days=-1))

    assert [(one.account, one.amount) for one in back] == [
        ("CASH_DEPOSITS", Decimal(-50)),
        ("CASH", Decimal(50)),
    ]
    assert {(one.kind, one.reverses, one.reference) for one in back} == {
        ("CORRECTION", debit.document, "S-1")
    }
    assert {(one.booked_on, one.late_for) for one in back} == {(TOMORROW, date(2026, 5, 31))}
    assert credit.document == debit.document


def test_correction_is_not_taken_back(ledger):
    [debit, _] = deposit(ledger)
    [back, _] = reverse_document(ledger, debit.document, at=NOW)

    for document in (debit.document, back.document):
        with pytest.raises(ReversedAlready):
            reverse_document(ledger, document, at=NOW)


def test_document_of_an_order_is_changed_through_the_order():
    shop = open_shop()
    posting = sold(shop).postings.first()

    with pytest.raises(DocumentOfOrder):
        reverse_document(posting.ledger, posting.document, at=NOW)


def test_document_of_another_ledger_is_unknown(ledger):
    [debit, _] = deposit(books())

    for document in (debit.document, uuid4()):
        with pytest.raises(DocumentUnknown):
            reverse_document(ledger, document, at=NOW)


def test_preview_tells_what_closing_comes_to_and_stores_nothing(ledger):
    preview = preview_closing(ledger, ends_on=TODAY, by=BY, at=later(days=1))

    assert (preview.period.number, preview.period.ends_on) == (1, TODAY)
    assert [(one.account, one.balance) for one in preview.totals] == [
        ("CASH", -1),
        ("CASH_DEPOSITS", 1),
    ]
    assert not PeriodTotal.objects.exists()
    assert AccountingPeriod.objects.get().state == "OPEN"
