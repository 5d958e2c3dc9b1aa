"""What became of the money of bookings that were called off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bookings.models import Booking
from bookings.states import BookingKind
from sales.models import Fee, OrderLine
from sales.money import ZERO
from sales.orders.states import FeeType, Keeper

SOLD_AT_THE_END = frozenset({BookingKind.RENTAL, BookingKind.TAXI})
"""Kinds of bookings whose order is of the calling off alone."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What calling a booking off costs, and what is given back of its price; VAT included."""

    fee: Decimal
    returned: Decimal
    currency: str


def kept_of(bookings: Iterable[Booking]) -> Mapping[int, Kept]:
    """By the keys of those of these called off bookings that something was sold for. Two queries
    where some were paid with others in one order, else none; they come with offer and order."""
    sold = [booking for booking in bookings if booking.order is not None]
    together = [booking for booking in sold if _is_of_purchase(booking)]
    fees = _fees_of(together) if together else {}
    return {
        booking.pk: _kept(booking, fees[booking.pk] if booking in together else None)
        for booking in sold
    }


def _kept(booking: Booking, fee: Decimal | None) -> Kept:
    """`fee`: None for a booking with an order of its own, which has no other price any more."""
    assert booking.order is not None
    kept = booking.order.total_amount if fee is None else fee
    is_paid = booking.kind not in SOLD_AT_THE_END
    returned = max(ZERO, booking.offer.amount - kept) if is_paid else ZERO
    return Kept(kept, returned, booking.order.currency)


def _fees_of(bookings: Iterable[Booking]) -> Mapping[int, Decimal]:
    """A fee came with the version of the order in which the lines of its booking were cancelled."""
    named = {(booking.order_id, booking.reference): booking.pk for booking in bookings}
    orders = {order for order, _ in named}
    lines = OrderLine.objects.filter(order__in=orders).exclude(cancelled_in_version=None)
    versions = {
        (order, version): named[order, reference]
        for order, version, reference in lines.values_list(
            "order_id", "cancelled_in_version", "external_reference"
        )
        if (order, reference) in named
    }
    found: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    fees = Fee.objects.filter(order__in=orders, type=FeeType.REFUNDING, removed_in_version=None)
    for order, version, amount in fees.values_list("order_id", "added_in_version", "amount"):
        if (order, version) in versions:
            found[versions[order, version]] += amount
    return found


def _is_of_purchase(booking: Booking) -> bool:
    return booking.order is not None and booking.order.keeper == Keeper.PURCHASE
