"""Selling what an order holds."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.orders.errors import OrderClosed, OrderEmpty
from sales.orders.fulfilments import Fulfilment
from sales.orders.locking import check_still, check_time, open_kept_order
from sales.orders.models import Order
from sales.orders.states import OrderState
from sales.orders.steps import sell_lines


@transaction.atomic
def confirm_order(
    order: Order, *, expected_revision: int | None = None, by: Actor, at: datetime
) -> list[Fulfilment]:
    """Sell what the order holds: issue the tickets of new lines, keep the version, post it.

    Returns the fulfilments of the new lines. Refused as `sell_lines` does; KeptByBooking,
    OrderChanged, OrderClosed, OrderExpired; OrderLocked until the last payment was closed;
    OrderEmpty if it never held anything; TransitionNotAllowed if there is nothing to confirm.
    """
    change = open_kept_order(order, expected_revision=expected_revision, by=by, at=at)
    if change.order.state == OrderState.CANCELLED:
        raise OrderClosed
    check_time(change.order, at=at)
    check_still(change.order)
    if change.order.version == 1 and not (change.live_lines or change.live_fees):
        raise OrderEmpty
    fulfilments = sell_lines(change)
    change.store()
    return fulfilments
