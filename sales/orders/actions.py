"""The only doors to a change of an order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.catalogue.channels import SalesChannel
from sales.orders.changes import open_order
from sales.orders.lines import Fulfilment
from sales.orders.models import Customer, Order
from sales.orders.steps import LineTerms, sell_lines, start_order, take_back_lines


@transaction.atomic
def draft_order(
    channel: SalesChannel,
    lines: Sequence[LineTerms],
    *,
    currency: str,
    customer: Customer | None = None,
    external_reference: str = "",
    by: Actor,
    at: datetime,
) -> Order:
    """Open an order; nothing is sold until it is paid and confirmed."""
    change = start_order(
        channel,
        lines,
        currency=currency,
        customer=customer,
        external_reference=external_reference,
        by=by,
        at=at,
    )
    change.store_events()
    return change.order


@transaction.atomic
def confirm_order(order: Order, *, by: Actor, at: datetime) -> list[Fulfilment]:
    """Sell what the order holds: issue the tickets of new lines, keep the version, post it.

    Returns the fulfilments of the new lines. OrderNotBalanced unless the balance is 0.00.
    """
    change = open_order(order, by=by, at=at)
    fulfilments = sell_lines(change)
    change.store()
    return fulfilments


@transaction.atomic
def cancel_lines(order: Order, *, fee: Decimal, reason: str, by: Actor, at: datetime) -> Order:
    """Take back everything that a confirmed order holds, less a fee, as its next version.

    Tickets that are still open are void from now on. The order is a draft until the credit is
    executed and the version confirmed. NotRefundable if a ticket was used or has expired, or if
    nothing is left to take back; TransitionNotAllowed unless the order is confirmed.
    """
    change = open_order(order, by=by, at=at)
    take_back_lines(change, fee=fee, reason=reason)
    change.store()
    return change.order
