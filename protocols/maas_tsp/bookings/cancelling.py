"""Whether a booking can be cancelled at a moment, and what that costs then (reference §9.2)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from bookings.queries import BookingReading
from bookings.rental_queries import RentalReading
from bookings.taxi_queries import TaxiReading
from protocols.maas_tsp.bookings.costs import Amount
from protocols.maas_tsp.bookings.standing import Told
from protocols.maas_tsp.states import AHEAD, CALLED_OFF, LIVE, WireState
from protocols.maas_tsp.terms import cancellation_to_wire
from sales.catalogue.states import Cancellation
from sales.money import ZERO
from sales.refunds.rules import can_be_given_back


def cancellation_of(
    found: Told, state: WireState, price: Amount, *, at: datetime
) -> dict[str, Any]:
    """`cancellation` of terms: whether it can be cancelled now and what that costs; of one that
    was, that the price was given back, and what is kept of it."""
    if state in CALLED_OFF:
        return _told(price.amount, price.currency, cancellable=False, refunded=True)
    can = is_allowed(found, state, at=at)
    return _told(fee_of(found) if can else ZERO, price.currency, cancellable=can, refunded=False)


def is_allowed(found: Told, state: WireState, *, at: datetime) -> bool:
    """Whether a cancellation of that moment would be accepted."""
    if not isinstance(found, BookingReading) or found.booking.order_id is None:
        return state in AHEAD
    booking = found.booking
    tickets = {leg.leg.ticket_id: leg.leg.ticket for leg in found.legs if leg.leg.ticket}
    return state in LIVE and can_be_given_back(
        Cancellation(booking.offer.cancellation),
        tickets.values(),
        departs_at=min(leg.leg.departs_at for leg in found.legs),
        at=at,
    )


def fee_of(found: Told) -> Decimal:
    """What a cancellation would cost now, if it is allowed."""
    if isinstance(found, RentalReading):
        return ZERO
    if isinstance(found, TaxiReading):
        return found.ride.cancellation_fee if found.ride.accepted_at else ZERO
    is_sold = found.booking.order_id is not None
    return found.booking.offer.cancellation_fee if is_sold else ZERO


def _told(fee: Decimal, currency: str, *, cancellable: bool, refunded: bool) -> dict[str, Any]:
    return cancellation_to_wire(
        cancellable=cancellable, refunded=refunded, fee=fee, currency=currency
    )
