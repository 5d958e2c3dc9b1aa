"""Order lines and fees: what was sold, and what was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    DecimalField,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)

from sales.exports import columns as of
from sales.exports.datasets.dataset import Dataset, Source, asked_for, of_sellers
from sales.exports.listings import FEES, LINES, names_lines
from sales.exports.wishes import ExportWish, Period
from sales.money import ZERO
from sales.orders.lines import Fee, OrderLine
from sales.orders.states import LineState

AMOUNTS = DecimalField(max_digits=11, decimal_places=2)
COLUMNS = (
    of.code("order", "Code of the order."),
    of.code("kind", "LINE, or FEE for what was charged beside the lines or taken off."),
    of.code("reference", "Of the line or fee, unique."),
    of.code("state", "CONFIRMED or, once it was taken back, CANCELLED; DRAFT was never sold."),
    of.day("sold_on", "Booking day of the sale."),
    of.day("returned_on", "Booking day on which it was taken back."),
    of.code("seller", "Number of the organisation that sold it."),
    of.text("channel", "NeTEx id of the channel when the order was drafted."),
    of.text("pos", "Point of sale."),
    of.number("version", "Version of the order that brought it."),
    of.number("returned_in_version", "Version of the order that took it back."),
    of.code("product", "Code of the product when it was sold; of a fee its type."),
    of.text("description", "What was sold; of a fee its reason."),
    of.text("passenger_category", "As it was called when it was sold."),
    of.number("count", "Passengers, or 1 for a group and for a fee."),
    of.code("operator", "Code of the operator when it was sold; empty for fees."),
    of.code("earner", "Number of the organisation that runs the service, or keeps the fee."),
    of.code("currency", "ISO 4217."),
    of.amount("unit_amount", "Price of one, VAT included."),
    of.amount("amount", "Price of all, VAT included."),
    of.amount("tax_amount", "VAT in it."),
    of.rate("vat_rate", "Percent."),
    of.text("vat_code", "What finance calls that group of products."),
    of.amount("booked_amount", "What the books hold of it for the period.", is_summed=True),
    of.amount("booked_tax_amount", "VAT in that.", is_summed=True),
)


def sources(wish: ExportWish) -> Sequence[Source]:
    """The lines that match and, unless the filter is about lines, the fees."""
    lines = seen(asked_for(OrderLine.objects.all(), LINES, wish), wish)
    found = [Source(lines, line_values(wish.period))]
    if not names_lines(wish.pairs):
        fees = seen(asked_for(Fee.objects.all(), FEES, wish), wish)
        found.append(Source(fees, fee_values(wish.period)))
    return found


def seen(rows: QuerySet[Any], wish: ExportWish) -> QuerySet[Any]:
    """With a period: what was sold or taken back in it."""
    rows = of_sellers(rows, wish, tenant="order__tenant", seller="order__seller")
    if wish.period is None:
        return rows
    days = wish.period.days
    return rows.filter(Q(sold_on__range=days) | Q(returned_on__range=days))


def line_values(period: Period | None) -> dict[str, Any]:
    return {
        **shared_values(period, "cancelled_in_version"),
        "rank": Value(1),
        "kind": Value("LINE"),
        "state": F("state") if period is None else state_at_end(period),
        "product": F("product_code"),
        "description": F("description"),
        "passenger_category": F("passenger_category"),
        "count": F("count"),
        "operator": F("operator_code"),
        "earner": F("earner__number"),
        "unit_amount": F("unit_amount"),
    }


def fee_values(period: Period | None) -> dict[str, Any]:
    dropped = When(removed_in_version__isnull=False, then=Value(LineState.CANCELLED))
    sold = When(sold_on__isnull=False, then=Value(LineState.CONFIRMED))
    state = Case(dropped, sold, default=Value(LineState.DRAFT), output_field=CharField())
    return {
        **shared_values(period, "removed_in_version"),
        "rank": Value(2),
        "kind": Value("FEE"),
        "state": state if period is None else state_at_end(period),
        "product": F("type"),
        "description": F("reason"),
        "passenger_category": Value(""),
        "count": Value(1),
        "operator": Value(""),
        "earner": F("order__seller__number"),
        "unit_amount": F("amount"),
    }


def shared_values(period: Period | None, ended_in: str) -> dict[str, Any]:
    """What lines and fees have alike. Nothing that comes after the period is told of."""
    back = returned_by(period)
    return {
        "order": F("order__code"),
        "order_id": F("order_id"),
        "id": F("pk"),
        "reference": F("reference"),
        "sold_on": F("sold_on"),
        "returned_on": F("returned_on")
        if period is None
        else Case(When(back, then=F("returned_on")), output_field=DateField()),
        "seller": F("order__seller__number"),
        "channel": F("order__channel_netex_id"),
        "pos": F("order__pos"),
        "version": F("added_in_version"),
        "returned_in_version": F(ended_in)
        if period is None
        else Case(When(back, then=F(ended_in)), output_field=IntegerField()),
        "currency": F("order__currency"),
        "amount": F("amount"),
        "tax_amount": F("tax_amount"),
        "vat_rate": F("vat_rate"),
        "vat_code": F("vat_code"),
        "booked_amount": booked("amount", period),
        "booked_tax_amount": booked("tax_amount", period),
    }


def returned_by(period: Period | None) -> Q:
    return Q(returned_on__lte=period.last_day if period else date.max)


def state_at_end(period: Period) -> Case:
    """As it was when the period ended."""
    back = When(returned_by(period), then=Value(LineState.CANCELLED))
    return Case(back, default=Value(LineState.CONFIRMED), output_field=CharField())


def booked(name: str, period: Period | None) -> Case:
    """What the books hold of it: its price if it was sold in the period, and less if it was taken
    back in it."""
    sold, back = Q(sold_on__isnull=False), Q(returned_on__isnull=False)
    if period is not None:
        sold, back = Q(sold_on__range=period.days), Q(returned_on__range=period.days)
    return Case(
        When(sold & ~back, then=F(name)),
        When(back & ~sold, then=-F(name)),
        default=Value(ZERO),
        output_field=AMOUNTS,
    )


ORDER_LINES = Dataset(
    name="order_lines",
    title="Order lines",
    period="the booking day, in the tenant's zone, on which a line or fee was sold or taken back; "
    "without a period the lines are told as they stand now, also those of drafts",
    column_sets={1: COLUMNS},
    sources=sources,
    order=("order_id", "rank", "id"),
    hidden=("order_id", "rank", "id"),
    listing=LINES,
)
