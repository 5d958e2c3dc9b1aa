"""The VAT breakdown: what was sold and taken back, by rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import DecimalField, F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from sales.books.accounts import Account, DocumentKind
from sales.books.models import Posting
from sales.exports import columns as of
from sales.exports.datasets import lines
from sales.exports.datasets.dataset import Dataset, Source, of_sellers
from sales.exports.listings import LINES
from sales.exports.wishes import ExportWish

COLUMNS = (
    of.code("seller", "Number of the organisation whose VAT it is."),
    of.code("kind", "SALE, or the kind of the documents that VAT was posted by beside sales."),
    of.code("currency", "ISO 4217."),
    of.rate("vat_rate", "Percent."),
    of.text("vat_code", "What finance calls that group of products."),
    of.number("rows", "Order lines and fees, or postings, that it comes from."),
    of.amount("gross_amount", "VAT included.", is_summed=True),
    of.amount("net_amount", "Without VAT.", is_summed=True),
    of.amount("tax_amount", "VAT.", is_summed=True),
)
SALE = "SALE"


def sources(wish: ExportWish) -> Sequence[Source]:
    """The lines and fees of the same filter; VAT that no line tells of, where none is asked for."""
    found = [of_rate(source) for source in lines.sources(wish)]
    return found if wish.pairs else [*found, beside_sales(wish)]


def of_rate(source: Source) -> Source:
    gross, tax = source.values["booked_amount"], source.values["booked_tax_amount"]
    booked = source.rows.filter(sold_on__isnull=False)
    return replace(
        source,
        rows=booked,
        values={
            **{
                name: source.values[name] for name in ("seller", "currency", "vat_rate", "vat_code")
            },
            "kind": Value(SALE),
            "rows": Value(1),
            "gross_amount": gross,
            "net_amount": gross - tax,
            "tax_amount": tax,
        },
    )


def beside_sales(wish: ExportWish) -> Source:
    """VAT of documents that are no confirmations, such as that of a commission. What it is
    part of stands on other accounts, so only the VAT itself is told."""
    rows = Posting.objects.filter(account=Account.VAT_PAYABLE)
    rows = rows.exclude(kind=DocumentKind.CONFIRMATION)
    rows = of_sellers(rows, wish, tenant="tenant", seller="ledger__organisation")
    if wish.period is not None:
        rows = rows.filter(booked_on__range=wish.period.days)
    tax: Combinable = -F("amount")
    unknown = Cast(Value(None), DecimalField(max_digits=14, decimal_places=2))
    return Source(
        rows,
        {
            "seller": F("ledger__organisation__number"),
            "kind": F("kind"),
            "currency": F("currency"),
            "vat_rate": F("vat_rate"),
            "vat_code": Value(""),
            "rows": Value(1),
            "gross_amount": unknown,
            "net_amount": unknown,
            "tax_amount": tax,
        },
    )


VAT_BREAKDOWN = Dataset(
    name="vat_breakdown",
    title="VAT by rate",
    period="the booking day, in the tenant's zone, on which a line or fee was sold or taken back; "
    "without a period all that was ever booked",
    column_sets={1: COLUMNS},
    sources=sources,
    order=("seller", "currency", "kind", "vat_rate", "vat_code"),
    groups=("seller", "kind", "currency", "vat_rate", "vat_code"),
    listing=LINES,
)
