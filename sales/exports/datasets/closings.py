"""Closings: the Z reports of points of sale, one row for each currency."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, DecimalField, F, Func, IntegerField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from sales.closing.listings import CLOSINGS as CLOSING_LIST
from sales.closing.models import Closing
from sales.exports import columns as of
from sales.exports.datasets.dataset import Dataset, Source, asked_for, of_sellers
from sales.exports.days import moments_of
from sales.exports.wishes import ExportWish

AMOUNTS = DecimalField(max_digits=18, decimal_places=2)
CASH = {
    "left_before": "In the drawer after the closing before.",
    "float": "Put in to give change.",
    "taken": "Cash that came.",
    "given": "Cash that was given back, below zero.",
    "put_in": "Brought from elsewhere.",
    "taken_out": "Taken elsewhere, below zero.",
    "expected": "What should be in the drawer.",
    "counted": "What was found; empty where nobody counted.",
    "difference": "Counted less expected.",
    "left": "What stays in the drawer.",
}
SUMMED = ("taken", "given", "difference")
COLUMNS = (
    of.code("seller", "Number of the organisation of the point of sale."),
    of.text("point", "Code that the point of sale had."),
    of.number("number", "Running number of the closing at its point of sale."),
    of.code("settlement", "Code of the cash settlement."),
    of.moment("opened_at", "When the settlement was opened."),
    of.moment("issued_at", "When it was closed."),
    of.text("issued_by", "Who closed it."),
    of.flag("is_counted", "Somebody counted the drawer."),
    of.code("currency", "ISO 4217; empty where no money moved."),
    *(of.amount(name, meaning, is_summed=name in SUMMED) for name, meaning in CASH.items()),
    of.number("sales", "Sales that it counts."),
    of.amount("sales_amount", "VAT included.", is_summed=True),
    of.amount("sales_tax_amount", "VAT in it.", is_summed=True),
    of.number("returns", "Returns that it counts."),
    of.amount("returns_amount", "VAT included, below zero.", is_summed=True),
    of.amount("returns_tax_amount", "VAT in it.", is_summed=True),
    of.code("hash", "SHA-256 of the closing and the one before."),
)


class OfEach(Func):
    """A fact of each of the report's currencies; all such columns of a row go through them in
    step, so that the row becomes one for each."""

    function = "jsonb_array_elements"
    output_field = CharField()

    def __init__(self, *way: str) -> None:
        super().__init__(F("facts__currencies"))
        self.extra["way"] = ",".join(way)

    template = "(%(function)s(%(expressions)s) #>> '{%(way)s}')"


def sources(wish: ExportWish) -> Sequence[Source]:
    rows = asked_for(Closing.objects.all(), CLOSING_LIST, wish)
    rows = of_sellers(rows, wish, tenant="tenant", seller="organisation")
    if wish.period is not None:
        begin, end = moments_of(wish.period, wish.tenant)
        rows = rows.filter(issued_at__gte=begin, issued_at__lt=end)
    return [Source(rows, values())]


def values() -> dict[str, Any]:
    turnover = {
        name: value
        for kind in ("sales", "returns")
        for name, value in (
            (kind, Cast(OfEach(kind, "count"), IntegerField())),
            (f"{kind}_amount", amount(kind, "amount")),
            (f"{kind}_tax_amount", amount(kind, "tax_amount")),
        )
    }
    return {
        "id": F("pk"),
        "seller": F("organisation__number"),
        "point": KT("facts__point__code"),
        "number": F("number"),
        "settlement": F("settlement__code"),
        "opened_at": F("settlement__opened_at"),
        "issued_at": F("issued_at"),
        "issued_by": F("issued_by"),
        "is_counted": F("is_counted"),
        "currency": OfEach("currency"),
        **{name: amount("cash", name) for name in CASH},
        **turnover,
        "hash": F("hash"),
    }


def amount(*way: str) -> Cast:
    return Cast(OfEach(*way), AMOUNTS)


CLOSINGS = Dataset(
    name="closings",
    title="Closings",
    period="the day, in the tenant's zone, on which the point of sale was closed",
    column_sets={1: COLUMNS},
    sources=sources,
    order=("id", "currency"),
    hidden=("id",),
    listing=CLOSING_LIST,
)
