"""Filters of rows that belong to an order, by the facts of that order and by their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from operators.listing.fields import Field
from operators.listing.kinds import Choice, Day, Money, Text
from operators.listing.listings import Listing, Pairs
from sales.orders.lines import Fee, OrderLine
from sales.orders.listings import ORDERS
from sales.orders.states import FeeType

OF_LINES, OF_FEES = "lines.", "fees."


def reached_by(fields: Iterable[Field], prefix: str) -> Iterator[Field]:
    """The same fields for rows that lead to the listed ones."""
    for field in fields:
        if field.paths:
            yield replace(field, paths=tuple(f"{prefix}{path}" for path in field.paths))
        else:
            yield replace(field, path=f"{prefix}{field.path or field.name}")


def own_fields() -> list[Field]:
    """The fields of lines under the names that a list of orders has for them, so that one filter
    can be asked of both; of lines it holds of the very line."""
    [lines] = [child for child in ORDERS.children if child.relation == "lines"]
    told = [
        *(replace(field, path=field.path or field.name) for field in lines.fields),
        Field("passenger_category", Text(), path="passenger_category"),
        Field("operator", Text(), path="operator_code"),
        Field("vat_rate", Money(), path="vat_rate"),
        Field("amount", Money(), path="amount"),
        *booking_days(),
    ]
    return [replace(field, name=f"{OF_LINES}{field.name}") for field in told]


def booking_days() -> list[Field]:
    """When the books have the sale and its return."""
    return [Field(name, Day(), path=name) for name in ("sold_on", "returned_on")]


def fields_of_fees() -> list[Field]:
    """The fields of fees, which lines have no answer to."""
    told = [
        Field("type", Choice(FeeType.values), path="type"),
        Field("vat_rate", Money(), path="vat_rate"),
        Field("amount", Money(), path="amount"),
        *booking_days(),
    ]
    return [replace(field, name=f"{OF_FEES}{field.name}") for field in told]


LINES = Listing(
    OrderLine, [*reached_by(ORDERS.fields, "order__"), *own_fields()], order="created_at"
)
FEES = Listing(Fee, [*reached_by(ORDERS.fields, "order__"), *fields_of_fees()], order="created_at")


def names_lines(pairs: Pairs) -> bool:
    """Whether something is asked of lines, which fees have no answer to."""
    return any(name.startswith(OF_LINES) for name, _ in pairs)
