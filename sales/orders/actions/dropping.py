"""Giving up changes that were not confirmed, when asked to or when their time is over."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import transaction

from operators.tenancy.actors import Actor
from operators.tenancy.scoping import TenantQuerySet
from sales.orders.changes import OrderChange, open_locked
from sales.orders.dropping import drop_version
from sales.orders.errors import NothingToReset
from sales.orders.locking import check_still, open_kept_order
from sales.orders.models import Order
from sales.orders.states import OrderState

TOGETHER = 25
"""So many orders are locked at once, for as long as it takes to give all of them up."""

log = structlog.get_logger(__name__)


@transaction.atomic
def reset_order(
    order: Order, *, expected_revision: int | None = None, by: Actor, at: datetime
) -> Order:
    """Give up the changes since the last confirmed version, which holds again bit by bit.

    A version for which money moved comes back as `failed` instead, and the money is to be given
    back first: OrderFailed if it is asked for again before that. KeptByBooking, OrderChanged;
    NothingToReset unless a version after the first is open; OrderLocked until the last payment was
    closed.
    """
    change = open_kept_order(order, expected_revision=expected_revision, by=by, at=at)
    if change.order.state != OrderState.DRAFT or change.order.version == 1:
        raise NothingToReset
    check_still(change.order)
    drop_version(change, reason="reset")
    change.store()
    return change.order


def lapse_orders(*, by: Actor, at: datetime, limit: int = 200) -> int:
    """Give up one batch of changes whose time to be confirmed is over; returns how many.

    First versions are cancelled, later ones reset; those for which money moved have `failed` from
    then on. Orders with a payment that was not closed yet, and those that somebody else has
    locked, wait for the next run. Some at a time are one transaction, in which each is done or
    undone by itself: what goes wrong with one is logged and tried again by a later run, and does
    not keep the others waiting.
    """
    over = Order.objects.filter(expires_at__lte=at, locked_until=None)
    keys = list(over.order_by("?").values_list("pk", flat=True)[:limit])
    parts = (keys[first : first + TOGETHER] for first in range(0, len(keys), TOGETHER))
    return sum(_lapse(over.filter(pk__in=part), by=by, at=at) for part in parts)


@transaction.atomic
def _lapse(over: TenantQuerySet[Order], *, by: Actor, at: datetime) -> int:
    """How many were given up."""
    orders = list(over.select_related("tenant").order_by("pk").lock_free())
    return sum(_give_up(change) for change in open_locked(orders, by=by, at=at))


def _give_up(change: OrderChange) -> bool:
    """Whether it could be."""
    try:
        with transaction.atomic():
            drop_version(change, reason="lapsed")
            change.store()
    except Exception:  # whatever it is, it must not stop the sweep
        log.exception("order_does_not_lapse", order=change.order.code)
        return False
    return True
