"""Statements: what operators and partners are settled with, and what that means in the books."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from bookings.actions.booking import cancel_booking
from sales.catalogue.states import Cancellation
from sales.models import Posting, Statement, StatementEntry
from sales.statements.actions import issue_statement, issue_statements, take_back_statement
from sales.statements.errors import (
    NothingToSettle,
    PeriodNotClosed,
    TakenBackBefore,
    TermsMissing,
)
from sales.statements.queries import open_amounts, open_parties
from sales.statements.states import CommissionBase, StatementKind
from tests.factories.books import close_through
from tests.factories.itineraries import one_ride
from tests.factories.ledger import balances, check_books
from tests.factories.moments import BY, later
from tests.factories.scenarios import Shop
from tests.factories.statements import (
    NEXT_DAY,
    TODAY,
    broker,
    ledger_of,
    runner_of,
    settled,
    statement,
    terms,
)
from tests.racing import race
from tests.standing import standing

pytestmark = pytest.mark.django_db
SECOND = TODAY + timedelta(days=1)


@standing
def shop() -> Shop:
    return broker(product={"cancellation": Cancellation.UNTIL_DEPARTURE})


def of(made):
    return balances(document=made.document)


def sums(made):
    return made.gross_amount, made.tax_amount, made.commission_amount, made.net_amount


# Operators


def test_operator_gets_its_share_less_the_commission(shop):
    terms(shop, runner_of(shop), vat_rate=Decimal(25))
    shop.sell(30, 31)

    [made] = settled(shop)

    assert sums(made) == tuple(map(Decimal, ("8.00", "0.66", "0.73", "6.43")))
    assert (made.kind, made.number, made.tickets, made.channel) == ("OPERATOR", 1, 2, None)
    assert (made.starts_on, made.ends_on, made.issued_on) == (TODAY, TODAY, SECOND)
    assert of(made) == {
        "COMMISSION_REVENUE": Decimal("-0.73"),
        "OPERATOR_LIABILITY": Decimal("7.34"),
        "OPERATOR_PAYABLE": Decimal("-6.43"),
        "VAT_PAYABLE": Decimal("-0.18"),
    }
    assert balances(account="OPERATOR_LIABILITY") == {}
    check_books()


def test_remainder_of_single_commissions_is_the_sellers(shop):
    terms(shop, runner_of(shop), percent=Decimal("12.500"))
    for _ in range(3):
        shop.sell()

    [made] = settled(shop)

    # 12.5 % of 3.67 is 0.45875, three times 0.46; of 11.01 it is 1.37625.
    assert (made.commission_amount, made.rounding_amount) == (Decimal("1.38"), Decimal("0.00"))
    [share] = {entry.commission_amount for entry in made.entries.all()}
    assert share == Decimal("0.46")

    take_back_statement(made, reason="Wrong terms", by=BY, at=NEXT_DAY)
    made.party.commission_terms_of_party.update(percent=Decimal("10.000"))
    [again] = settled(shop)
    assert (again.commission_amount, again.rounding_amount) == (Decimal("1.10"), Decimal("-0.01"))
    assert of(again) == {
        "COMMISSION_REVENUE": Decimal("-1.11"),
        "OPERATOR_LIABILITY": Decimal("11.01"),
        "OPERATOR_PAYABLE": Decimal("-9.91"),
        "ROUNDING": Decimal("0.01"),
    }
    assert balances(account="ROUNDING", party=shop.channel.seller) == {"ROUNDING": Decimal("0.01")}


def test_fee_per_ticket_and_percent_with_vat(shop):
    base = CommissionBase.WITH_VAT
    terms(shop, runner_of(shop), base=base, ticket_fee=Decimal("0.50"))
    shop.sell(30, 31)

    [made] = settled(shop)

    assert (made.commission_amount, made.fee_amount) == (Decimal("0.80"), Decimal("1.00"))
    assert made.net_amount == Decimal("8.00") - Decimal("0.66") - Decimal("1.80")
    assert made.facts["earned"] == [
        {
            "percent": "10.000",
            "of": "WITH_VAT",
            "ticket_fee": "0.50",
            "vat_rate": "0.00",
            "base": "8.00",
            "tickets": 2,
            "commission": "0.80",
            "fee": "1.00",
            "tax": "0.00",
        }
    ]


def test_return_is_settled_under_the_terms_of_its_sale(shop):
    sold = shop.sell(itineraries=[one_ride(later(days=3))])
    first, then = DateRange(None, SECOND), DateRange(SECOND, None)
    terms(shop, runner_of(shop), period=first)
    terms(shop, runner_of(shop), period=then, percent=Decimal(50))
    settled(shop)
    cancel_booking(sold, by=BY, at=NEXT_DAY)

    [made] = settled(shop, through=SECOND, at=later(days=2))

    assert sums(made) == tuple(map(Decimal, ("-4.00", "-0.33", "-0.37", "-3.30")))
    assert (made.number, made.tickets, made.starts_on) == (2, -1, SECOND)
    assert balances(account__in=["OPERATOR_PAYABLE", "COMMISSION_REVENUE"]) == {}


# Partners


def test_partner_earns_a_commission_on_what_its_channel_sold(shop):
    partner = shop.channel.partner
    terms(shop, runner_of(shop))
    terms(shop, partner, shop.channel, percent=Decimal(5), vat_rate=Decimal(25))
    shop.sell(30, 31)
    close_through(ledger_of(shop), TODAY)

    [made] = issue_statement(
        ledger_of(shop), partner, shop.channel, through=TODAY, by=BY, at=NEXT_DAY
    )

    assert sums(made) == tuple(map(Decimal, ("8.00", "0.66", "0.37", "0.46")))
    assert (made.kind, made.channel) == (StatementKind.PARTNER, shop.channel)
    assert of(made) == {
        "CHANNEL_RECEIVABLE": Decimal("-0.46"),
        "COMMISSION_COST": Decimal("0.37"),
        "VAT_PAYABLE": Decimal("0.09"),
    }
    # The same sale is settled with its operator as well.
    [other] = settled(shop)
    assert other.entries.get().posting == made.entries.get().posting


def test_everybody_is_settled_with_at_once(shop):
    partner = shop.channel.partner
    terms(shop, runner_of(shop))
    shop.sell()
    close_through(ledger_of(shop), TODAY)
    assert open_parties(ledger_of(shop), through=TODAY) == [(runner_of(shop), None)]
    terms(shop, partner, shop.channel)
    assert [(one.amount, one.postings) for one in open_amounts(ledger_of(shop), through=TODAY)] == [
        (Decimal("3.67"), 1),
        (Decimal("3.67"), 1),
    ]

    made = issue_statements(ledger_of(shop), through=TODAY, by=BY, at=NEXT_DAY)

    assert [(one.kind, one.party) for one in made] == [
        (StatementKind.OPERATOR, runner_of(shop)),
        (StatementKind.PARTNER, partner),
    ]
    with pytest.raises(NothingToSettle):
        issue_statements(ledger_of(shop), through=TODAY, by=BY, at=NEXT_DAY)


# What is refused


def test_days_that_are_not_closed_are_not_settled(shop):
    terms(shop, runner_of(shop))
    shop.sell()

    with pytest.raises(PeriodNotClosed):
        issue_statement(ledger_of(shop), runner_of(shop), through=TODAY, by=BY, at=NEXT_DAY)


def test_sale_is_settled_once(shop):
    terms(shop, runner_of(shop))
    shop.sell()
    settled(shop)

    with pytest.raises(NothingToSettle):
        settled(shop)


def test_sale_on_a_day_without_terms_is_not_settled(shop):
    terms(shop, runner_of(shop), period=DateRange(SECOND, None))
    shop.sell()

    with pytest.raises(TermsMissing, match="2026-06-01"):
        settled(shop)
    assert not Statement.objects.exists()


# Taking back


def test_statement_that_is_taken_back_leaves_the_books_as_they_were(shop):
    terms(shop, runner_of(shop))
    shop.sell()
    before = balances()
    [wrong] = settled(shop)

    kept = Statement.objects.get(pk=wrong.pk)
    back = take_back_statement(kept, reason="Wrong terms", by=BY, at=NEXT_DAY)

    assert (back.number, back.corrects, back.net_amount) == (2, wrong, -wrong.net_amount)
    assert balances() == before
    assert back.facts["reason"] == "Wrong terms"
    [again] = settled(shop)
    assert (again.number, again.net_amount) == (3, wrong.net_amount)
    assert list(StatementEntry.objects.order_by("pk").values_list("turn", flat=True)) == [1, 2, 3]
    for one in (wrong, back):
        with pytest.raises(TakenBackBefore):
            take_back_statement(one, reason="", by=BY, at=NEXT_DAY)
    check_books()


# What the database keeps


def test_statement_never_changes():
    made = statement()

    for rows in (Statement.objects.filter(pk=made.pk), made.entries.all()):
        with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
            rows.update(gross_amount=1)


def test_entries_add_up_to_their_statement():
    made = statement()
    made.pk, made.number, made.document = None, 2, None

    with transaction.atomic():
        made.save(force_insert=True)
        with pytest.raises(IntegrityError, match="do not add up"):
            connection.check_constraints()
        transaction.set_rollback(True)


def test_queries_do_not_grow_with_sales(shop, django_assert_num_queries):
    terms(shop, runner_of(shop))
    for _ in range(3):
        shop.sell()
    close_through(ledger_of(shop), TODAY)
    call = partial(issue_statement, ledger_of(shop), runner_of(shop), through=TODAY)

    with django_assert_num_queries(18, exact=False):
        call(by=BY, at=NEXT_DAY)
    assert Posting.objects.filter(kind="STATEMENT").count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_settle_a_sale_once():
    shop = broker()
    terms(shop, runner_of(shop))
    shop.sell()
    close_through(ledger_of(shop), TODAY)

    def issue():
        ledger, runner = ledger_of(shop), runner_of(shop)
        return issue_statement(ledger, runner, through=TODAY, by=BY, at=NEXT_DAY)

    found = race(issue, issue)

    assert sorted(type(one).__name__ for one in found) == ["NothingToSettle", "list"]
    assert StatementEntry.objects.count() == 1
