"""A resold booking in hand, and what is wanted of its supplier."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from bookings.errors import SupplyInHand
from bookings.models import Booking, SuppliedBooking, SuppliedLeg
from bookings.states import Origin, SupplyWish
from operators.supply.errors import SupplyError
from operators.supply.models import Supplier
from operators.tenancy.actors import Actor

LEASE = timedelta(seconds=40)
"""How long a supplier is left to whoever asks it; longer than a few calls wait."""
RETRIES = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 60, 300, 900))
LONGEST_RETRY = timedelta(hours=1)
OF_BOOKING = (
    "offer__product__operator",
    "offer__product__tenant",
    "offer__channel__tenant",
    "customer",
)
LONGEST_FAULT = 500


def lock_supplied(booking: Booking) -> SuppliedBooking:
    """The resold booking as it is now, locked with its booking; SuppliedBooking.DoesNotExist of
    another kind. It comes with its supplier and what selling it needs."""
    bookings = Booking.objects.select_related(*OF_BOOKING)
    locked = bookings.lock(Booking(pk=booking.pk))
    found = SuppliedBooking.objects.select_related("supplier__tenant")
    supplied: SuppliedBooking = found.select_for_update(of=("self",), no_key=True).get(
        booking=locked.pk
    )
    supplied.booking = locked
    return supplied


def legs_of(supplied: SuppliedBooking) -> list[SuppliedLeg]:
    """Its legs in order, locked; each with its leg and that one's booking in hand."""
    rows = supplied.legs.select_related("leg").order_by("leg__sequence")
    found = list(rows.select_for_update(of=("self", "leg"), no_key=True))
    for row in found:
        row.supplied = supplied
        row.leg.booking = supplied.booking
    return found


def supplied_of(booking: Booking) -> SuppliedBooking:
    """The same without any lock, to ask its supplier."""
    found = SuppliedBooking.objects.select_related("supplier__tenant", "booking__customer")
    row: SuppliedBooking = found.get(booking=booking.pk)
    return row


def want(
    supplied: SuppliedBooking,
    wish: SupplyWish,
    *,
    by: Actor,
    at: datetime,
    instead_of: Collection[SupplyWish] = (),
    on_wish_of: Origin | None = None,
) -> None:
    """Note what is wanted of the supplier of a locked booking, due once the lease is over; the same
    wish again stays as it was first. SupplyInHand if something else is wanted already."""
    if supplied.wanted not in ("", wish, *instead_of):
        raise SupplyInHand
    if supplied.wanted != wish:
        supplied.wanted = wish
        supplied.asked_at = at
        supplied.asked_by = str(by)
        supplied.asked_for = on_wish_of or ""
        supplied.attempts = 0
        supplied.fault = ""
    supplied.attempts += 1
    supplied.next_try_at = at + LEASE
    supplied.save()


def satisfied(supplied: SuppliedBooking, *, next_look_at: datetime | None) -> None:
    """Nothing is wanted any more; the caller stores it."""
    supplied.wanted = ""
    supplied.asked_at = None
    supplied.asked_by = ""
    supplied.asked_for = ""
    supplied.attempts = 0
    supplied.fault = ""
    supplied.next_try_at = next_look_at


@transaction.atomic(durable=True)
def note_fault(supplied: SuppliedBooking, fault: SupplyError, *, at: datetime) -> None:
    """The supplier did not say what became of it: ask again later, less and less often."""
    row = lock_supplied(supplied.booking)
    if not row.wanted and row.next_try_at is None:
        return
    row.fault = fault.detail[:LONGEST_FAULT]
    waits = RETRIES[row.attempts - 1] if 0 < row.attempts <= len(RETRIES) else LONGEST_RETRY
    row.next_try_at = at + waits
    row.save(update_fields=["fault", "next_try_at"])


def supplier_of(supplied: SuppliedBooking) -> Supplier:
    supplier: Supplier = supplied.supplier
    return supplier
