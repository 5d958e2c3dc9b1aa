"""The journal of a channel: what its partner is charged and credited, out of the books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sales.books.accounts import Account, DocumentKind
from sales.books.models import Posting
from sales.catalogue.channels import SalesChannel
from sales.money import total, vat_in
from sales.orders.lines import Fee, OrderLine
from sales.orders.models import Order
from sales.settlement.models import ExtraCost
from sales.settlement.states import CostKind

Row = OrderLine | Fee


@dataclass(frozen=True, slots=True)
class JournalPart:
    """One line of an entry, VAT included; what is given back is negative."""

    name: str
    count: int
    """Of what `name` says; a fee is one."""
    amount: Decimal
    tax_amount: Decimal
    vat_rate: Decimal
    is_fee: bool = False
    used_seconds: int | None = None
    """Of a rental: how long the customer had the vehicle."""

    @property
    def description(self) -> str:
        return self.name if self.is_fee else f"{self.count} × {self.name}"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One sale, refund, fee or extra cost. A positive amount is charged to the partner, a
    negative one is credited; VAT is included."""

    order: Order
    sequence: int
    """Place among the entries of its order, from 1; it never changes. 0: nobody asked."""
    kind: DocumentKind
    amount: Decimal
    posted_at: datetime
    parts: tuple[JournalPart, ...] = ()
    claim: ExtraCost | None = None

    @property
    def used_seconds(self) -> int | None:
        """How long vehicles were used for it; None where it is about no use of a vehicle."""
        told = [part.used_seconds for part in self.parts if part.used_seconds is not None]
        return sum(told) if told else None

    @property
    def tax_amount(self) -> Decimal | None:
        """The VAT in it; None for an extra cost that came without a rate."""
        if self.claim is None:
            return total(part.tax_amount for part in self.parts)
        rate = self.claim.vat_rate
        return None if rate is None else vat_in(self.amount, rate)

    @property
    def vat_rate(self) -> Decimal | None:
        """The one rate of all its parts; None where they differ or none was told."""
        if self.claim is not None:
            return self.claim.vat_rate
        rates = {part.vat_rate for part in self.parts}
        return rates.pop() if len(rates) == 1 else None


@dataclass(frozen=True, slots=True)
class JournalWish:
    """Which entries are asked for; empty members leave none out."""

    since: datetime | None = None
    until: datetime | None = None
    """Exclusive."""
    order_id: int | None = None
    kinds: frozenset[DocumentKind] = frozenset()
    cost_kinds: frozenset[CostKind] = frozenset()
    """With or without `kinds`: extra costs of these kinds alone."""


def read_journal(
    channel: SalesChannel, wish: JournalWish, *, offset: int = 0, limit: int
) -> list[JournalEntry]:
    """A page of the channel's journal, in the order of posting, as its present partner owes it.

    Sandbox sales are in no books, so they are not in it. Four queries, whatever the page holds.
    """
    return entries_of(list(postings_of_journal(channel, wish)[offset : offset + limit]))


def postings_of_journal(channel: SalesChannel, wish: JournalWish) -> QuerySet[Posting]:
    """The postings behind the entries of a journal, in its order."""
    found = _charged(channel).select_related("order__seller").annotate(sequence=_sequence())
    return found.filter(_wanted(wish)).order_by("posted_at", "pk")


def journal_entry_of(claim: ExtraCost) -> JournalEntry:
    """The entry that an extra cost has made, or would have made for a sandbox order."""
    if claim.document is None:
        place = ExtraCost.objects.filter(order=claim.order_id, pk__lte=claim.pk).count()
    else:
        charged = Posting.objects.filter(order=claim.order_id, account=Account.CHANNEL_RECEIVABLE)
        mine = charged.get(document=claim.document)
        place = charged.filter(pk__lte=mine.pk).count()
    return JournalEntry(
        order=claim.order,
        sequence=place,
        kind=DocumentKind.EXTRA_COST,
        amount=claim.amount,
        posted_at=claim.claimed_at,
        claim=claim,
    )


