"""Settlement: the statements of what is settled with operators and partners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F

from sales.exports import columns as of
from sales.exports.datasets.dataset import Dataset, Source, asked_for, of_sellers
from sales.exports.wishes import ExportWish
from sales.statements.listings import STATEMENTS as STATEMENT_LIST
from sales.statements.models import Statement

AMOUNTS = {
    "gross_amount": "Sold and taken back, VAT included.",
    "tax_amount": "VAT in it.",
    "commission_amount": "Without VAT.",
    "fee_amount": "Fees for tickets, without VAT.",
    "commission_tax_amount": "VAT on commission and fees.",
    "rounding_amount": "What the commissions of single sales lack of the commission.",
    "net_amount": "What the party gets.",
}
COLUMNS = (
    of.code("ledger", "Number of the organisation that settles."),
    of.number("number", "Of the statement, in its year."),
    of.number("year", "Of the number; empty where numbers go on over years."),
    of.code("kind", "OPERATOR: what it ran was sold; PARTNER: it sold."),
    of.code("party", "Number of the organisation that it is settled with."),
    of.number("channel_id", "Key of the partner's channel; empty for operators."),
    of.day("issued_on", "When it was issued."),
    of.day("starts_on", "The first day that it is about."),
    of.day("ends_on", "The last day that it is about."),
    of.number("corrects", "Number of the statement that it takes back."),
    of.code("document", "In the books; empty where all came to nothing."),
    of.code("currency", "ISO 4217."),
    of.number("tickets", "Sold, less those that were taken back."),
    *(of.amount(name, meaning, is_summed=True) for name, meaning in AMOUNTS.items()),
)


def sources(wish: ExportWish) -> Sequence[Source]:
    rows = asked_for(Statement.objects.all(), STATEMENT_LIST, wish)
    rows = of_sellers(rows, wish, tenant="tenant", seller="ledger__organisation")
    if wish.period is not None:
        rows = rows.filter(issued_on__range=wish.period.days)
    return [Source(rows, values())]


def values() -> dict[str, Any]:
    same = [
        "number", "kind", "channel_id", "issued_on", "starts_on", "ends_on", "document", "currency",
        "tickets", *AMOUNTS,
    ]  # fmt: skip
    return {
        **{name: F(name) for name in same},
        "id": F("pk"),
        "ledger": F("ledger__organisation__number"),
        "party": F("party__number"),
        "year": F("series__year"),
        "corrects": F("corrects__number"),
    }


STATEMENTS = Dataset(
    name="settlement",
    title="Settlement statements",
    period="the day on which the statement was issued, in the tenant's zone; the days that it is "
    "about stand in the row",
    column_sets={1: COLUMNS},
    sources=sources,
    order=("id",),
    hidden=("id",),
    listing=STATEMENT_LIST,
)
