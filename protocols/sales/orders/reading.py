"""Reading orders to show them: all parts of all orders of a page in a fixed number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from operators.models import Tenant
from protocols.sales.errors import NotThere
from protocols.sales.etags import not_modified, order_tag
from protocols.sales.operation import SAFE, SalesOperation
from protocols.sales.orders.mapping import Facts, order_to_wire
from protocols.sales.wire import answer
from sales.models import Order, OrderLine
from sales.orders.snapshots import CREDIT, PAYMENT, MoneyFact, OrderParts, order_facts, snapshot_of
from sales.payments.models import Credit, Payment

PAID, GIVEN = "shown_payments", "shown_credits"


def orders_to_show(orders: QuerySet[Order]) -> QuerySet[Order]:
    """With all their parts, in six queries however many they are."""
    lines = OrderLine.objects.select_related("product", "operator").order_by("pk")
    paid = Payment.objects.filter(captured_amount__gt=0).order_by("pk")
    given = Credit.objects.filter(executed_at__isnull=False).order_by("pk")
    return orders.select_related("seller", "channel").prefetch_related(
        Prefetch("lines", lines),
        "fees",
        "travellers",
        Prefetch("payments", paid, to_attr=PAID),
        Prefetch("credits", given, to_attr=GIVEN),
    )


def facts_of(order: Order) -> Facts:
    """What is told of an order that was read by `orders_to_show`."""
    parts = OrderParts(
        lines=list(order.lines.all()),
        fees=sorted(order.fees.all(), key=lambda fee: fee.pk),
        travellers=sorted(order.travellers.all(), key=lambda traveller: traveller.pk),
        money=[*map(_payment, getattr(order, PAID)), *map(_credit, getattr(order, GIVEN))],
    )
    return snapshot_of(order, parts)


class OnOrders(SalesOperation):
    """What the operations on orders share."""

    @property
    def codespace(self) -> str:
        """The letters before the ids of the caller's tenant."""
        if self._channel is not None:
            return self._channel.tenant.codespace
        return Tenant.objects.values_list("codespace", flat=True).get(pk=self.caller.tenant_id)

    def show(self, order: Order, **more: Any) -> Any:
        """The order as it stands now, with its ETag; 304 if the client has it."""
        shown = order
        if self.request.method not in SAFE:
            shown = Order.objects.select_related("seller", "channel").get(pk=order.pk)
        response = answer(self.to_wire(shown), **more)
        response.headers["Cache-Control"] = "private, no-cache"
        tag = order_tag(shown.version, shown.revision)
        if self.request.method in SAFE:
            return not_modified(self.request, response, tag)
        response.headers["ETag"] = tag
        return response

    def to_wire(self, order: Order) -> Facts:
        """An order that was read with its seller and channel."""
        return order_to_wire(order, order_facts(order), codespace=self.codespace)

    def show_version(self, order: Order, version: int) -> Any:
        """A confirmed version as it is kept for ever, or the pending one as it is now."""
        kept = order.versions.filter(version=version).first()
        if kept is not None:
            return answer(order_to_wire(order, kept.snapshot, codespace=self.codespace))
        if version == order.version:
            return self.show(order)
        raise NotThere(f"Order {order.code} has no version {version}.")


def _payment(payment: Payment) -> MoneyFact:
    return MoneyFact(
        PAYMENT,
        payment.number,
        payment.order_version,
        payment.captured_amount,
        payment.completed_at or payment.updated_at,
    )


def _credit(credit: Credit) -> MoneyFact:
    assert credit.executed_at is not None
    return MoneyFact(
        CREDIT, credit.number, credit.order_version, credit.total_amount, credit.executed_at
    )
