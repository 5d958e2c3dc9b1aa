"""A change of an order: the order in hand, its parts, and what happened to it so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from operators.tenancy.actors import Actor
from sales.money import MOST, total
from sales.orders.errors import OrderFailed, OrderTooDear
from sales.orders.lines import Fee, OrderLine
from sales.orders.models import Order, OrderEvent, Traveller
from sales.orders.snapshots import CREDIT, PAYMENT, MoneyFact, OrderParts, read_money
from sales.orders.states import Keeper, OrderEventName, OrderState

DRAFT_LIFE = timedelta(minutes=30)
"""How long a draft waits for its confirmation after the last change."""
MONEY_EVENTS = {OrderEventName.PAID: PAYMENT, OrderEventName.CREDITED: CREDIT}


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
    is_new: bool = False
    """Made by this transaction, so that all that happened to it is in hand."""
    is_untouched: bool = False
    """Nobody has begun a payment or a credit for it."""
    _travellers: list[Traveller] | None = None

    @property
    def travellers(self) -> list[Traveller]:
        """Read when somebody asks for them first."""
        if self._travellers is None:
            nobody = self.is_new or self.order.keeper != Keeper.ORDER
            self._travellers = [] if nobody else list(self.order.travellers.order_by("pk"))
        return self._travellers

    @property
    def live_lines(self) -> list[OrderLine]:
        return [line for line in self.lines if line.is_live]

    @property
    def live_fees(self) -> list[Fee]:
        return [fee for fee in self.fees if fee.is_live]

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
        """Set the order's totals to what its live lines and fees come to. OrderTooDear."""
        parts: list[OrderLine | Fee] = [*self.live_lines, *self.live_fees]
        self.order.total_amount = total(part.amount for part in parts)
        check_size(self.order.total_amount)
        self.order.total_tax_amount = total(part.tax_amount for part in parts)

    def parts(self) -> OrderParts:
        """The order's parts as they are now, with the money that moved so far."""
        money = self._noted_money() if self.is_new else read_money(self.order)
        return OrderParts(self.lines, self.fees, self.travellers, money)

    def store(self) -> None:
        """Write the order as it has become, and what happened to it."""
        self.order.revision += 1
        self.renew()
        self.order.save()
        # The database works it out; whoever asks for it reads it again.
        del self.order.balance
        self.store_events()

    def renew(self) -> None:
        """A draft that is kept by itself waits so long again; one that failed waits for people."""
        order = self.order
        if order.keeper == Keeper.ORDER:
            waits = order.state == OrderState.DRAFT and not order.failed
            order.expires_at = self.at + DRAFT_LIFE if waits else None

    def store_events(self) -> None:
        """Write what happened to an order that is stored as it stands."""
        OrderEvent.objects.bulk_create(self.events)
        self.events = []

    def _noted_money(self) -> list[MoneyFact]:
        """What this change itself took and gave back."""
        return [
            MoneyFact(
                MONEY_EVENTS[OrderEventName(event.name)],
                event.details["number"],
                self.order.version,
                Decimal(event.details["amount"]),
                event.happened_at,
            )
            for event in self.events
            if event.name in MONEY_EVENTS
        ]


def check_size(amount: Decimal) -> None:
    """OrderTooDear if the database cannot hold so much."""
    if amount > MOST:
        raise OrderTooDear


def check_not_failed(order: Order) -> None:
    """OrderFailed if money was taken for what cannot be sold, so that first it goes back."""
    if order.failed:
        raise OrderFailed


def open_order(order: Order, *, by: Actor, at: datetime) -> OrderChange:
    """Lock an order and read its parts; it stays locked until the transaction ends."""
    locked = Order.objects.select_for_update(of=("self",)).select_related("tenant").get(pk=order.pk)
    lines = _lines().filter(order=locked)
    return OrderChange(locked, list(lines), list(locked.fees.order_by("pk")), by, at)


def open_locked(orders: Sequence[Order], *, by: Actor, at: datetime) -> list[OrderChange]:
    """The parts of orders that this transaction has locked, in three statements."""
    lines: defaultdict[int, list[OrderLine]] = defaultdict(list)
    for line in _lines().filter(order__in=orders):
        lines[line.order_id].append(line)
    fees: defaultdict[int, list[Fee]] = defaultdict(list)
    for fee in Fee.objects.filter(order__in=orders).order_by("pk"):
        fees[fee.order_id].append(fee)
    known = Order.objects.filter(pk__in=[order.pk for order in orders])
    paid = known.filter(payments__isnull=False).values_list("pk")
    touched = {pk for (pk,) in paid.union(known.filter(credits__isnull=False).values_list("pk"))}
    return [
        OrderChange(
            order,
            lines[order.pk],
            fees[order.pk],
            by,
            at,
            is_untouched=order.pk not in touched,
        )
        for order in orders
    ]


def _lines() -> QuerySet[OrderLine]:
    return OrderLine.objects.select_related("product__ticket_type", "operator").order_by("pk")
