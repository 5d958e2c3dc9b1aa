"""Posting and closing at the same moment: nothing gets into a day that is closed."""

from __future__ import annotations

import threading
from datetime import date
from functools import partial

import pytest
from django.db import transaction
from django.db.models import Sum

from sales.books.actions import close_period, open_ledger, reverse_document
from sales.books.errors import DayNotOpen, ReversedAlready
from sales.books.queries import balances, trial_balance
from sales.models import AccountingPeriod, Ledger, Posting
from tests.factories.books import books, deposit
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory
from tests.racing import in_thread, race, wait_until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)

TODAY, TOMORROW = date(2026, 6, 1), date(2026, 6, 2)


def close(ledger):
    return close_period(ledger, ends_on=TODAY, by=BY, at=later(days=1))


def test_first_sales_at_once_make_one_ledger():
    keeper = OrganisationFactory(tenant__timezone="Europe/Amsterdam").pk

    ledgers = race(*[partial(open_ledger, keeper, at=NOW)] * 8)

    assert ledgers == [Ledger.objects.get()] * 8
    assert AccountingPeriod.objects.count() == 1


def test_closing_waits_for_who_is_posting():
    ledger = books()
    with transaction.atomic():
        deposit(ledger)
        closing = in_thread(partial(close, ledger))
        wait_until_somebody_waits()
        assert Ledger.objects.get().closed_through is None
    closing.join()

    assert {posting.booked_on for posting in Posting.objects.all()} == {TODAY}
    assert {total.postings for total in AccountingPeriod.objects.get(number=1).totals.all()} == {1}


def test_posting_waits_for_who_is_closing_and_comes_late():
    ledger = books()
    with transaction.atomic():
        close(ledger)
        posting = in_thread(partial(deposit, ledger))
        wait_until_somebody_waits()
    posting.join()

    assert {(one.booked_on, one.late_for) for one in Posting.objects.all()} == {(TOMORROW, TODAY)}


def test_row_that_was_made_before_its_day_was_closed_is_refused_after_the_wait():
    """Who writes past the actions is held up by the trigger, which looks after the wait."""
    ledger = books()
    [debit, credit] = deposit(ledger)
    debit.pk = credit.pk = None
    refusals = []

    def write():
        try:
            Posting.objects.bulk_create([debit, credit])
        except Exception as refusal:  # noqa: BLE001
            refusals.append(str(refusal))

    with transaction.atomic():
        close(ledger)
        writing = in_thread(write)
        wait_until_somebody_waits()
    writing.join()

    [refusal] = refusals
    assert "the day of a posting is closed" in refusal
    assert Posting.objects.count() == 2


def test_closing_gets_its_turn_though_sales_never_pause():
    """There is always somebody inside: each goes in before the one before comes out."""
    ledger, over = books(), threading.Event()

    def sell_without_pause():
        while not over.is_set():
            with transaction.atomic():
                deposit(ledger)
                threading.Event().wait(0.05)

    sellers = [in_thread(sell_without_pause) for _ in range(6)]
    try:
        wait_until_posted()
        close(ledger)
    finally:
        over.set()
        for seller in sellers:
            seller.join()

    closed = AccountingPeriod.objects.get(number=1)
    kept = {total.postings for total in closed.totals.all()}
    assert kept == {Posting.objects.filter(account="CASH", booked_on=TODAY).count()}
    assert Posting.objects.filter(late_for=TODAY, booked_on=TOMORROW).exists()


def wait_until_posted():
    for _ in range(500):
        if Posting.objects.exists():
            return
        threading.Event().wait(0.01)
    pytest.fail("Nobody posts.")


def test_two_close_the_same_day_once():
    ledger = books()
    deposit(ledger)

    outcomes = race(partial(close, ledger), partial(close, ledger))

    assert sorted(type(one).__name__ for one in outcomes) == [
        "AccountingPeriod",
        DayNotOpen.__name__,
    ]
    assert AccountingPeriod.objects.filter(state="CLOSED").count() == 1


def test_closing_and_posting_at_once_never_part_the_books():
    ledger = books()
    posts = [partial(deposit, ledger, at=later(minutes=n)) for n in range(10)]

    outcomes = race(*posts, partial(close, ledger), *posts)

    assert not [one for one in outcomes if isinstance(one, Exception)]
    closed = AccountingPeriod.objects.get(number=1)
    booked = Posting.objects.filter(booked_on__lte=TODAY).values_list("account")
    sums = dict(booked.annotate(Sum("amount")))
    assert {total.account: total.balance for total in closed.totals.all()} == sums
    assert Posting.objects.count() == 40
    assert sum(balances(ledger).values()) == 0
    assert sum(line.postings for line in trial_balance(ledger)) == 40


def test_document_is_taken_back_once():
    ledger = books()
    document = deposit(ledger)[0].document
    back = partial(reverse_document, ledger, document, at=NOW)

    outcomes = race(*[back] * 4)

    assert [type(one) for one in outcomes].count(ReversedAlready) == 3
    assert balances(ledger) == {}


def test_taking_back_while_a_period_is_closed_ends_with_both_done():
    ledger = books()
    document = deposit(ledger)[0].document

    outcomes = race(
        partial(reverse_document, ledger, document, at=NOW),
        partial(close, ledger),
        partial(deposit, ledger),
    )

    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert Posting.objects.filter(kind="CORRECTION").count() == 2


def test_who_holds_the_ledger_and_posts_is_not_in_the_way_of_who_closes():
    ledger = books()

    @transaction.atomic
    def hold_and_post():
        held = Ledger.objects.lock(ledger)
        return deposit(held)

    outcomes = race(hold_and_post, partial(close, ledger), hold_and_post, partial(deposit, ledger))

    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert Posting.objects.count() == 6
