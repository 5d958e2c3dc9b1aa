"""Who may change an order now."""

from __future__ import annotations

from datetime import datetime

from operators.tenancy.actors import Actor
from sales.orders.changes import OrderChange, check_not_failed, open_order
from sales.orders.errors import (
    KeptByBooking,
    OrderChanged,
    OrderClosed,
    OrderExpired,
    OrderLocked,
)
from sales.orders.models import Order
from sales.orders.states import Keeper, OrderEventName, OrderState


def open_kept_order(
    order: Order, *, expected_revision: int | None, by: Actor, at: datetime
) -> OrderChange:
    """Lock an order that is kept by itself.

    KeptByBooking if a booking keeps it; OrderChanged if it is not at the revision that the caller
    has seen.
    """
    change = open_order(order, by=by, at=at)
    if change.order.keeper != Keeper.ORDER:
        raise KeptByBooking
    check_revision(change.order, expected_revision)
    return change


def check_revision(order: Order, expected: int | None) -> None:
    """OrderChanged if the locked order is not at the revision that the caller has seen."""
    if expected is not None and order.revision != expected:
        raise OrderChanged


def open_for_change(
    order: Order,
    *,
    expected_revision: int | None = None,
    may_have_failed: bool = False,
    by: Actor,
    at: datetime,
) -> OrderChange:
    """Lock an order for a change of what is bought; a confirmed one becomes its next version.

    KeptByBooking, OrderChanged, OrderClosed if it was cancelled, OrderExpired if its time to be
    confirmed is over, OrderLocked while money is moving; OrderFailed if the version has failed,
    unless the change is a part of giving its money back.
    """
    change = open_kept_order(order, expected_revision=expected_revision, by=by, at=at)
    check_open(change.order, at=at)
    if not may_have_failed:
        check_not_failed(change.order)
    reopen(change)
    return change


def check_open(order: Order, *, at: datetime) -> None:
    """OrderClosed, OrderExpired or OrderLocked if the price of the order may not change now."""
    if order.state == OrderState.CANCELLED:
        raise OrderClosed
    check_time(order, at=at)
    if order.locked_until is not None and at < order.locked_until:
        raise OrderLocked(order.locked_until)


def check_time(order: Order, *, at: datetime) -> None:
    """OrderExpired if the draft is to be given up, also if the sweep has not come by yet."""
    if order.expires_at is not None and order.expires_at <= at:
        raise OrderExpired


def reopen(change: OrderChange) -> None:
    """Begin the next version of a confirmed order; a draft goes on."""
    order = change.order
    if order.state == OrderState.CONFIRMED:
        order.reopen()
        change.note(OrderEventName.REOPENED, version=order.version)


def check_still(order: Order) -> None:
    """OrderLocked while a payment may still bring money, whatever the clock says: until it was
    closed, the version that it is for is not given up."""
    if order.locked_until is not None:
        raise OrderLocked(order.locked_until)
