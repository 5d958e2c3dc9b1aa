"""What a booking costs by now, and whether that can change still (reference §9.1, §9.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from bookings.queries import BookingReading
from bookings.states import CLOSED, BookingState
from protocols.maas_tsp.bookings.standing import Told
from protocols.maas_tsp.wire import cost_to_wire
from sales.models import Order
from sales.money import ZERO


@dataclass(frozen=True, slots=True)
class Amount:
    """Money with the VAT in it."""

    amount: Decimal
    currency: str
    tax_amount: Decimal = ZERO

    def to_wire(self) -> dict[str, Any]:
        """`cost`."""
        return cost_to_wire(self.amount, self.currency, taxes=self.tax_amount)


def price_of(found: Told, *, at: datetime) -> Amount | None:
    """What it costs by then; None of a taxi that has arrived and whose meter nobody has told yet.

    Once it is over that is what was sold, in one more query: a fee may be left of it, and staff may
    have lowered it since.
    """
    state = booking_state(found, at=at)
    if state in CLOSED:
        return _left_of(found)
    if isinstance(found, BookingReading):
        offer = found.booking.offer
        return Amount(offer.amount, offer.currency, offer.tax_amount)
    price = found.price
    return None if price is None else Amount(price.amount, price.currency, price.tax_amount)


def is_final(found: Told, *, at: datetime) -> bool:
    """Whether nothing that happens by itself changes the price: it was sold, or is over unsold."""
    if isinstance(found, BookingReading) and found.booking.order_id is not None:
        return True
    return booking_state(found, at=at) in CLOSED


def booking_state(found: Told, *, at: datetime) -> BookingState:
    """As the clock has it."""
    if isinstance(found, BookingReading):
        return found.booking.state_at(at)
    return found.booking_state


def _left_of(found: Told) -> Amount:
    booking = found.booking
    if booking.order_id is None:
        return Amount(ZERO, booking.offer.currency)
    sold = Order.objects.only("currency", "total_amount", "total_tax_amount")
    order = sold.get(pk=booking.order_id)
    return Amount(order.total_amount, order.currency, order.total_tax_amount)
