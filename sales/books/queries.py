"""What the books say: balances, what a span of days came to, and what is still open.

Amounts are in the main unit of their currency; a debit is positive. Every day is one of the
tenant's zone, and what is asked through a closed day answers the same for ever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from sales.books.accounts import Account
from sales.books.errors import DocumentUnknown
from sales.books.models import AccountingPeriod, Ledger, Posting
from sales.books.models.ledgers import ONE_DAY
from sales.books.models.postings import PostingQuerySet
from sales.books.states import PeriodState
from sales.money import ZERO

Key = tuple[Account, str]
"""An account and a currency."""
PLACES = {account: place for place, account in enumerate(Account)}


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """What an account came to in one currency: `debit` and `credit` are both positive."""

    account: Account
    currency: str
    opening: Decimal
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    postings: int = 0

    @property
    def balance(self) -> Decimal:
        return self.opening + self.debit - self.credit


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What is owed in one currency for an order, or by a party.

    `key` is the order's code, or the party's number.
    """

    subject_id: int
    key: str
    name: str
    currency: str
    amount: Decimal


def balances(ledger: Ledger, *, through: date | None = None) -> dict[Key, Decimal]:
    """The balance of each account and currency at the end of that day; zeros are left out.

    It begins with what the last closed period came to, so it reads few postings.
    """
    closed = ledger.periods.filter(state=PeriodState.CLOSED)
    if through is not None:
        closed = closed.filter(ends_on__lte=through)
    last = closed.order_by("-number").first()
    kept = _kept(last) if last else {}
    after = last.ends_on if last else None
    lines = _lines(kept, _within(ledger, after=after, through=through))
    return {(line.account, line.currency): line.balance for line in lines if line.balance}


def trial_balance(
    ledger: Ledger, *, since: date | None = None, through: date | None = None
) -> list[BalanceLine]:
    """What each account came to from one day through another, with its balance before.

    The balances of each currency add up to zero, and so do the openings.
    """
    opening = balances(ledger, through=since - ONE_DAY) if since else {}
    after = since - ONE_DAY if since else None
    return _lines(opening, _within(ledger, after=after, through=through))


def open_orders(
    ledger: Ledger, *, through: date | None = None, until: datetime | None = None
) -> list[OpenItem]:
    """What customers owed for orders, or had paid too much: by the end of a day that was booked, or
    by a moment at which it was posted; else what they owe now."""
    found = _as_of(ledger, (Account.CUSTOMER_RECEIVABLE,), through, until)
    sums = found.values_list("order", "order__code", "currency").annotate(amount=Sum("amount"))
    return [
        OpenItem(order, code, code, currency, amount)
        for order, code, currency, amount in sums.exclude(amount=0).order_by("order__code", "order")
    ]


def open_parties(
    ledger: Ledger, *, through: date | None = None, until: datetime | None = None
) -> tuple[list[OpenItem], list[OpenItem]]:
    """What the partners of channels owed, or were owed, in the same way; and what statements say
    that operators get and was not paid, which is below zero. One statement."""
    found = _as_of(ledger, (Account.CHANNEL_RECEIVABLE, Account.OPERATOR_PAYABLE), through, until)
    sums = found.values_list("account", "party", "party__number", "party__name", "currency")
    items: defaultdict[str, list[OpenItem]] = defaultdict(list)
    open_sums = sums.annotate(amount=Sum("amount")).exclude(amount=0)
    for account, party, number, name, currency, amount in open_sums.order_by(
        "party__name", "party"
    ):
        items[account].append(OpenItem(party, str(number), name, currency, amount))
    return items[Account.CHANNEL_RECEIVABLE], items[Account.OPERATOR_PAYABLE]


def get_document(postings: PostingQuerySet, document: UUID) -> list[Posting]:
    """The lines of one document among those postings; else DocumentUnknown."""
    lines = list(
        postings.filter(document=document)
        .select_related("tenant", "ledger__organisation", "order", "party", "operator")
        .order_by("pk")
    )
    if not lines:
        raise DocumentUnknown
    return lines


def _kept(period: AccountingPeriod) -> dict[Key, Decimal]:
    rows = period.totals.values_list("account", "currency", "balance")
    return {(Account(account), currency): balance for account, currency, balance in rows}


def _within(ledger: Ledger, *, after: date | None, through: date | None) -> PostingQuerySet:
    found = Posting.objects.filter(ledger=ledger)
    if after is not None:
        found = found.filter(booked_on__gt=after)
    return found if through is None else found.through(through)


def _lines(opening: Mapping[Key, Decimal], postings: PostingQuerySet) -> list[BalanceLine]:
    moved = {(line.account, line.currency): line for line in _moved(postings)}
    lines = [
        BalanceLine(account, currency, opening.get((account, currency), ZERO))
        if (line := moved.get((account, currency))) is None
        else BalanceLine(
            account,
            currency,
            opening.get((account, currency), ZERO),
            line.debit,
            line.credit,
            line.postings,
        )
        for account, currency in moved.keys() | opening.keys()
    ]
    return sorted(lines, key=lambda line: (line.currency, PLACES[line.account]))


def _moved(postings: PostingQuerySet) -> Iterable[BalanceLine]:
    sums = postings.values_list("account", "currency").annotate(
        debit=Coalesce(Sum("amount", filter=Q(amount__gt=0)), ZERO),
        credit=Coalesce(-Sum("amount", filter=Q(amount__lt=0)), ZERO),
        postings=Count("pk"),
    )
    for account, currency, debit, credit, count in sums.order_by():
        yield BalanceLine(Account(account), currency, ZERO, debit, credit, count)


def _as_of(
    ledger: Ledger, accounts: Sequence[Account], through: date | None, until: datetime | None
) -> PostingQuerySet:
    found = Posting.objects.filter(ledger=ledger, account__in=accounts)
    if through is not None:
        found = found.through(through)
    return found if until is None else found.until(until)
