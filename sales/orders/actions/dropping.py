"""Giving up changes that were not confirmed, when asked to or when their time is over."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import transaction

from operators.tenancy.actors import Actor
from operators.tenancy.scoping import TenantQuerySet
from sales.orders.changes import open_order
from sales.orders.dropping import drop_version
from sales.orders.errors import NothingToReset
from sales.orders.locking import check_still, open_kept_order
from sales.orders.models import Order
from sales.orders.states import OrderState

log = structlog.get_logger(__name__)


@transaction.atomic
def reset_order(
    order: Order, *, expected_revision: int | None = None, by: Actor, at: datetime
) -> Order:
    """Give up the changes since the last confirmed version, which holds again bit by bit.

    A version for which money moved comes back as `failed` instead, and the money is to be given
    back first. KeptByBooking, OrderChanged; NothingToReset unless a version after the first is
    open; OrderLocked until the last payment was closed.
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
    locked, wait for the next run. Each one is done in a transaction of its own: what goes wrong
    with one is logged and tried again by a later run, and does not keep the others waiting.
    """
    over = Order.objects.filter(expires_at__lte=at, locked_until=None)
    return sum(
        _lapse(over, order, by=by, at=at)
        for order in over.order_by("?").values_list("pk", "code")[:limit]
    )


def _lapse(over: TenantQuerySet[Order], named: tuple[int, str], *, by: Actor, at: datetime) -> bool:
    """Whether the order was given up."""
    key, code = named
    try:
        with transaction.atomic():
            order = over.filter(pk=key).lock_free().first()
            if order is None:
                return False
            change = open_order(order, by=by, at=at)
            drop_version(change, reason="lapsed")
            change.store()
    except Exception:  # whatever it is, it must not stop the sweep
        log.exception("order_does_not_lapse", order=code)
        return False
    return True
