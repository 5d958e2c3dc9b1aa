"""Extra costs of a booking: those that its partner claims, and those that it is charged."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bookings.actions.recording import record_event
from bookings.errors import CancellationRefused, ChargeUnfit, NeverSold
from bookings.models import Booking
from bookings.states import BookingEventName
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


@transaction.atomic
def charge_extra_cost(booking: Booking, facts: CostFacts, *, by: Actor, at: datetime) -> ExtraCost:
    """Charge the channel's partner for something beside the price of a sold booking, such as
    damage, a fine or extra use: it is posted, told in the journal, and the partner hears of it.

    Charged again with the same words it is the one that is there. ChargeUnfit unless the amount is
    more than zero; NeverSold; CurrencyDiffers; ClaimDiffers; PayerDiffers.
    """
    if facts.amount <= 0:
        raise ChargeUnfit
    booking = Booking.objects.lock(booking)
    cost = claim_cost_of_booking(booking, facts, by=by, at=at)
    told = booking.events.filter(
        name=BookingEventName.EXTRA_COST_CHARGED, details__number=cost.number
    )
    if not told.exists():
        record_event(
            booking,
            BookingEventName.EXTRA_COST_CHARGED,
            by=by,
            at=at,
            number=cost.number,
            amount=str(cost.amount),
            currency=cost.order.currency,
            kind=cost.kind,
        )
    return cost


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
