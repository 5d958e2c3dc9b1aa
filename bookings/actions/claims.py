"""Extra costs that a partner claims for a booking."""

from __future__ import annotations

from datetime import datetime

from bookings.errors import CancellationRefused, NeverSold
from bookings.models import Booking
from operators.tenancy.actors import Actor
from sales.models import ExtraCost, Order
from sales.settlement.actions import CostFacts, check_credits, claim_extra_cost
from sales.settlement.errors import CreditTooLarge


def claim_cost_of_booking(
    booking: Booking, facts: CostFacts, *, by: Actor, at: datetime
) -> ExtraCost:
    """Note an extra cost of the booking's order; sent again it is the one that is there.

    NeverSold if the booking was not committed; CurrencyDiffers, ClaimDiffers, CreditTooLarge,
    PayerDiffers. Nothing is locked here: a booking that has an order keeps it.
    """
    if booking.order is None:
        raise NeverSold
    return claim_extra_cost(booking.order, facts, by=by, at=at)


def check_not_credited_twice(order: Order) -> None:
    """CancellationRefused if a sale that was just taken back leaves less than was claimed as
    credits; the order is locked."""
    try:
        check_credits(order)
    except CreditTooLarge as fault:
        raise CancellationRefused(
            "Credits were claimed for this booking, which cancelling it would give a second time; "
            "ask the operator to cancel it."
        ) from fault
