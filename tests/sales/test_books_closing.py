"""Closing of periods: what they came to is kept, and what comes late is booked later."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Sum

from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Document, Entry, Place, booking_day, close_period, post_document
from sales.books.errors import DayNotOpen, PeriodNotOver
from sales.books.states import PeriodState
from sales.models import AccountingPeriod, Ledger, PeriodTotal, Posting
from tests.counting import counted
from tests.factories.books import books, close_through, deposit
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory
from tests.factories.orders import sold
from tests.factories.scenarios import open_shop

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
YESTERDAY = date(2026, 5, 31)


def totals(period):
    rows = period.totals.order_by("account")
    return [(t.account, t.opening, t.debit, t.credit, t.balance, t.postings) for t in rows]


def test_first_posting_makes_the_books_with_an_open_period():
    shop = open_shop()
    ledger = Ledger.objects.get(organisation=shop.channel.seller)

    sold(shop)

    assert Ledger.objects.get() == ledger
    [period] = ledger.periods.all()
    assert (period.number, period.state, period.starts_on, period.ends_on) == (
        1,
        PeriodState.OPEN,
        TODAY,
        None,
    )
    assert [event.name for event in period.events.all()] == ["OPENED"]
    assert {posting.ledger for posting in Posting.objects.all()} == {ledger}


def test_posting_counts_for_the_day_in_the_tenants_zone():
    ledger = books()

    evening = deposit(ledger, at=datetime(2026, 6, 1, 21, 59, tzinfo=UTC))
    midnight = deposit(ledger, at=datetime(2026, 6, 1, 22, 0, tzinfo=UTC))

    assert {posting.booked_on for posting in evening} == {TODAY}
    assert {posting.booked_on for posting in midnight} == {date(2026, 6, 2)}
    assert {posting.late_for for posting in evening + midnight} == {None}


def test_closing_keeps_what_each_account_came_to():
    ledger = books()
    deposit(ledger, "50.00")
    deposit(ledger, "-20.00", at=later(hours=1))
    deposit(ledger, "7.00", at=later(days=1))

    period = close_through(ledger, TODAY)

    assert (period.number, period.state, period.starts_on, period.ends_on) == (
        1,
        PeriodState.CLOSED,
        TODAY,
        TODAY,
    )
    assert (period.closed_at, period.closed_by) == (later(days=1), str(BY))
    assert totals(period) == [
        ("CASH", 0, 20, 50, -30, 2),
        ("CASH_DEPOSITS", 0, 50, 20, 30, 2),
    ]
    assert [event.name for event in period.events.order_by("pk")] == ["OPENED", "CLOSED"]
    ledger.refresh_from_db()
    assert ledger.closed_through == TODAY


def test_next_period_follows_without_a_gap_and_begins_with_the_balances():
    ledger = books()
    deposit(ledger, "50.00")
    close_through(ledger, TODAY)
    deposit(ledger, "7.00", at=later(days=2))

    second = close_through(ledger, date(2026, 6, 3))

    assert (second.number, second.starts_on, second.ends_on) == (
        2,
        date(2026, 6, 2),
        date(2026, 6, 3),
    )
    assert totals(second) == [
        ("CASH", -50, 0, 7, -57, 1),
        ("CASH_DEPOSITS", 50, 7, 0, 57, 1),
    ]
    assert ledger.periods.get(state=PeriodState.OPEN).starts_on == date(2026, 6, 4)


def test_period_without_postings_keeps_the_balances():
    ledger = books()
    deposit(ledger, "50.00")
    close_through(ledger, TODAY)

    second = close_through(ledger, date(2026, 6, 2))

    assert totals(second) == [("CASH", -50, 0, 0, -50, 0), ("CASH_DEPOSITS", 50, 0, 0, 50, 0)]


def test_currencies_are_kept_apart():
    ledger = books()
    deposit(ledger, "50.00")
    deposit(ledger, "9.00", currency="NOK")

    close_through(ledger, TODAY)

    sums = PeriodTotal.objects.filter(account="CASH").values_list("currency", "balance")
    assert dict(sums) == {"EUR": Decimal(-50), "NOK": Decimal(-9)}
    assert PeriodTotal.objects.aggregate(sum=Sum("balance"))["sum"] == 0


def test_what_comes_late_is_booked_on_the_first_open_day_and_says_so():
    ledger = books()
    close_through(ledger, TODAY)

    postings = deposit(ledger, at=NOW)

    assert {(one.booked_on, one.late_for, one.posted_at) for one in postings} == {
        (date(2026, 6, 2), TODAY, NOW)
    }


def test_sale_that_comes_late_is_booked_later():
    shop = open_shop()
    close_through(Ledger.objects.get(), TODAY)

    order = sold(shop)

    assert {(one.booked_on, one.late_for) for one in order.postings.all()} == {
        (date(2026, 6, 2), TODAY)
    }


def test_first_period_begins_with_the_earliest_posting():
    ledger = books()
    deposit(ledger, at=later(days=-3))

    assert close_through(ledger, TODAY).starts_on == date(2026, 5, 29)


def test_day_that_is_not_over_is_not_closed():
    ledger = books()
    evening = datetime(2026, 6, 1, 21, 59, tzinfo=UTC)

    with pytest.raises(PeriodNotOver):
        close_period(ledger, ends_on=TODAY, by=BY, at=evening)
    close_period(ledger, ends_on=TODAY, by=BY, at=evening + timedelta(minutes=1))


def test_day_is_not_closed_twice():
    ledger = books()
    close_through(ledger, TODAY)

    with pytest.raises(DayNotOpen):
        close_through(ledger, TODAY)
    assert ledger.periods.count() == 2


def test_days_before_the_books_are_not_closed():
    with pytest.raises(DayNotOpen):
        close_through(books(), YESTERDAY)


def test_closing_one_ledger_leaves_the_others_open():
    ledger, other = books(), books()
    close_through(ledger, TODAY)

    assert {one.booked_on for one in deposit(other)} == {TODAY}


def test_database_refuses_a_posting_into_a_closed_day():
    ledger = books()
    [debit, _] = deposit(ledger)
    close_through(ledger, TODAY)

    debit.pk = None
    with pytest.raises(IntegrityError) as refusal:
        Posting.objects.bulk_create([debit])
    assert refusal.value.__cause__.diag.constraint_name == "posting_period_is_open"


def test_ledger_is_never_opened_again():
    ledger = books()
    close_through(ledger, TODAY)

    with pytest.raises(IntegrityError) as refusal:
        Ledger.objects.filter(pk=ledger.pk).update(closed_through=None)
    assert refusal.value.__cause__.diag.constraint_name == "ledger_never_reopens"


def test_closing_takes_as_many_statements_whatever_was_posted():
    few, many = books(), books()
    deposit(few)
    for hour in range(5):
        deposit(many, at=later(hours=hour))

    with counted() as for_few:
        close_through(few, TODAY)
    with counted() as for_many:
        close_through(many, TODAY)

    assert for_many.statements == for_few.statements


def test_closed_period_and_its_totals_never_change():
    ledger = books()
    deposit(ledger)
    period = close_through(ledger, TODAY)
    periods = AccountingPeriod.objects.filter(pk=period.pk)
    changes = [
        lambda: periods.update(closed_by="somebody"),
        lambda: periods._raw_delete(periods.db),
        lambda: period.totals.update(debit=0),
        lambda: period.totals.all().delete(),
    ]

    for change in changes:
        with pytest.raises(DatabaseError, match="Cannot .* rows from"), transaction.atomic():
            change()


def test_first_document_of_an_organisation_makes_its_ledger():
    keeper = OrganisationFactory(tenant__timezone="Europe/Amsterdam")
    document = Document(DocumentKind.DEPOSIT, keeper.tenant_id, keeper.pk, "EUR", reference="S-1")
    entries = [
        Entry(Place(Account.CASH_DEPOSITS, keeper.pk), Decimal(1)),
        Entry(Place(Account.CASH, keeper.pk), Decimal(-1)),
    ]

    [debit, _] = post_document(document, entries, at=NOW)

    assert debit.ledger == keeper.ledger
    assert keeper.ledger.periods.get().starts_on == TODAY


def test_booking_day_is_the_one_that_a_document_would_get():
    ledger = books()
    close_through(ledger, TODAY)

    assert booking_day(ledger.organisation_id, at=NOW) == date(2026, 6, 2)
    assert booking_day(ledger.organisation_id, at=later(days=5)) == date(2026, 6, 6)


def test_rows_of_the_books_are_called_by_what_they_tell():
    ledger = books()
    deposit(ledger)
    period = close_through(ledger, TODAY)

    assert str(ledger) == str(ledger.organisation)
    assert str(period) == "1 (2026-06-01 – 2026-06-01)"
    assert str(ledger.periods.get(number=2)) == "2 (2026-06-02 – …)"
    assert str(period.totals.get(account="CASH")) == "CASH -50.00 EUR"
    assert str(period.events.first()) == f"OPENED {period.pk}"
