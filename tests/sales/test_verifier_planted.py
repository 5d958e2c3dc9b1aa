"""A cent that somebody planted in the books is found, and its place told: for every invariant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sales.models import CashSettlement, Posting
from sales.verifier.invariants import INVARIANTS
from sales.verifier.queries import find_faults
from sales.verifier.states import InvariantName
from tests.factories.moments import later
from tests.factories.operators import OrganisationFactory
from tests.sales.verifying import Books, keep_books, plant
from tests.standing import undone_at_the_end

pytestmark = pytest.mark.django_db

POSTED = "UPDATE sales_posting SET amount = amount + 0.01 WHERE order_id = %(order)s AND account = "
KEPT = (
    "UPDATE sales_orderversion SET snapshot = jsonb_set(snapshot, '{{{}}}', {}) WHERE version = 1"
)
OF_ORDER = " AND order_id = %(order)s"

PLANTED: list[tuple[str, str, str, str, str, str]] = [
    # invariant, order, statement, place, expected, found
    (
        "F1", "draft",
        "UPDATE sales_order SET total_amount = total_amount + 0.01 WHERE id = %(order)s",
        "total amount", "1446.00 NOK", "1446.01 NOK",
    ),
    (
        "F1", "refunded",
        KEPT.format("total_amount", "'\"150.01\"'") + OF_ORDER,
        "total amount of the kept version", "150.00 NOK", "150.01 NOK",
    ),
    (
        "F2", "draft",
        "UPDATE sales_order SET total_tax_amount = total_tax_amount - 0.01 WHERE id = %(order)s",
        "total VAT", "154.93 NOK", "154.92 NOK",
    ),
    (
        "F2", "refunded",
        KEPT.format("total_tax_amount", "'\"16.08\"'") + OF_ORDER,
        "total VAT of the kept version", "16.07 NOK", "16.08 NOK",
    ),
    (
        "F3", "draft",
        "UPDATE sales_order SET captured_amount = captured_amount + 0.01 WHERE id = %(order)s",
        "balance", "723.00 NOK", "722.99 NOK",
    ),
    (
        "F4", "refunded",
        "UPDATE sales_order SET captured_amount = captured_amount - 0.01 WHERE id = %(order)s",
        "balance of an order that is CONFIRMED", "0.00 NOK", "0.01 NOK",
    ),
    (
        "F5", "draft",
        "UPDATE sales_payment SET captured_amount = 723.01 WHERE order_id = %(order)s",
        "captured amount of payment {payment}", "723.00 NOK", "723.01 NOK",
    ),
    (
        "F5", "refunded",
        KEPT.format("payments,0,amount", "'\"149.99\"'") + OF_ORDER,
        "payments of the kept version", "150.00 NOK", "149.99 NOK",
    ),
    (
        "F6", "refunded",
        "UPDATE sales_paymenttransaction SET credited_amount = 100.01 WHERE order_id = %(order)s",
        "credited amount of transaction {transaction}", "100.00 NOK", "100.01 NOK",
    ),
    (
        "F7", "refunded",
        "UPDATE sales_payment SET total_amount = 150.01 WHERE order_id = %(order)s",
        "payment {payment}", "150.00 NOK", "150.01 NOK",
    ),
    (
        "F7", "refunded",
        "UPDATE sales_credit SET total_amount = 99.99 WHERE order_id = %(order)s",
        "credit {credit}", "100.00 NOK", "99.99 NOK",
    ),
    (
        "F8", "refunded",
        "UPDATE sales_receipt SET currency = 'SEK'"
        " WHERE order_id = %(order)s AND order_version = 2",
        "receipt 1", "NOK", "SEK",
    ),
    (
        "F9", "refunded",
        "UPDATE sales_receipt SET total_amount = -99.99"
        " WHERE order_id = %(order)s AND order_version = 2",
        "receipt 1", "-100.00 -10.71", "-99.99 -10.71",
    ),
    (
        "F9", "refunded",
        POSTED + "'CUSTOMER_RECEIVABLE' AND kind = 'CONFIRMATION' AND order_version = 2",
        "postings of the version", "-100.00 -10.71 NOK", "-99.99 -10.71 NOK",
    ),
    (
        "F10", "refunded",
        "DELETE FROM sales_orderversion WHERE order_id = %(order)s AND version = 1",
        "kept versions", "1 to 1", "2 to 2",
    ),
    (
        "F10", "booked",
        "UPDATE sales_order SET version = 3 WHERE id = %(order)s",
        "version of an order that is CONFIRMED", "2", "3",
    ),
    (
        "F11", "booked",
        POSTED + "'CHANNEL_RECEIVABLE' AND kind = 'CAPTURE'",
        "sum of the CAPTURE {transaction}", "0.00 EUR", "0.01 EUR",
    ),
    (
        "F11", "booked",
        POSTED + "'CUSTOMER_RECEIVABLE' AND kind = 'CAPTURE'",
        "what the customer owes in the books", "0.00 EUR", "0.01 EUR",
    ),
    (
        "F11", "sandbox",
        "UPDATE sales_posting SET order_id = %(order)s WHERE kind = 'CAPTURE' AND currency = 'EUR'",
        "postings of a sandbox order", "0", "4",
    ),
    (
        "F15", "booked",
        POSTED + "'VAT_PAYABLE' AND order_version = 2",
        "VAT_PAYABLE of {seller} 9.00", "0.00 EUR", "-0.01 EUR",
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def books(django_db_setup, django_db_blocker) -> Iterator[Books]:
    """Books that all tests of this module plant in, each for itself."""
    with django_db_blocker.unblock(), undone_at_the_end():
        yield keep_books()


@pytest.mark.parametrize("name", INVARIANTS)
def test_books_that_were_kept_by_actions_add_up(books, name):
    assert find_faults(name, books.tenant).faults == []


@pytest.mark.parametrize(
    ("name", "order", "statement", "place", "expected", "found"),
    PLANTED,
    ids=[f"{one[0]} {one[3]}" for one in PLANTED],
)
def test_planted_cent_is_found_where_it_is(books, name, order, statement, place, expected, found):
    order = getattr(books, order)
    plant(statement, order=order.pk)

    faults = find_faults(InvariantName(name), books.tenant).faults

    told = {(fault.order_code, fault.place): (fault.expected, fault.found) for fault in faults}
    known = {
        "payment": getattr(order.payments.first(), "number", None),
        "transaction": getattr(order.transactions.first(), "number", None),
        "credit": getattr(order.credits.first(), "number", None),
        "seller": order.seller.name,
    }
    assert told[order.code, place.format(**known)] == (expected, found)


DOCUMENTS = [
    # invariant, statement, place, expected, found
    (
        "F12",
        "DELETE FROM sales_receipt WHERE order_version = 1",
        "SALE_RECEIPT {point} 2026", "1 to 1: 1", "1 to 0: 0",
    ),
    (
        "F12",
        "UPDATE sales_numberseries SET last_number = 2 WHERE kind = 'RETURN_RECEIPT'",
        "RETURN_RECEIPT {point} 2026", "1 to 2: 2", "1 to 1: 1",
    ),
    (
        "F12",
        "DELETE FROM sales_closing",
        "closings of {point}", "1 to 1: 1", "1 to 0: 0",
    ),
    (
        "F9",
        "UPDATE sales_invoice SET total_amount = 4.01",
        "INVOICE 1 of {seller}", "4.00 0.33", "4.01 0.33",
    ),
    (
        "F9",
        "UPDATE sales_invoiceentry SET amount = amount - 0.01 WHERE amount = 4.00",
        "posting in INVOICE 1", "4.00", "3.99",
    ),
    (
        "F14",
        "UPDATE sales_posting SET amount = amount - 0.01 WHERE kind = 'DEPOSIT' AND amount = 20.00",
        "period 1 of {seller} CASH_DEPOSITS NOK", "20.00 500.00 2", "19.99 500.00 2",
    ),
    (
        "F14",
        "UPDATE sales_movement SET amount = amount + 0.01 WHERE kind = 'GIVEN'",
        "cash of closing {settlement} in NOK",
        "150.00 -100.00 530.00 82.00", "150.00 -99.99 530.01 82.00",
    ),
    (
        "F14",
        "UPDATE sales_movement SET amount = amount + 0.01 WHERE kind = 'DIFFERENCE'",
        "books of cash settlement {settlement} in NOK", "562.01", "562.00",
    ),
    (
        "F14",
        "UPDATE sales_closing SET previous_hash = hash",
        "hash before the closing of {settlement}", "", "{hash}",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "statement", "place", "expected", "found"), DOCUMENTS, ids=str)
def test_planted_gap_is_found_where_it_is(books, name, statement, place, expected, found):
    settlement = CashSettlement.objects.get()
    known = {
        "point": settlement.point.code,
        "seller": settlement.organisation.name,
        "settlement": settlement.code,
        "hash": settlement.closing.hash,
    }
    plant(statement)

    faults = find_faults(InvariantName(name), books.tenant).faults

    told = {fault.place: (fault.expected, fault.found) for fault in faults}
    assert told[place.format(**known)] == (expected, found.format(**known))


def test_posting_in_a_closed_period_is_found_with_its_document(books):
    posting = Posting.objects.filter(kind="CAPTURE", order=books.booked).first()
    plant(
        "UPDATE sales_posting SET posted_at = %(at)s WHERE document = %(document)s",
        at=later(hours=21),
        document=posting.document,
    )

    faults = find_faults(InvariantName.F14, books.tenant).faults

    assert {(fault.order_code, fault.document, fault.place) for fault in faults} == {
        (books.booked.code, posting.document, f"posted after closing: CAPTURE {posting.reference}")
    }


def test_line_that_was_changed_after_its_sale_is_named(books):
    line = books.booked.lines.get()
    plant(
        "UPDATE sales_orderline SET unit_amount = 4.01, amount = 4.01 WHERE id = %(line)s",
        line=line.pk,
    )

    faults = find_faults(InvariantName.F9, books.tenant).faults

    named = [fault for fault in faults if fault.place == f"kept line {line.pk}"]
    assert [(fault.order_version, fault.expected, fault.found) for fault in named] == [
        (1, "4.00 0.33 9.00", "4.01 0.33 9.00"),
        (2, "4.00 0.33 9.00", "4.01 0.33 9.00"),
    ]


def test_shares_that_were_moved_between_parties_are_found_though_all_balances(books):
    stranger = OrganisationFactory(tenant=books.tenant, name="Stranger")
    plant(
        "UPDATE sales_posting SET party_id = %(party)s WHERE order_id = %(order)s"
        " AND account = 'OWN_REVENUE' AND order_version = 1",
        party=stranger.pk,
        order=books.booked.pk,
    )

    faults = find_faults(InvariantName.F15, books.tenant).faults

    assert sorted((fault.place.split(" ")[2], fault.found) for fault in faults) != []
    assert find_faults(InvariantName.F11, books.tenant).faults == []


def test_open_payment_of_a_cancelled_order_is_found(books):
    plant(
        "UPDATE sales_paymenttransaction SET state = 'CREATED' WHERE order_id = %(order)s",
        order=books.dropped.pk,
    )

    [fault] = find_faults(InvariantName.F4, books.tenant).faults

    number = books.dropped.transactions.get().number
    assert fault.place == f"transaction {number} of an order that is CANCELLED"
    assert (fault.expected, fault.found) == ("CANCELLED", "CREATED")
