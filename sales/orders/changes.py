"""A change of an order: the order in hand, its parts, and what happened to it so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from operators.tenancy.actors import Actor
from sales.money import total
from sales.orders.lines import Fee, OrderLine
from sales.orders.models import Order, OrderEvent
from sales.orders.states import LineState, OrderEventName


@dataclass(slots=True)
class OrderChange:
    """An order that this transaction has locked or made itself, with its lines and fees.

    Steps change it in turn, and `store` writes the order and its events at the end, so that a
    sale of several steps locks, reads and writes each row once.
    """

    order: Order
    lines: list[OrderLine]
    fees: list[Fee]
    by: Actor
    at: datetime
    events: list[OrderEvent] = field(default_factory=list)

    def note(self, name: OrderEventName, **details: Any) -> None:
        """Remember what happened."""
        event = OrderEvent(
            order=self.order,
            name=name,
            actor=str(self.by),
            happened_at=self.at,
            details=details,
        )
        self.events.append(event)

    def add_up(self) -> None:
        """Set the order's totals to what its live lines and its fees come to."""
        live = [line for line in self.lines if line.state != LineState.CANCELLED]
        parts: Iterable[OrderLine | Fee] = [*live, *self.fees]
        self.order.total_amount = total(part.amount for part in parts)
        self.order.total_tax_amount = total(part.tax_amount for part in parts)

    def store(self) -> None:
        """Write the order as it has become, and what happened to it."""
        self.order.save()
        # The database works it out; whoever asks for it reads it again.
        del self.order.balance
        self.store_events()

    def store_events(self) -> None:
        """Write what happened to an order that is stored as it stands."""
        OrderEvent.objects.bulk_create(self.events)


def open_order(order: Order, *, by: Actor, at: datetime) -> OrderChange:
    """Lock an order and read its parts; it stays locked until the transaction ends."""
    locked = Order.objects.select_for_update(of=("self",)).select_related("tenant").get(pk=order.pk)
    lines = locked.lines.select_related("product__ticket_type", "operator").order_by("pk")
    return OrderChange(locked, list(lines), list(locked.fees.order_by("pk")), by, at)
