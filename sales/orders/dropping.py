"""Giving up versions that were never confirmed: the steps behind reset, cancellation and lapse."""

from __future__ import annotations

from collections.abc import Sequence

from operators.tenancy.sweeps import store_state
from sales.money import ZERO, total
from sales.offers.actions import free_offers
from sales.orders.changes import OrderChange, check_not_failed
from sales.orders.charging import drop_fees
from sales.orders.lines import Fee, OrderLine
from sales.orders.models import Traveller
from sales.orders.states import OrderEventName

CANCELLATION = ["state", "cancelled_in_version"]


def drop_version(change: OrderChange, *, reason: str) -> None:
    """Give up the version in hand: a first one is cancelled, of a later one the version before is
    restored bit by bit.

    What is dropped is named in the event. A version for which money moved, or whose tickets are
    void already, is kept: it has `failed` and waits for people, who give the money back first.
    OrderFailed if it waits for them already.
    Contact, references, metadata and notes belong to the order and not to a version; they stay.
    Its offers can be taken again while they are valid.
    """
    if money_moved(change) or _tickets_are_void(change):
        check_not_failed(change.order)
        change.order.failed = True
        change.note(OrderEventName.FAILED, version=change.order.version, reason=reason)
        return
    order = change.order
    if not change.is_untouched:
        # What was begun for it goes with it; the next version has its number.
        order.payments.give_up(version=order.version, by=change.by, at=change.at)
        order.credits.forget(version=order.version)
    _free_offers(change)
    if order.version == 1:
        _cancel(change, reason)
    else:
        _restore(change, reason)


def money_moved(change: OrderChange) -> bool:
    """Whether the order has more or less money than its last confirmed version had, or gave some
    back by a credit that is not done yet, or failed.

    That one was balanced, so its total is what was paid then: what is live in it now, and what
    the version in hand took off it.
    """
    if change.is_untouched:
        return False
    order, version = change.order, change.order.version
    before = ZERO
    if version > 1:
        lines = [row for row in change.lines if _was_in(row, version, row.cancelled_in_version)]
        fees = [row for row in change.fees if _was_in(row, version, row.removed_in_version)]
        before = total(row.amount for row in lines) + total(row.amount for row in fees)
    if order.captured_amount - order.credited_amount != before:
        return True
    return order.credits.filter(parts__done_at__isnull=False, executed_at=None).exists()


def _free_offers(change: OrderChange) -> None:
    """A line that is kept names its offer no more, which is another one's soon, or deleted."""
    version = change.order.version
    unsold = [line for line in change.lines if line.offer_id and line.added_in_version == version]
    free = set(free_offers({line.offer_id for line in unsold if line.offer_id}, at=change.at))
    freed = [line for line in unsold if line.offer_id in free]
    OrderLine.objects.filter(pk__in=[line.pk for line in freed]).update(offer=None)
    for line in freed:
        line.offer_id = None


def _was_in(row: OrderLine | Fee, version: int, gone_in: int | None) -> bool:
    return row.added_in_version < version and gone_in in (None, version)


def _tickets_are_void(change: OrderChange) -> bool:
    version = change.order.version
    return any(
        line.taken_back_at is not None and line.cancelled_in_version == version
        for line in change.lines
    )


def _cancel(change: OrderChange, reason: str) -> None:
    order = change.order
    lines = change.live_lines
    for line in lines:
        line.cancel(version=order.version)
    store_state(lines, CANCELLATION)
    drop_fees(change, change.live_fees)
    change.add_up()
    order.cancel()
    change.note(OrderEventName.CANCELLED, version=order.version, reason=reason)


def _restore(change: OrderChange, reason: str) -> None:
    order, version = change.order, change.order.version
    dropped = [line for line in change.lines if line.added_in_version == version]
    fees = [fee for fee in change.fees if fee.added_in_version == version]
    _delete(OrderLine, dropped)
    _delete(Fee, fees)
    _delete(Traveller, [one for one in change.travellers if one.added_in_version == version])
    change.lines = [line for line in change.lines if line.added_in_version < version]
    change.fees = [fee for fee in change.fees if fee.added_in_version < version]
    back = [line for line in change.lines if line.cancelled_in_version == version]
    for line in back:
        line.restore()
    store_state(back, CANCELLATION)
    for fee in change.fees:
        if fee.removed_in_version == version:
            fee.removed_in_version = None
    order.fees.filter(removed_in_version=version).update(removed_in_version=None)
    order.travellers.filter(removed_in_version=version).update(removed_in_version=None)
    change.add_up()
    order.restore()
    change.note(
        OrderEventName.RESET,
        version=order.version,
        reason=reason,
        dropped=[str(line.reference) for line in dropped] + [str(fee.reference) for fee in fees],
    )


def _delete(
    model: type[OrderLine | Fee | Traveller], rows: Sequence[OrderLine | Fee | Traveller]
) -> None:
    if rows:
        model._base_manager.filter(pk__in=[row.pk for row in rows]).delete()
