"""What an act would come to: it is done for a look and undone at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bookings.actions.booking import cancel_booking
from bookings.models import Booking
from operators.tenancy.actors import Actor
from sales.models import Order
from sales.money import Money
from tickets.models import Ticket
from tickets.models.ticket import OPEN


@dataclass(frozen=True, slots=True)
class CancellationPreview:
    """What cancelling a sold booking would come to. All amounts include VAT."""

    paid: Money
    kept: Money
    given_back: Money
    tickets: int
    """How many tickets could no longer be used."""


def preview_cancellation(
    booking: Booking, *, by: Actor, at: datetime
) -> CancellationPreview | None:
    """Cancel the booking, read what came of it, and undo all of it; None for a mere hold.

    It refuses what `cancel_booking` refuses, with the same errors, so the two cannot differ.
    """
    open_tickets = Ticket.objects.filter(legs__booking=booking, state__in=OPEN).distinct()
    with transaction.atomic():
        tickets = open_tickets.count()
        before = Order.objects.filter(bookings=booking).first()
        cancel_booking(booking, by=by, at=at)
        after = Order.objects.filter(bookings=booking).first()
        transaction.set_rollback(True)
    if before is None or after is None:
        return None
    paid = before.captured_amount - before.credited_amount
    given_back = after.credited_amount - before.credited_amount
    return CancellationPreview(
        paid=Money(paid, after.currency),
        kept=Money(paid - given_back, after.currency),
        given_back=Money(given_back, after.currency),
        tickets=tickets,
    )
