"""What a supplier charges after the sale: damage, fines, a longer use, or something given back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bookings.actions.recording import booking_event
from bookings.actions.supplied.asking import gateway_to
from bookings.actions.supplied.locking import lock_supplied, supplied_of
from bookings.actions.supplied.selling import align
from bookings.models import Booking, SuppliedBooking
from bookings.states import BookingEventName
from operators.supply.terms import RemoteEntry
from operators.tenancy.actors import Actor
from sales.money import total


def settle_charges(booking: Booking, *, by: Actor, at: datetime) -> SuppliedBooking:
    """Ask the supplier what it charges for a booking by now, and bring our order to that: our
    partner is charged the difference, or credited. SupplyError.

    Nothing changes if it is the same already, and for a booking that has no order yet: its end
    tells the price.
    """
    supplied = supplied_of(booking)
    if supplied.booking.order_id is None:
        return supplied
    charges = gateway_to(supplied).read_charges(supplied.remote_reference)
    return _align(supplied, charges, by=by, at=at)


@transaction.atomic(durable=True)
def _align(
    supplied: SuppliedBooking, charges: Sequence[RemoteEntry], *, by: Actor, at: datetime
) -> SuppliedBooking:
    row = lock_supplied(supplied.booking)
    before = row.booking.order
    if before is None or before.total_amount == total(entry.amount for entry in charges):
        return row
    reason = next((entry.comment for entry in reversed(charges) if entry.comment), "")
    order = align(row, charges, reason=reason or "Charged later", by=by, at=at)
    assert order is not None
    booking_event(
        row.booking,
        BookingEventName.SUPPLY_CHANGED,
        by=by,
        at=at,
        leg=row.booking.legs.order_by("sequence").first(),
        before=str(before.total_amount),
        after=str(order.total_amount),
    ).save()
    return row
