"""The `booking` object of the segments of a trip (reference §5).

Before it is booked a segment leads to the quick list and to the form; while it is booked it has its
`confirmation` and no list; after a cancellation both, so that it can be booked again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from protocols.models import KeptTrip
from protocols.tripgo.actions.mapping import booking_path
from protocols.tripgo.addresses import part
from protocols.tripgo.confirmation.audience import Audience, audience_of
from protocols.tripgo.confirmation.known import Known, bookings_of, know
from protocols.tripgo.confirmation.mapping import confirmation_to_wire
from protocols.tripgo.confirmation.states import STAGE_OF, Stage, is_valid
from protocols.tripgo.confirmation.valid import shown
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.tickets.mapping import is_active
from protocols.tripgo.trips.segments import Segment

Wire = dict[str, Any]

MOST_OF_A_TRIP = 50
"""Bookings of one trip that are read, the newest ones: nobody books and cancels so often."""
SHOW_TICKET = "showTicket"


def shown_bookings(operation: TripGoOperation, trip: KeptTrip) -> dict[str, Known]:
    """The bookings that the traveller has of a trip, by the ids of its segments. Of several of one
    segment the one that is good for something still, else the newest.

    None without a traveller. As many queries as there are kinds among them, however many there are.
    """
    traveller = operation.traveller
    if traveller is None:
        return {}
    channel = operation.caller.channel_id
    rows = bookings_of(channel, traveller.customer_id)
    of_trip = rows.filter(
        purchase_part__purchase__channel=channel,
        purchase_part__purchase__external_reference=str(trip.reference),
    )
    # Holds are left out: whoever chooses anew makes one each time.
    newest = list(shown(of_trip).order_by("-pk")[:MOST_OF_A_TRIP])
    best: dict[str, Known] = {}
    for known in know(newest, at=operation.at):
        before = best.get(known.segment)
        if before is None or _counts(known) > _counts(before):
            best[known.segment] = known
    return best


def booking_of_segments(
    operation: TripGoOperation,
    trip: KeptTrip,
    segments: Sequence[Segment],
    booked: dict[str, Known] | None = None,
    *,
    stopped: Collection[str] = (),
) -> dict[str, Wire]:
    """`booking` of each segment that can be or was booked, by its id; nothing for a key that may
    not book. `booked`: what `shown_bookings` told, where that was asked before; `stopped`: ids of
    segments that do not run."""
    if not operation.allows_bookings:
        return {}
    known = shown_bookings(operation, trip) if booked is None else booked
    to = audience_of(operation)
    told = {
        segment.id: _booking(
            trip,
            segment,
            known.get(segment.id),
            to,
            is_open=segment.id not in stopped and segment.bookable_until >= operation.at,
        )
        for segment in segments
        if segment.is_bookable
    }
    return {name: booking for name, booking in told.items() if booking is not None}


def segment_path(trip: KeptTrip, segment_id: str, tail: str, *, base: str = "booking/v1") -> str:
    """Where a segment of a trip is booked, below the base."""
    return f"{base}/{trip.reference}/{part(segment_id)}/{tail}"


def _booking(
    trip: KeptTrip, segment: Segment, known: Known | None, to: Audience, *, is_open: bool
) -> Wire | None:
    if known is None:
        if not is_open:
            return None
        return {"title": to.phrases.book, **_offered(trip, segment, to)}
    stage = STAGE_OF[known.status]
    confirmation = confirmation_to_wire(known, to)
    told: Wire = {
        "title": to.button(known.status, stage, is_open=is_open),
        "accessibilityLabel": to.phrases.manage,
        "url": to.address(booking_path(known.reference, "status")),
        **_ticket_members(known, confirmation),
    }
    if stage is Stage.CALLED_OFF and is_open:
        told |= _offered(trip, segment, to)
    return {**told, "confirmation": confirmation}


def _offered(trip: KeptTrip, segment: Segment, to: Audience) -> Wire:
    """Where the segment is booked, in both spellings and both ways."""
    quick = to.address(segment_path(trip, segment.id, "quick"))
    whom, phrases = segment.operator, to.phrases
    return {
        "accessibilityLabel": phrases.book_with.format(provider=whom) if whom else phrases.book,
        "quickBookingsUrl": quick,
        "quickBookingUrl": quick,
        "url": to.address(segment_path(trip, segment.id, "info", base="booking")),
    }


def _ticket_members(known: Known, confirmation: Wire) -> Wire:
    """Tickets that can be shown are told to older apps in this way."""
    if not any(is_active(ticket) for ticket in confirmation["purchasedTickets"]):
        return {}
    return {"externalActions": [SHOW_TICKET], "productID": known.booking.offer.product.code}


def _counts(known: Known) -> int:
    """What is good for something counts before what was used, and that before what was called
    off."""
    if is_valid(known.status):
        return 2
    return 1 if STAGE_OF[known.status] is Stage.OVER else 0
