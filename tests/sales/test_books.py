from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection

from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Document, Entry, Place, post_document
from sales.models import Posting
from sales.orders.actions import add_travellers, cancel_lines, confirm_order, reserve_offers
from sales.orders.postings import document_of
from sales.orders.terms import TravellerFacts
from tests.factories.books import books, deposit
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import choose, sold
from tests.factories.sales import OrderFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def document() -> Document:
    return document_of(OrderFactory(), DocumentKind.CONFIRMATION)


@pytest.fixture
def places(document):
    party = Posting.objects.get(account=Account.VAT_PAYABLE).party_id
    return Place(Account.CUSTOMER_RECEIVABLE, party), Place(Account.OWN_REVENUE, party)


def settle():
    """Let the deferred triggers speak, as a commit would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_entries_of_one_place_are_added_up(document, places):
    debit, credit = places
    entries = [Entry(debit, Decimal(3)), Entry(debit, Decimal(4)), Entry(credit, Decimal(-7))]

    postings = post_document(document, entries, at=later(days=1))

    assert [(row.account, row.amount) for row in postings] == [
        (Account.CUSTOMER_RECEIVABLE, 7),
        (Account.OWN_REVENUE, -7),
    ]
    assert {row.document for row in postings} == {postings[0].document}
    assert {row.posted_at for row in postings} == {later(days=1)}
    settle()


def test_entries_that_cancel_out_leave_no_posting(document, places):
    debit, credit = places
    entries = [Entry(debit, Decimal(3)), Entry(debit, Decimal(-3)), Entry(credit, Decimal(0))]

    assert post_document(document, entries, at=NOW) == []


def test_places_are_kept_apart_by_rate_of_vat(document, places):
    debit, _ = places
    vat = [Place(Account.VAT_PAYABLE, debit.party_id, vat_rate=Decimal(n)) for n in (9, 21)]
    entries = [
        Entry(debit, Decimal(3)),
        Entry(vat[0], Decimal(-1)),
        Entry(vat[1], Decimal(-2)),
    ]

    assert len(post_document(document, entries, at=NOW)) == 3
    settle()


def test_document_that_does_not_balance_is_refused_at_commit(document, places):
    post_document(document, [Entry(places[0], Decimal("0.01"))], at=NOW)

    with pytest.raises(IntegrityError, match="does not balance in EUR") as refusal:
        settle()
    assert refusal.value.__cause__.diag.constraint_name == "posting_document_balances"


def test_document_balances_in_each_currency(document, places):
    """Two halves in two currencies are no balance, even under one number."""
    [debit] = post_document(document, [Entry(places[0], Decimal(1))], at=NOW)
    [credit] = post_document(
        replace(document, currency="NOK"), [Entry(places[1], Decimal(-1))], at=NOW
    )

    assert (debit.currency, credit.currency) == ("EUR", "NOK")
    with pytest.raises(IntegrityError, match="does not balance"):
        settle()


def test_version_that_changes_nothing_posts_nothing():
    order = sold(open_shop())
    add_travellers(order, [TravellerFacts()], by=BY, at=NOW)

    confirm_order(order, by=BY, at=NOW)

    assert order.versions.count() == 2
    assert not Posting.objects.filter(order_version=2).exists()


def test_line_that_was_taken_out_before_its_sale_is_not_posted():
    shop = open_shop()
    order = sold(shop)
    [unsold] = reserve_offers(order, [choose(shop)], by=BY, at=NOW)
    cancel_lines(order, lines=[unsold.reference], by=BY, at=NOW)

    confirm_order(order, by=BY, at=NOW)

    assert not Posting.objects.filter(order_version=2).exists()


def test_document_without_an_order_balances_in_each_currency():
    deposit(books())
    [debit, credit] = deposit(books(), currency="DKK")
    settle()

    debit.pk = None
    debit.save(force_insert=True)

    assert credit.currency == "DKK"
    with pytest.raises(IntegrityError, match="does not balance in DKK") as refusal:
        settle()
    assert refusal.value.__cause__.diag.constraint_name == "posting_document_balances"


@pytest.mark.parametrize("apart", ["day", "ledger"])
def test_document_balances_within_one_day_and_one_ledger(apart):
    """Else the books would not balance up to a day, or one organisation's would not at all."""
    ledger, other = books(), books()
    lines = [*deposit(ledger), *deposit(ledger, at=later(days=1))]
    if apart == "ledger":
        lines = [*deposit(ledger), *deposit(other)]
    document = uuid4()
    settle()

    debit, credit = lines[0], lines[3]
    for line in (debit, credit):
        line.pk, line.document = None, document
        line.save(force_insert=True)

    assert debit.amount + credit.amount == 0
    with pytest.raises(IntegrityError, match="does not balance"):
        settle()


@pytest.mark.parametrize("change", [lambda rows: rows.update(amount=1), lambda rows: rows.delete()])
def test_document_without_an_order_never_changes(change):
    deposit(books())

    with pytest.raises(DatabaseError, match="Cannot update or delete rows from sales_posting"):
        change(Posting.objects.all())
