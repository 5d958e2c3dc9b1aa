"""Fees and reductions of an order."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.money import ZERO
from sales.orders.charging import charge_fee, drop_fees, find_fee
from sales.orders.errors import FeeUnfit
from sales.orders.lines import Fee
from sales.orders.locking import open_for_change
from sales.orders.models import Order
from sales.orders.states import OrderEventName
from sales.orders.terms import FeeTerms


@transaction.atomic
def add_fee(
    order: Order,
    terms: FeeTerms,
    *,
    expected_revision: int | None = None,
    by: Actor,
    at: datetime,
) -> Fee:
    """Charge something beside the lines, or take something off as a REDUCTION.

    Refused as `open_for_change` does; FeeUnfit also if a reduction is more than the order costs;
    LineUnknown.
    """
    change = open_for_change(order, expected_revision=expected_revision, by=by, at=at)
    fee = charge_fee(change, terms)
    change.add_up()
    if change.order.total_amount < ZERO:
        raise FeeUnfit
    change.note(
        OrderEventName.FEE_ADDED, fee=str(fee.reference), type=fee.type, amount=str(fee.amount)
    )
    change.store()
    return fee


@transaction.atomic
def remove_fee(
    order: Order,
    *,
    fee: uuid.UUID,
    expected_revision: int | None = None,
    by: Actor,
    at: datetime,
) -> Order:
    """Take a fee off an order, by reference.

    Refused as `open_for_change` does; FeeUnknown; FeeUnfit if a reduction would be left that is
    more than the order costs.
    """
    change = open_for_change(order, expected_revision=expected_revision, by=by, at=at)
    found = find_fee(change, fee)
    drop_fees(change, [found])
    change.add_up()
    if change.order.total_amount < ZERO:
        raise FeeUnfit
    change.note(OrderEventName.FEE_REMOVED, fee=str(found.reference), amount=str(found.amount))
    change.store()
    return change.order
