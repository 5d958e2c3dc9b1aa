"""Taking lines off an order, or all that it holds."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.orders.cancelling import settle_reductions, strike_lines
from sales.orders.changes import check_not_failed
from sales.orders.dropping import drop_version
from sales.orders.locking import check_still, open_for_change
from sales.orders.models import Order


@transaction.atomic
def cancel_lines(
    order: Order,
    *,
    lines: Collection[uuid.UUID],
    expected_revision: int | None = None,
    by: Actor,
    at: datetime,
) -> Order:
    """Cancel lines of an order, by reference; what was sold before is taken back as its next
    version, which waits for its credit.

    Whether the product's rules allow it is asked by refunds, not here. Refused as
    `open_for_change` and `strike_lines` do.
    """
    change = open_for_change(order, expected_revision=expected_revision, by=by, at=at)
    strike_lines(change, lines)
    settle_reductions(change)
    change.store()
    return change.order


@transaction.atomic
def cancel_order(
    order: Order, *, expected_revision: int | None = None, by: Actor, at: datetime
) -> Order:
    """Give up a draft that was never sold: it is CANCELLED; or cancel all lines of one that was.

    A draft that has money is not given up: it comes back as `failed`, and the money is to be given
    back first; then it can be cancelled. Refused as `cancel_lines`; OrderLocked also while a
    payment waits to be closed.
    """
    change = open_for_change(
        order, expected_revision=expected_revision, may_have_failed=True, by=by, at=at
    )
    if change.order.version == 1:
        check_still(change.order)
        drop_version(change, reason="cancelled")
    else:
        check_not_failed(change.order)
        strike_lines(change, {line.reference for line in change.live_lines})
        settle_reductions(change)
    change.store()
    return change.order