def _charged(channel: SalesChannel) -> QuerySet[Posting]:
    receivable = Posting.objects.filter(account=Account.CHANNEL_RECEIVABLE)
    return receivable.filter(party=channel.partner_id, order__channel=channel)


def _sequence() -> Coalesce:
    """How many entries its order had with it. Changes of an order lock it, so ids are in order."""
    earlier = Posting.objects.filter(
        order=OuterRef("order"), account=Account.CHANNEL_RECEIVABLE, pk__lte=OuterRef("pk")
    )
    counted = earlier.order_by().values("order").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _wanted(wish: JournalWish) -> Q:
    wanted = Q()
    if wish.since:
        wanted &= Q(posted_at__gte=wish.since)
    if wish.until:
        wanted &= Q(posted_at__lt=wish.until)
    if wish.order_id is not None:
        wanted &= Q(order=wish.order_id)
    if wish.kinds or wish.cost_kinds:
        claims = ExtraCost.objects.filter(kind__in=wish.cost_kinds, document__isnull=False)
        wanted &= Q(kind__in=wish.kinds) | Q(document__in=claims.values("document"))
    return wanted


def entries_of(page: Sequence[Posting]) -> list[JournalEntry]:
    """What these postings on partners' accounts are for; each has its order. Three queries."""
    orders = {posting.order_id for posting in page}
    lines: defaultdict[int, list[OrderLine]] = defaultdict(list)
    for line in OrderLine.objects.filter(order__in=orders).order_by("pk"):
        lines[line.order_id].append(line)
    fees: defaultdict[int, list[Fee]] = defaultdict(list)
    for fee in Fee.objects.filter(order__in=orders).order_by("pk"):
        fees[fee.order_id].append(fee)
    documents = [posting.document for posting in page]
    claims = ExtraCost.objects.filter(document__in=documents)
    known: dict[UUID | None, ExtraCost] = {claim.document: claim for claim in claims}
    return [
        JournalEntry(
            order=order_of(posting),
            sequence=getattr(posting, "sequence", 0),
            kind=DocumentKind(posting.kind),
            amount=posting.amount,
            posted_at=posting.posted_at,
            parts=tuple(_parts(posting, lines[order_of(posting).pk], fees[order_of(posting).pk])),
            claim=known.get(posting.document),
        )
        for posting in page
    ]


def order_of(posting: Posting) -> Order:
    """What a posting on a partner's account was sold with."""
    assert posting.order is not None, "Statements and payments stand on other accounts."
    return posting.order


def _parts(posting: Posting, lines: Sequence[OrderLine], fees: Sequence[Fee]) -> list[JournalPart]:
    """What the version of the posting changed of these lines and fees of its order."""
    if posting.kind == DocumentKind.EXTRA_COST:
        return []
    version, sign = posting.order_version, -1 if posting.kind == DocumentKind.CREDIT else 1
    if posting.kind == DocumentKind.FEE:
        found: list[tuple[str, int, Row]] = [
            (fee.reason, 1, fee) for fee in fees if fee.added_in_version == version
        ]
    else:
        column = "cancelled_in_version" if sign < 0 else "added_in_version"
        found = [
            (line.full_name, line.count, line) for line in lines if getattr(line, column) == version
        ]
    return [
        JournalPart(
            name,
            count,
            sign * row.amount,
            sign * row.tax_amount,
            row.vat_rate,
            is_fee=isinstance(row, Fee),
            used_seconds=_seconds_of(row),
        )
        for name, count, row in found
    ]


def _seconds_of(row: Row) -> int | None:
    """How long the vehicle of a rental was used."""
    if isinstance(row, Fee) or row.charges is None or not row.departs_at or not row.arrives_at:
        return None
    return int((row.arrives_at - row.departs_at).total_seconds())
