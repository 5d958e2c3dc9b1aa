"""Reads of legs with the tickets and barcodes that they show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bookings.models import Booking, Leg
from bookings.rows import BOOKINGS, ONE_BOOKING, ONE_LEG, Extra, LegRow, fetch_legs
from bookings.states import BookingState, LegState
from tickets.actions.barcodes import Showing, hand_out_barcodes
from tickets.errors import NoSigningKey
from tickets.forms.media import OF_A_BARCODE, Media
from tickets.models import Barcode


@dataclass(frozen=True, slots=True)
class LegReading:
    """A leg as it stands at a moment, with the barcode that its ticket shows then."""

    leg: Leg
    state: LegState
    is_shown: bool
    """Whether the ticket may be shown at that moment."""
    barcode: Barcode | None
    """What it shows then; None for a form that is more than a barcode."""
    at: datetime
    ancillaries: tuple[Extra, ...] = ()
    """What was added to it."""

    @property
    def media(self) -> Media:
        """The form that its booking asked for."""
        return Media(self.leg.booking.media)

    @property
    def shows_document(self) -> bool:
        """Whether it shows a page, a file or a pass, which is made of the ticket itself."""
        return self.is_shown and self.media not in OF_A_BARCODE

    @property
    def fresh_until(self) -> datetime | None:
        """When the barcode's window ends; None where there is nothing to show."""
        return self.barcode.ends_at if self.barcode else None


@dataclass(frozen=True, slots=True)
class BookingReading:
    """A booking with its legs, in order."""

    booking: Booking
    legs: list[LegReading]

    @property
    def answered_by(self) -> datetime | None:
        """Until when staff say yes or no: of a hold, if it were committed at the last moment; None
        where it is sold at once."""
        if self.booking.state == BookingState.PENDING:
            return self.booking.offer.answered_by(self.booking.held_until)
        return self.booking.answer_until

    @property
    def fresh_until(self) -> datetime | None:
        """When the first of the barcodes dies; None where there is nothing to show."""
        return min((leg.fresh_until for leg in self.legs if leg.fresh_until), default=None)


def read_leg(reference: str, *, channel_id: int, at: datetime) -> LegReading:
    """A leg with the barcode of that moment: one query, and one more to note a new barcode.

    Leg.DoesNotExist if this channel sold no such leg, NoSigningKey if its barcode cannot be made.
    """
    rows = fetch_legs(ONE_LEG, {"reference": reference, "channel": channel_id, "at": at})
    readings = _show(rows, at=at)
    if not readings:
        raise Leg.DoesNotExist
    [reading] = readings
    if reading.is_shown and reading.barcode is None and not reading.shows_document:
        raise NoSigningKey
    return reading


def read_booking(reference: str, *, channel_id: int, at: datetime) -> BookingReading:
    """A booking with its legs and their barcodes; as many queries as one leg.

    Booking.DoesNotExist if this channel made no such booking.
    """
    rows = fetch_legs(ONE_BOOKING, {"reference": reference, "channel": channel_id, "at": at})
    readings = _show(rows, at=at)
    if not readings:
        raise Booking.DoesNotExist
    return BookingReading(readings[0].leg.booking, readings)


def read_bookings(bookings: Sequence[Booking], *, at: datetime) -> list[BookingReading]:
    """Bookings with their legs and barcodes, in two queries however many there are."""
    readings: dict[int, list[LegReading]] = {booking.pk: [] for booking in bookings}
    for reading in _show(fetch_legs(BOOKINGS, {"bookings": list(readings), "at": at}), at=at):
        readings[reading.leg.booking_id].append(reading)
    return [BookingReading(found[0].leg.booking, found) for found in readings.values() if found]


def _show(rows: Sequence[LegRow], *, at: datetime) -> list[LegReading]:
    """Tickets are shown on legs in use only, each once though it may cover several legs.

    A tenant without a signing key has no barcodes to show; its bookings can be read still.
    """
    legs = {row.leg.pk: row.leg for row in rows}
    ancillaries = {row.leg.pk: row.ancillaries for row in rows}
    made: defaultdict[int, list[Barcode]] = defaultdict(list)
    for row in rows:
        if row.barcode is not None:
            made[row.leg.pk].append(row.barcode)
    showings = {
        row.leg.ticket.pk: Showing(row.leg.ticket, made=tuple(made[row.leg.pk]), key=row.key)
        for row in rows
        if row.leg.ticket and row.key and _is_shown(row.leg, at) and _is_barcode(row.leg)
    }
    barcodes = hand_out_barcodes(list(showings.values()), at=at)
    return [
        LegReading(
            leg,
            leg.state_at(at),
            is_shown=_is_shown(leg, at),
            barcode=barcodes.get(leg.ticket.pk) if leg.ticket else None,
            at=at,
            ancillaries=ancillaries[leg.pk],
        )
        for leg in legs.values()
    ]


def _is_shown(leg: Leg, at: datetime) -> bool:
    """Barcodes that the traveller's phone signs are shown by that phone alone, at their link."""
    ticket = leg.ticket
    if ticket is None or (ticket.ticket_type.device_signed and _is_barcode(leg)):
        return False
    return leg.state == LegState.IN_USE and ticket.may_be_shown(at)


def _is_barcode(leg: Leg) -> bool:
    return leg.booking.media in OF_A_BARCODE
