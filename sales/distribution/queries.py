"""Reads of sold lines with their tickets."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from sales.distribution.listings import CHANGED_AT, ISSUED_AT, STATE
from sales.orders.fulfilments import Fulfilment
from sales.orders.lines import OrderLine
from sales.orders.models import Order
from tickets.models import Ticket


def lines_with_tickets(orders: QuerySet[Order]) -> QuerySet[OrderLine]:
    """The lines of these orders that were sold, also those that were taken back."""
    tickets = Exists(Fulfilment.objects.filter(line=OuterRef("pk")))
    return OrderLine.objects.filter(tickets, order__in=orders)


def with_tickets(lines: QuerySet[OrderLine]) -> QuerySet[OrderLine]:
    """With the tickets and how far their handing out has come, in two queries however many."""
    found = Fulfilment.objects.annotate(state=STATE).select_related("ticket").order_by("place")
    related = lines.select_related("order__seller", "order__channel", "order__customer", "holder")
    shown = related.annotate(issued_at=ISSUED_AT, changed_at=CHANGED_AT)
    return shown.prefetch_related(Prefetch("fulfilments", found))


def tickets_of(lines: Sequence[OrderLine]) -> list[Ticket]:
    """The tickets of the lines, each once."""
    return list(Ticket.objects.filter(fulfilments__line__in=lines).distinct().order_by("pk"))


def fulfilments_of(orders: QuerySet[Order]) -> QuerySet[Fulfilment]:
    """The rows of the tickets of these orders, with how far their handing out has come."""
    rows = Fulfilment.objects.filter(line__order__in=orders).annotate(state=STATE)
    return rows.select_related("line__order", "ticket").order_by("pk")
