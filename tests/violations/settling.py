"""Constraints of commission terms, statements and payouts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from sales.models import CommissionTerm, Payout, PayoutLine
from tests.factories.books import books
from tests.factories.moments import BY, NOW
from tests.factories.operators import OrganisationFactory
from tests.factories.payouts import match_of, payout, payout_line
from tests.factories.sales import OrderFactory, SalesChannelFactory
from tests.factories.statements import CommissionTermFactory, written_entry, written_statement
from tests.violations.payments import part
from tests.violations.ways import NONSENSE, Violation, stranger, wrong

ONE_DAY = DateRange(date(2026, 6, 1), date(2026, 6, 2))


def second_terms() -> None:
    first = CommissionTermFactory()
    CommissionTermFactory(seller=first.seller, party=first.party, period=ONE_DAY)


def terms_with_oneself() -> None:
    first = CommissionTermFactory()
    CommissionTerm.objects.filter(pk=first.pk).update(party=first.seller)


def another_statement(**values: Any) -> Violation:
    """Statements are never changed, so a wrong one is written."""
    return lambda: written_statement(OrderFactory(), **values)


def statement_of_strangers_books() -> None:
    written_statement(OrderFactory(), ledger=books())


def second_number() -> None:
    order = OrderFactory()
    first = written_statement(order)
    written_statement(order, series=first.series, number=first.number)


def another_entry(**values: Any) -> Violation:
    return lambda: written_entry(OrderFactory(), **values)


def second_entry() -> None:
    order = OrderFactory()
    first = written_entry(order)
    written_entry(order, statement=first.statement)


def another_payout(**values: Any) -> Payout:
    """Payouts are never changed, so a wrong one is written."""
    ledger = values.pop("ledger", None) or books()
    facts = {
        "tenant": ledger.tenant,
        "ledger": ledger,
        "source": "OTHER",
        "reference": "1",
        "paid_on": date(2026, 6, 3),
        "currency": "EUR",
        "gross_amount": 0,
        "fee_amount": 0,
        "net_amount": 0,
        "digest": "0" * 64,
        "imported_by": str(BY),
        "imported_at": NOW,
    }
    return Payout.objects.create(**{**facts, **values})


def wrong_payout(**values: Any) -> Violation:
    return lambda: another_payout(**values)


def second_payout() -> None:
    first = payout()
    another_payout(ledger=first.ledger, reference=first.reference)


def another_line(**values: Any) -> Violation:
    """A line beside the one that is there, of no amount."""

    def violate() -> None:
        facts = {"reference": "2", "kind": "OTHER", "gross_amount": 0, "fee_amount": 0}
        PayoutLine.objects.create(payout=payout(), **{**facts, **values})

    return violate


def match_with_nothing() -> None:
    match_of(payout_line())


def match_with_both() -> None:
    given = part()
    match_of(payout_line(), transaction=given.transaction, credit_part=given)


VIOLATIONS: dict[str, Violation] = {
    "commissionterm_seller_same_tenant": stranger(
        CommissionTermFactory, "seller", OrganisationFactory
    ),
    "commissionterm_party_same_tenant": stranger(
        CommissionTermFactory, "party", OrganisationFactory
    ),
    "commissionterm_channel_same_tenant": stranger(
        CommissionTermFactory, "channel", SalesChannelFactory
    ),
    "commissionterm_party_is_another": terms_with_oneself,
    "commissionterm_currency_is_iso_4217": wrong(CommissionTermFactory, currency="eur"),
    "commissionterm_rates_are_percent": wrong(CommissionTermFactory, percent=Decimal(101)),
    "commissionterm_fee_is_not_negative": wrong(CommissionTermFactory, ticket_fee=-1),
    "commissionterm_base_is_known": wrong(CommissionTermFactory, base=NONSENSE),
    "commissionterm_period_holds_a_day": wrong(
        CommissionTermFactory, period=DateRange(ONE_DAY.lower, ONE_DAY.lower)
    ),
    "commissionterm_one_at_a_time": second_terms,
    "statement_ledger_same_tenant": statement_of_strangers_books,
    "statement_party_same_tenant": lambda: written_statement(
        OrderFactory(), party=OrganisationFactory()
    ),
    "statement_channel_same_tenant": lambda: written_statement(
        OrderFactory(), channel=SalesChannelFactory()
    ),
    "statement_once_per_number": second_number,
    "statement_number_starts_at_one": another_statement(number=0),
    "statement_of_a_partner_has_channel": another_statement(channel=None),
    "statement_currency_is_iso_4217": another_statement(currency="eur"),
    "statement_ends_after_it_starts": another_statement(ends_on=date(2026, 5, 31)),
    "statement_net_adds_up": another_statement(net_amount=1),
    "statemententry_once_per_posting_and_turn": second_entry,
    "statemententry_kind_is_known": another_entry(kind=NONSENSE),
    "statemententry_turn_starts_at_one": another_entry(turn=0),
    "payout_ledger_same_tenant": lambda: another_payout(tenant=OrganisationFactory().tenant),
    "payout_once_per_reference": second_payout,
    "payout_source_is_known": wrong_payout(source=NONSENSE),
    "payout_has_reference": wrong_payout(reference=""),
    "payout_currency_is_iso_4217": wrong_payout(currency="eur"),
    "payout_net_adds_up": wrong_payout(net_amount=1),
    "payoutline_once_per_reference": another_line(reference="1"),
    "payoutline_kind_is_known": another_line(kind=NONSENSE),
    "payoutline_payment_is_positive": another_line(kind="PAYMENT"),
    "payoutline_refund_is_negative": another_line(kind="REFUND"),
    "payoutmatch_is_one_or_the_other": match_with_nothing,
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("statement_of_a_partner_has_channel", another_statement(kind="OPERATOR")),
    ("payoutmatch_is_one_or_the_other", match_with_both),
]
