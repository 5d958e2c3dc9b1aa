"""What a statement comes to: commissions by term, shares by operator, and the remainder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from sales.money import ZERO, share_of, total
from sales.statements.errors import TermsMissing
from sales.statements.models import CommissionTerm
from sales.statements.shares import Rate, Share
from sales.statements.states import StatementKind

Key = TypeVar("Key")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Earned:
    """What was earned under one term; all without VAT but `tax`, which is on top."""

    term: CommissionTerm
    base: Decimal
    tickets: int
    commission: Decimal
    """Percent of the whole base, rounded once."""
    of_sales: Decimal
    """The sum of the commissions of single sales."""
    fee: Decimal

    @property
    def tax(self) -> Decimal:
        return share_of(self.commission + self.fee, self.term.vat_rate)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """All that a statement in one currency says."""

    kind: StatementKind
    currency: str
    shares: Sequence[Share]
    earned: Sequence[Earned]
    rates: Sequence[Rate]

    @property
    def first_day(self) -> date:
        return min(share.first_day for share in self.shares)

    @property
    def gross(self) -> Decimal:
        return total(share.gross for share in self.shares)

    @property
    def tax(self) -> Decimal:
        return total(share.tax for share in self.shares)

    @property
    def tickets(self) -> int:
        return sum(share.tickets for share in self.shares)

    @property
    def commission(self) -> Decimal:
        return total(one.commission for one in self.earned)

    @property
    def fee(self) -> Decimal:
        return total(one.fee for one in self.earned)

    @property
    def commission_tax(self) -> Decimal:
        return total(one.tax for one in self.earned)

    @property
    def rounding(self) -> Decimal:
        """What the commission is more than those of single sales together."""
        return self.commission - total(one.of_sales for one in self.earned)

    @property
    def net(self) -> Decimal:
        """What the party gets."""
        earned = self.commission + self.fee + self.commission_tax
        return earned if self.kind == StatementKind.PARTNER else self.gross - self.tax - earned

    def by_operator(self) -> dict[int, Decimal]:
        """What each operator sold, without VAT."""
        return _sums(self.shares, lambda share: share.operator_id, lambda one: one.gross - one.tax)

    def tax_by_rate(self) -> dict[Decimal, Decimal]:
        """The VAT on commissions and fees."""
        return _sums(self.earned, lambda one: one.term.vat_rate, lambda one: one.tax)


def reckon(
    kind: StatementKind,
    shares: Iterable[Share],
    rates: Iterable[Rate],
    terms: dict[int, CommissionTerm],
) -> list[Reckoning]:
    """One for each currency. TermsMissing."""
    by_currency: defaultdict[str, list[Share]] = defaultdict(list)
    for share in shares:
        by_currency[share.currency].append(share)
    known = list(rates)
    return [
        Reckoning(
            kind,
            currency,
            found,
            _earned(found, terms),
            [rate for rate in known if rate.currency == currency],
        )
        for currency, found in by_currency.items()
    ]


def _earned(shares: Sequence[Share], terms: dict[int, CommissionTerm]) -> list[Earned]:
    by_term: defaultdict[int, list[Share]] = defaultdict(list)
    for share in shares:
        if share.term_id is None:
            raise TermsMissing(
                f"No commission terms in {share.currency} hold on {share.first_sold}; write them, "
                "also where they are zero."
            )
        by_term[share.term_id].append(share)
    return [_under(terms[term], found) for term, found in by_term.items()]


def _under(term: CommissionTerm, shares: Sequence[Share]) -> Earned:
    base = total(share.base for share in shares)
    return Earned(
        term=term,
        base=base,
        tickets=sum(share.tickets for share in shares),
        commission=share_of(base, term.percent),
        of_sales=total(share.commission or ZERO for share in shares),
        fee=total(share.fee or ZERO for share in shares),
    )


def _sums(
    rows: Iterable[Row], key: Callable[[Row], Key], amount: Callable[[Row], Decimal]
) -> dict[Key, Decimal]:
    sums: defaultdict[Key, Decimal] = defaultdict(lambda: ZERO)
    for row in rows:
        sums[key(row)] += amount(row)
    return dict(sums)
