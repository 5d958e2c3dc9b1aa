"""The steps of changing an order. They lock nothing; the actions that take them do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import store_state
from sales.catalogue.channels import SalesChannel
from sales.catalogue.products import Product
from sales.errors import NotRefundable, OrderNotBalanced
from sales.money import round_amount, total, vat_in
from sales.orders.changes import OrderChange
from sales.orders.codes import free_code
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

CONSUMED = [TicketState.USED, TicketState.EXPIRED]


@dataclass(frozen=True, slots=True)
class LineTerms:
    """One line to be bought: a product for the passengers of one category."""

    product: Product
    category_id: int
    passenger_category: str
    unit_amount: Decimal
    vat_rate: Decimal
    is_group_ticket: bool
    travellers: tuple[tuple[int, str], ...]
    """Place in the order, from 0, and reference of each passenger."""
    rides: tuple[dict[str, Any], ...] = ()
    count: int | None = None
    """How often the unit amount is paid: 1 for the price of a group; else once a passenger."""


def start_order(
    channel: SalesChannel,
    lines: Sequence[LineTerms],
    *,
    currency: str,
    customer: Customer | None,
    external_reference: str,
    by: Actor,
    at: datetime,
) -> OrderChange:
    """Store a draft with its lines. The parties of the sale are those of the channel now."""
    order = Order(
        tenant=channel.tenant,
        code=free_code(),
        channel=channel,
        seller_id=channel.seller_id,
        payer_id=channel.partner_id,
        customer=customer,
        currency=currency,
        specimen=channel.is_sandbox,
        external_reference=external_reference,
        created_at=at,
    )
    change = OrderChange(order, [_new_line(order, line) for line in lines], [], by, at)
    change.add_up()
    order.save()
    OrderLine.objects.bulk_create(change.lines)
    change.note(OrderEventName.CREATED, version=order.version)
    return change


def sell_lines(change: OrderChange) -> list[Fulfilment]:
    """Issue the tickets of new lines, confirm the version, keep it, post it.

    Returns the fulfilments of the new lines. OrderNotBalanced unless the balance is 0.00.
    """
    order, by, at = change.order, change.by, change.at
    if order.owed():
        raise OrderNotBalanced(f"The order still owes {order.owed()} {order.currency}.")
    order.confirm(at=at)
    new = [line for line in change.lines if line.state == LineState.DRAFT]
    fulfilments = fulfil_lines(order, new, by=by, at=at) if new else []
    for line in new:
        line.confirm()
    store_state(new, ["state"])
    OrderVersion.objects.create(
        order=order,
        version=order.version,
        snapshot=snapshot_of(order, change.lines, change.fees),
        confirmed_at=at,
    )
    post_confirmation(order, lines=change.lines, fees=change.fees, at=at)
    change.note(OrderEventName.CONFIRMED, version=order.version)
    return fulfilments


def take_back_lines(change: OrderChange, *, fee: Decimal, reason: str) -> None:
    """Reopen a confirmed order, cancel its lines and void their tickets, and charge the fee.

    NotRefundable if a ticket was used or has expired, or if nothing is left to take back.
    """
    order = change.order
    order.reopen()
    change.note(OrderEventName.REOPENED, version=order.version)
    live = [line for line in change.lines if line.state == LineState.CONFIRMED]
    if not live:
        raise NotRefundable("Nothing of this order is left to give back.")
    charged = min(round_amount(fee), total(line.amount for line in live))
    for line in live:
        line.cancel(version=order.version)
    OrderLine.objects.bulk_update(live, ["state", "cancelled_in_version"])
    _void_tickets(live, by=change.by, at=change.at)
    if charged:
        change.fees.append(_refund_fee(order, live, charged, reason))
    change.add_up()
    change.note(OrderEventName.LINES_CANCELLED, version=order.version, fee=str(charged))


def _new_line(order: Order, line: LineTerms) -> OrderLine:
    count = line.count or len(line.travellers)
    amount = round_amount(line.unit_amount * count)
    return OrderLine(
        order=order,
        product=line.product,
        operator=line.product.operator,
        earner_id=line.product.operator.organisation_id,
        category_id=line.category_id,
        description=line.product.name,
        passenger_category=line.passenger_category,
        count=count,
        unit_amount=line.unit_amount,
        amount=amount,
        tax_amount=vat_in(amount, line.vat_rate),
        vat_rate=line.vat_rate,
        is_group_ticket=line.is_group_ticket,
        rides=list(line.rides),
        travellers=[{"place": place, "reference": ref} for place, ref in line.travellers],
    )


def _void_tickets(lines: Sequence[OrderLine], *, by: Actor, at: datetime) -> None:
    sold = Fulfilment.objects.filter(line__in=lines)
    # Locked before their states are read, since a sweep may be about to expire them.
    tickets = Ticket.objects.filter(pk__in=sold.values("ticket")).order_by("pk")
    tickets = tickets.select_for_update(of=("self",))
    if any(ticket.state in CONSUMED for ticket in tickets):
        raise NotRefundable("A ticket of this order was used or has expired.")
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
