"""Extra costs that a partner claims for a booking."""

from __future__ import annotations

from datetime import datetime

from bookings.errors import NeverSold
from bookings.models import Booking
from operators.tenancy.actors import Actor
from sales.models import ExtraCost
from sales.settlement.actions import CostFacts, claim_extra_cost


def claim_cost_of_booking(
    booking: Booking, facts: CostFacts, *, by: Actor, at: datetime
) -> ExtraCost:
    """Note an extra cost of the booking's order; sent again it is the one that is there.

    NeverSold if the booking was not committed; CurrencyDiffers, ClaimDiffers. Nothing is locked
    here: a booking that has an order keeps it.
    """
    if booking.order is None:
        raise NeverSold
    return claim_extra_cost(booking.order, facts, by=by, at=at)
