"""What each posting on a partner's account is for, with the VAT in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from sales.books.models import Posting
from sales.money import round_amount, total
from sales.orders.lines import Fee, OrderLine
from sales.settlement.queries import JournalEntry, JournalPart, entries_of, order_of

POSTINGS_AT_ONCE = 1_000
OUTSIDE = Decimal("0.00")
"""The rate of what came without one: VAT is told where it is known."""


@dataclass(frozen=True, slots=True)
class Charge:
    """A posting that is to be invoiced; its parts add up to its amount."""

    posting: Posting
    turn: int
    parts: tuple[JournalPart, ...]

    @property
    def amount(self) -> Decimal:
        return self.posting.amount

    @property
    def tax_amount(self) -> Decimal:
        return total(part.tax_amount for part in self.parts)

    @property
    def description(self) -> str:
        return ", ".join(filter(None, (part.description for part in self.parts)))


@dataclass(frozen=True, slots=True)
class _Row:
    """A line or a fee, and the versions that brought it and took it back."""

    row: OrderLine | Fee
    added: int
    gone: int | None


def charges_of(postings: Iterable[Posting]) -> Iterator[Charge]:
    """Read in batches, four queries each, in the order of the postings."""
    rows = iter(postings)
    while batch := list(islice(rows, POSTINGS_AT_ONCE)):
        for posting, entry in zip(batch, entries_of(batch), strict=True):
            turn = getattr(posting, "turns", 0) + 1
            yield Charge(posting, turn, tuple(_parts(posting, entry)))


def _parts(posting: Posting, entry: JournalEntry) -> Sequence[JournalPart]:
    """What was sold or given back with it, if that is its amount.

    Where the rest of it moved another way, such as by card, it is that much of all that the
    version changed, else of all that the order holds.
    """
    if entry.claim is not None:
        claim = entry.claim
        rate = OUTSIDE if claim.vat_rate is None else claim.vat_rate
        tax = entry.tax_amount or OUTSIDE
        return [JournalPart(claim.description, 1, posting.amount, tax, rate, is_fee=True)]
    if _sum(entry.parts) == posting.amount:
        return entry.parts
    for parts in _candidates(posting):
        if _sum(parts):
            return _share(parts, posting.amount)
    return [JournalPart("", 1, posting.amount, OUTSIDE, OUTSIDE, is_fee=True)]


def _candidates(posting: Posting) -> Iterator[list[JournalPart]]:
    """Read for this order alone: such postings are rare."""
    order, version = order_of(posting), posting.order_version
    lines = [
        _Row(line, line.added_in_version, line.cancelled_in_version)
        for line in order.lines.order_by("pk")
    ]
    fees = [
        _Row(fee, fee.added_in_version, fee.removed_in_version) for fee in order.fees.order_by("pk")
    ]
    rows = [*lines, *fees]
    yield [
        *(_part(one.row, 1) for one in rows if one.added == version != one.gone),
        *(_part(one.row, -1) for one in rows if one.gone == version != one.added),
    ]
    yield [_part(one.row, 1) for one in rows if one.gone is None]
    yield [_part(one.row, 1) for one in rows]


def _part(row: OrderLine | Fee, sign: int) -> JournalPart:
    is_fee = isinstance(row, Fee)
    name = row.reason if isinstance(row, Fee) else row.full_name
    count = 1 if isinstance(row, Fee) else row.count
    amount, tax = sign * row.amount, sign * row.tax_amount
    return JournalPart(name, count, amount, tax, row.vat_rate, is_fee=is_fee)


def _share(parts: Sequence[JournalPart], amount: Decimal) -> list[JournalPart]:
    """The same parts, made to add up to this amount; the last one takes what rounding leaves."""
    factor = amount / _sum(parts)
    shared = [
        replace(
            part,
            amount=round_amount(part.amount * factor),
            tax_amount=round_amount(part.tax_amount * factor),
        )
        for part in parts
    ]
    rest = amount - _sum(shared)
    return [*shared[:-1], replace(shared[-1], amount=shared[-1].amount + rest)]


def _sum(parts: Iterable[JournalPart]) -> Decimal:
    return total(part.amount for part in parts)
