"""Finding an order by whatever people have in hand: its code, or a reference of a part of it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from sales.models import (
    Credit,
    Fee,
    Fulfilment,
    Order,
    OrderLine,
    Payment,
    PaymentTransaction,
    Traveller,
)

OrderIds = QuerySet[Any, Any]
"""Ids of orders, to be read within a larger statement."""
HEX_DIGITS = 32
SHORTEST_START = 8
"""Pages show so much of a ticket's id, so that much is searched for."""
LARGEST_NUMBER = 2**63 - 1
LAST_FOUR = 4


def orders_named(text: str, *more: OrderIds) -> Q:
    """The orders that are known under this text, in one condition and no statement of its own.

    `more` are orders that others found by the same text.
    """
    first, *others = [*places(text), *more]
    return Q(pk__in=first.union(*others))


def places(text: str) -> Iterator[OrderIds]:
    """Where such a text may stand; what cannot be stored there is not looked for."""
    yield _orders(code=text.upper())
    yield _orders(external_reference=text)
    yield _orders(customer__external_id=text)
    yield _of(OrderLine, Q(external_reference=text))
    # Each column by itself, so that its own index serves.
    yield _of(OrderLine, Q(offer__reference=text))
    yield _of(Traveller, Q(external_reference=text))
    for name in ("external_id", "provider_reference", "rrn"):
        yield _of(PaymentTransaction, Q(**{name: text}))
    if "@" in text:
        yield _orders(contact_email__iexact=text)
        yield _orders(customer__email__iexact=text)
        yield _of(Traveller, Q(email__iexact=text))
    if text.isascii() and text.isdecimal():
        yield from _places_of_number(text)
    if (span := uuids_that_begin_with(text)) is not None:
        yield from _places_of_reference(span)


def uuids_that_begin_with(text: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """The first and last id that begin with the text; None if too little of one, or none, is
    there."""
    digits = text.replace("-", "").lower()
    if not SHORTEST_START <= len(digits) <= HEX_DIGITS or not re.fullmatch("[0-9a-f]+", digits):
        return None
    return uuid.UUID(digits.ljust(HEX_DIGITS, "0")), uuid.UUID(digits.ljust(HEX_DIGITS, "f"))


def _places_of_number(text: str) -> Iterator[OrderIds]:
    number = int(text)
    if len(text) == LAST_FOUR:
        yield _of(PaymentTransaction, Q(card_number=text))
    if number <= LARGEST_NUMBER:
        yield _orders(customer__number=number)
        yield _of(Payment, Q(number=number))
        yield _of(PaymentTransaction, Q(number=number))
        yield _of(PaymentTransaction, Q(recurring_payment__number=number))
        yield _of(Credit, Q(number=number))


def _places_of_reference(span: tuple[uuid.UUID, uuid.UUID]) -> Iterator[OrderIds]:
    for model in (OrderLine, Traveller, Fee):
        yield _of(model, Q(reference__range=span))
    of_tickets = Fulfilment.objects.filter(ticket__gte=span[0], ticket__lte=span[1])
    yield of_tickets.order_by().values("line__order")


def _orders(**conditions: object) -> OrderIds:
    return Order.objects.filter(**conditions).order_by().values("pk")


def _of(model: Any, condition: Q) -> OrderIds:
    rows: OrderIds = model.objects.filter(condition).order_by().values("order")
    return rows
