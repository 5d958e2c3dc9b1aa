"""The sales journal: the postings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, DecimalField, F, Q, QuerySet, When

from sales.books.listings import POSTINGS
from sales.books.models import Posting
from sales.exports import columns as of
from sales.exports.datasets.dataset import Dataset, Source, asked_for, of_sellers
from sales.exports.wishes import ExportWish

AMOUNTS = DecimalField(max_digits=14, decimal_places=2)
COLUMNS = (
    of.code("ledger", "Number of the organisation whose books it is in."),
    of.day("booked_on", "The day that it counts for."),
    of.code("document", "What was posted at once and balances."),
    of.code("kind", "What the document records."),
    of.code("account", "Of the books."),
    of.code("party", "Number of the organisation that owes, is owed or earns."),
    of.number("operator_id", "Whose service it was; empty where it was none."),
    of.rate("vat_rate", "Percent; on VAT only."),
    of.code("currency", "ISO 4217."),
    of.amount("debit", "Positive; empty for a credit.", is_summed=True),
    of.amount("credit", "Positive; empty for a debit.", is_summed=True),
    of.amount("amount", "Debit less credit.", is_summed=True),
    of.code("order", "Code of the order that it is about."),
    of.number("order_version", "Version of that order."),
    of.text("reference", "Number of the money that moved, or what else it is about."),
    of.moment("posted_at", "When it was posted."),
    of.day("late_for", "The day that it belongs to, which was closed already."),
    of.code("reverses", "The document that it takes back."),
)


def postings_of(wish: ExportWish) -> QuerySet[Posting]:
    """The postings of the wish's ledgers that the filter finds, with a period those of its days."""
    rows = asked_for(Posting.objects.all(), POSTINGS, wish)
    rows = of_sellers(rows, wish, tenant="tenant", seller="ledger__organisation")
    return rows if wish.period is None else rows.filter(booked_on__range=wish.period.days)


def sources(wish: ExportWish) -> Sequence[Source]:
    return [Source(postings_of(wish), values())]


def values() -> dict[str, Any]:
    same = [
        "booked_on", "document", "kind", "account", "operator_id", "vat_rate", "currency",
        "amount", "order_version", "reference", "posted_at", "late_for", "reverses",
    ]  # fmt: skip
    return {
        **{name: F(name) for name in same},
        "id": F("pk"),
        "ledger": F("ledger__organisation__number"),
        "party": F("party__number"),
        "order": F("order__code"),
        "debit": Case(When(Q(amount__gt=0), then=F("amount")), output_field=AMOUNTS),
        "credit": Case(When(Q(amount__lt=0), then=-F("amount")), output_field=AMOUNTS),
    }


SALES_JOURNAL = Dataset(
    name="sales_journal",
    title="Postings",
    period="the booking day, in the tenant's zone; a posting that came when its day was closed "
    "counts for the first open day and says which day it belongs to",
    column_sets={1: COLUMNS},
    sources=sources,
    order=("ledger", "booked_on", "id"),
    hidden=("id",),
    listing=POSTINGS,
)
