"""Bookings with all that this face tells of them, read in few queries however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bookings.finding import AnyBooking, read_any_bookings
from bookings.kept_queries import Kept, kept_of
from bookings.models import Booking, BookingEvent, BookingMessage
from bookings.models.booking import BookingQuerySet
from bookings.states import BookingEventName, MessageDirection, PurchaseState
from protocols.tripgo.confirmation.standing import standing_of
from protocols.tripgo.confirmation.states import STAGE_OF, Stage, Standing, Status, status_of
from sales.models import Customer, SalesChannel

JOINED = (
    "tenant",
    "customer",
    "order",
    "offer__product__operator",
    "offer__product__fleet",
    "offer__product__ticket_type",
    "purchase_part__purchase",
)

ENDS = (BookingEventName.CANCELLED, BookingEventName.REJECTED, BookingEventName.RELEASED)


@dataclass(frozen=True, slots=True)
class Known:
    """A booking that the traveller may see, as it stands at a moment."""

    booking: Booking
    """With its tenant, its offer and product, the operator, and the part of the purchase."""
    found: AnyBooking
    """With what it shows."""
    standing: Standing
    status: Status
    messages: tuple[BookingMessage, ...]
    """From the operator, oldest first."""
    at: datetime
    reason: str = ""
    """Why the operator called it off, if it said so."""
    kept: Kept | None = None
    """What became of its money, if it was sold and called off."""

    @property
    def reference(self) -> str:
        return self.booking.reference

    @property
    def segment(self) -> str:
        """Of the trip: which one was booked; empty where it was bought without a trip."""
        part = part_of(self.booking)
        return part.place if part else ""

    @property
    def purchase(self) -> int | None:
        """The key of the purchase that it was bought with."""
        part = part_of(self.booking)
        return part.purchase_id if part else None

    @property
    def trip(self) -> str:
        """The reference of the trip; empty where it was bought without one."""
        part = part_of(self.booking)
        return part.purchase.external_reference if part else ""

    @property
    def told(self) -> Mapping[str, Any]:
        """What the traveller answered to the questions of the product."""
        part = part_of(self.booking)
        return part.told if part else {}


def part_of(booking: Booking) -> Any:
    """The part of the purchase that it was bought with; None for one that another face sold."""
    return getattr(booking, "purchase_part", None)


def is_bought(booking: Booking) -> bool:
    """Whether all was bought that it was to be bought with: of a trip all is booked, or nothing."""
    part = part_of(booking)
    return part is None or part.purchase.state == PurchaseState.BOUGHT


def bookings_of(channel: SalesChannel | int, customer: Customer | int) -> BookingQuerySet:
    """All that this customer of this channel ever booked, with what is told of it."""
    found = Booking.objects.sold_through(channel).filter(customer=customer)
    return found.select_related(*JOINED)


def know(bookings: Sequence[Booking], *, at: datetime) -> list[Known]:
    """These bookings, in their order, without those that were only held, or are of a purchase that
    is not bought; one query for their messages, one or two for each kind among them, and three at
    most for those that were called off."""
    rows = {booking.pk: booking for booking in bookings if is_bought(booking)}
    if not rows:
        return []
    told: list[tuple[AnyBooking, Standing, Status]] = []
    for found in read_any_bookings(list(rows.values()), at=at):
        standing = standing_of(rows[found.booking.pk], found, at=at)
        if status := status_of(standing):
            told.append((found, standing, status))
    ended = [found.booking.pk for found, _, status in told if status is Status.PROVIDER_CANCELED]
    off = [found.booking.pk for found, _, status in told if STAGE_OF[status] is Stage.CALLED_OFF]
    kept = kept_of(rows[key] for key in off)
    written, reasons = _messages_of(rows), _reasons_of(ended)
    return [
        Known(
            rows[found.booking.pk],
            found,
            standing,
            status,
            tuple(written[found.booking.pk]),
            at,
            reasons.get(found.booking.pk, ""),
            kept.get(found.booking.pk),
        )
        for found, standing, status in told
    ]


def _reasons_of(bookings: Collection[int]) -> Mapping[int, str]:
    """Why these were called off, by their keys, where somebody said it; no query for none."""
    if not bookings:
        return {}
    events = BookingEvent.objects.filter(
        booking__in=bookings, name__in=ENDS, details__has_key="reason"
    )
    rows = events.order_by("id").values_list("booking_id", "details")
    return {booking: str(details["reason"]) for booking, details in rows}


def _messages_of(bookings: Collection[int]) -> Mapping[int, list[BookingMessage]]:
    written: defaultdict[int, list[BookingMessage]] = defaultdict(list)
    rows = BookingMessage.objects.filter(
        booking__in=bookings, direction=MessageDirection.TO_PARTNER
    )
    for message in rows.order_by("id"):
        written[message.booking_id].append(message)
    return written
