"""The only doors to a change of an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.catalogue.channels import SalesChannel
from sales.catalogue.products import Product
from sales.errors import NotRefundable, OrderNotBalanced
from sales.money import round_amount, total, vat_in
from sales.orders.lines import Fee, Fulfilment, OrderLine
from sales.orders.models import Customer, Order, OrderVersion
from sales.orders.postings import post_confirmation
from sales.orders.snapshots import snapshot_of
from sales.orders.states import FeeType, LineState, OrderEventName
from sales.orders.tickets import fulfil_lines
from tickets.actions.tickets import void_tickets
from tickets.models import Ticket
from tickets.models.ticket import OPEN as OPEN_TICKETS
from tickets.states import TicketState


@dataclass(frozen=True, slots=True)
class LineOrder:
    """One line to be bought: a product for the passengers of one category."""

    product: Product
    category_id: int
    passenger_category: str
    unit_amount: Decimal
    vat_rate: Decimal
    travellers: tuple[tuple[int, str], ...]
    """Place in the order, from 0, and reference of each passenger."""
    rides: tuple[dict[str, Any], ...] = ()


@transaction.atomic
def draft_order(
    channel: SalesChannel,
    lines: Sequence[LineOrder],
    *,
    currency: str,
    customer: Customer | None = None,
    external_reference: str = "",
    by: Actor,
    at: datetime,
) -> Order:
    """Open an order; nothing is sold until it is paid and confirmed."""
    order = Order(
        tenant=channel.tenant,
        channel=channel,
        seller_id=channel.seller_id,
        customer=customer,
        currency=currency,
        specimen=channel.is_sandbox,
        external_reference=external_reference,
        created_at=at,
    )
    rows = [_new_line(order, line) for line in lines]
    _set_totals(order, rows, [])
    order.save()
    OrderLine.objects.bulk_create(rows)
    _record(order, OrderEventName.CREATED, by=by, at=at)
    return order


@transaction.atomic
def confirm_order(order: Order, *, by: Actor, at: datetime) -> list[Fulfilment]:
    """Sell what the order holds: issue the tickets of new lines, keep the version, post it.

    Returns the fulfilments of the new lines. OrderNotBalanced unless the balance is 0.00.
    """
    order = lock_order(order)
    if order.owed():
        raise OrderNotBalanced(f"The order still owes {order.owed()} {order.currency}.")
    lines, fees = _parts(order)
    new = [line for line in lines if line.state == LineState.DRAFT]
    fulfilments = fulfil_lines(order, new, by=by, at=at) if new else []
    for line in new:
        line.confirm()
    OrderLine.objects.bulk_update(new, ["state"])
    order.confirm(at=at)
    order.save()
    OrderVersion.objects.create(
        order=order,
        version=order.version,
        snapshot=snapshot_of(order, lines, fees),
        confirmed_at=at,
    )
    post_confirmation(order, lines=lines, fees=fees, at=at)
    _record(order, OrderEventName.CONFIRMED, by=by, at=at)
    return fulfilments


@transaction.atomic
def cancel_lines(order: Order, *, fee: Decimal, reason: str, by: Actor, at: datetime) -> Order:
    """Take back everything that a confirmed order holds, less a fee, as its next version.

    Tickets that are still open are void from now on. The order is a draft until the credit is
    executed and the version confirmed. NotRefundable if a ticket was used or nothing is left to
    take back, TransitionNotAllowed unless the order is confirmed.
    """
    order = lock_order(order)
    order.reopen()
    lines, fees = _parts(order)
    live = [line for line in lines if line.state == LineState.CONFIRMED]
    if not live:
        raise NotRefundable("Nothing of this order is left to give back.")
    charged = min(round_amount(fee), total(line.amount for line in live))
    for line in live:
        line.cancel(version=order.version)
    OrderLine.objects.bulk_update(live, ["state", "cancelled_in_version"])
    _void_tickets(live, by=by, at=at)
    if charged:
        fees.append(_refund_fee(order, live, charged, reason))
    _set_totals(order, lines, fees)
    order.save()
    _record(order, OrderEventName.LINES_CANCELLED, by=by, at=at, fee=str(charged))
    return order


@transaction.atomic
def block_customer(customer: Customer, *, by: Actor, at: datetime) -> Customer:
    """Serve this customer no more: new bookings are refused, what was sold stays. Blocking again
    changes nothing."""
    customer = Customer.objects.lock(customer)
    if customer.blocked_at is None:
        customer.blocked_at = at
        customer.save(update_fields=["blocked_at"])
    return customer


@transaction.atomic
def unblock_customer(customer: Customer, *, by: Actor, at: datetime) -> Customer:
    """Serve this customer again; unblocking again changes nothing."""
    customer = Customer.objects.lock(customer)
    customer.blocked_at = None
    customer.save(update_fields=["blocked_at"])
    return customer


def lock_order(order: Order) -> Order:
    """The order as it is now, locked, with what its actions read."""
    return (
        Order.objects.select_for_update(of=("self",))
        .select_related("tenant", "channel")
        .get(pk=order.pk)
    )


def _new_line(order: Order, line: LineOrder) -> OrderLine:
    count = len(line.travellers)
    amount = round_amount(line.unit_amount * count)
    return OrderLine(
        order=order,
        product=line.product,
        operator_id=line.product.operator_id,
        category_id=line.category_id,
        description=line.product.name,
        passenger_category=line.passenger_category,
        count=count,
        unit_amount=line.unit_amount,
        amount=amount,
        tax_amount=vat_in(amount, line.vat_rate),
        vat_rate=line.vat_rate,
        rides=list(line.rides),
        travellers=[{"place": place, "reference": ref} for place, ref in line.travellers],
    )


def _void_tickets(lines: Sequence[OrderLine], *, by: Actor, at: datetime) -> None:
    sold = Fulfilment.objects.filter(line__in=lines)
    # Locked before their states are read, since a sweep may be about to expire them.
    tickets = Ticket.objects.filter(pk__in=sold.values("ticket")).order_by("pk")
    tickets = tickets.select_for_update(of=("self",))
    if any(ticket.state == TicketState.USED for ticket in tickets):
        raise NotRefundable("A ticket of this order was used; it cannot be given back.")
    void_tickets([t for t in tickets if t.state in OPEN_TICKETS], by=by, at=at)


def _refund_fee(order: Order, lines: Sequence[OrderLine], amount: Decimal, reason: str) -> Fee:
    vat_rate = lines[0].vat_rate
    return Fee.objects.create(
        order=order,
        type=FeeType.REFUNDING,
        added_in_version=order.version,
        reason=reason,
        amount=amount,
        tax_amount=vat_in(amount, vat_rate),
        vat_rate=vat_rate,
    )


def _parts(order: Order) -> tuple[list[OrderLine], list[Fee]]:
    lines = order.lines.select_related("product__ticket_type", "operator").order_by("pk")
    return list(lines), list(order.fees.order_by("pk"))


def _set_totals(order: Order, lines: Sequence[OrderLine], fees: Sequence[Fee]) -> None:
    live = [line for line in lines if line.state != LineState.CANCELLED]
    parts: list[OrderLine | Fee] = [*live, *fees]
    order.total_amount = total(part.amount for part in parts)
    order.total_tax_amount = total(part.tax_amount for part in parts)


def _record(order: Order, name: OrderEventName, *, by: Actor, at: datetime, **details: Any) -> None:
    order.events.create(
        name=name,
        actor=str(by),
        happened_at=at,
        details={"version": order.version, **details},
    )
