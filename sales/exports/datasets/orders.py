"""Orders: one row for each, as it was when the period ended, or as it stands now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import (
    DateField,
    DateTimeField,
    DecimalField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from sales.exports import columns as of
from sales.exports.datasets.dataset import Dataset, Source, asked_for, of_sellers
from sales.exports.wishes import ExportWish, Period
from sales.money import ZERO
from sales.orders.listings import ORDERS as ORDER_LIST
from sales.orders.models import Order, OrderVersion

AMOUNTS = DecimalField(max_digits=11, decimal_places=2)
COLUMNS = (
    of.code("order", "Code of the order."),
    of.number("version", "The last version by the end of the period; without one the present."),
    of.code("state", "DRAFT, CONFIRMED or CANCELLED."),
    of.flag("specimen", "A sandbox sale, which is in no books and in no period."),
    of.day("booked_on", "Booking day of the last version that the books have."),
    of.moment("created_at", "When it was drafted."),
    of.moment("confirmed_at", "When its last version was sold."),
    of.code("seller", "Number of the organisation that sold it."),
    of.code("payer", "Number of the organisation that is invoiced for it."),
    of.text("channel", "NeTEx id of the channel when the order was drafted."),
    of.text("pos", "Point of sale."),
    of.text("external_reference", "What the client calls it."),
    of.code("currency", "ISO 4217."),
    of.amount("total_amount", "Price of the order, VAT included."),
    of.amount("total_tax_amount", "VAT in it."),
    of.amount("captured_amount", "Paid by then."),
    of.amount("credited_amount", "Given back by then."),
    of.amount("booked_amount", "What the books hold of it for the period.", is_summed=True),
    of.amount("booked_tax_amount", "VAT in that.", is_summed=True),
)


def sources(wish: ExportWish) -> Sequence[Source]:
    matched = asked_for(Order.objects.all(), ORDER_LIST, wish)
    matched = of_sellers(matched, wish, tenant="tenant", seller="seller")
    if wish.period is None:
        return [Source(matched, values_now())]
    return [Source(last_versions(matched, wish.period), values_then(wish.period))]


def last_versions(orders: QuerySet[Order], period: Period) -> QuerySet[OrderVersion]:
    """Of orders with a version in the period the last one: what came later is not known yet."""
    later = OrderVersion.objects.filter(
        order=OuterRef("order"), version__gt=OuterRef("version"), booked_on__lte=period.last_day
    )
    within = OrderVersion.objects.filter(booked_on__range=period.days)
    return within.filter(~Exists(later), order__in=orders)


def values_then(period: Period) -> dict[str, Any]:
    """All from the version that was kept, and from what never changes."""
    before = OrderVersion.objects.filter(
        order=OuterRef("order"), booked_on__lt=period.first_day
    ).order_by("-version")
    return {
        "order": F("order__code"),
        "order_id": F("order_id"),
        "version": F("version"),
        "state": KT("snapshot__state"),
        "specimen": Value(False),
        "booked_on": F("booked_on"),
        "created_at": Cast(KT("snapshot__created_at"), DateTimeField()),
        "confirmed_at": F("confirmed_at"),
        "seller": F("order__seller__number"),
        "payer": F("order__payer__number"),
        "channel": F("order__channel_netex_id"),
        "pos": KT("snapshot__pos"),
        "external_reference": KT("snapshot__external_reference"),
        "currency": F("order__currency"),
        "total_amount": kept("total_amount"),
        "total_tax_amount": kept("total_tax_amount"),
        "captured_amount": kept("captured_amount"),
        "credited_amount": kept("credited_amount"),
        "booked_amount": kept("total_amount") - first_of(before, "total_amount"),
        "booked_tax_amount": kept("total_tax_amount") - first_of(before, "total_tax_amount"),
    }


def values_now() -> dict[str, Any]:
    """All from the order; what the books hold is its last version that was booked."""
    booked = OrderVersion.objects.filter(order=OuterRef("pk"), booked_on__isnull=False).order_by(
        "-version"
    )
    same = [
        "version", "state", "created_at", "confirmed_at", "pos", "external_reference", "currency",
        "total_amount", "total_tax_amount", "captured_amount", "credited_amount",
    ]  # fmt: skip
    return {
        **{name: F(name) for name in same},
        "order": F("code"),
        "order_id": F("pk"),
        "specimen": F("specimen"),
        "booked_on": Subquery(booked.values("booked_on")[:1], output_field=DateField()),
        "seller": F("seller__number"),
        "payer": F("payer__number"),
        "channel": F("channel_netex_id"),
        "booked_amount": first_of(booked, "total_amount"),
        "booked_tax_amount": first_of(booked, "total_tax_amount"),
    }


def kept(name: str) -> Cast:
    return Cast(KT(f"snapshot__{name}"), AMOUNTS)


def first_of(versions: QuerySet[OrderVersion], name: str) -> Coalesce:
    """That amount of the first of these versions; zero where there is none."""
    found = versions.annotate(kept_amount=kept(name)).values("kept_amount")[:1]
    return Coalesce(Subquery(found, output_field=AMOUNTS), Value(ZERO), output_field=AMOUNTS)


ORDERS = Dataset(
    name="orders",
    title="Orders",
    period="the booking day, in the tenant's zone, of a version; an order is told as it was when "
    "the period ended, without a period as it stands now, also a draft",
    column_sets={1: COLUMNS},
    sources=sources,
    order=("order_id",),
    hidden=("order_id",),
    listing=ORDER_LIST,
)
