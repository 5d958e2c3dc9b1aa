"""Which time a ticket's barcode is for (barcode format §2.4 and §3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.rotation import Window, window_at
from tickets.models import Ticket

MINUTE = timedelta(minutes=1)
# All UIC barcodes change at whole minutes, which is how finely their ends are told.
WITHOUT_PHASE = UUID(int=0)
HALF_A_DAY = 12 * 60 * 60
"""After so many seconds a phone that signs fetches the issuer's part again, and what it has is good
for as long once more: 24 hours at most, and never less than 12 without a network."""


def window_of(ticket: Ticket, at: datetime) -> Window:
    """The window of the barcode at that moment; a static barcode lives as long as its ticket."""
    kind = ticket.ticket_type
    if not kind.is_rotating:
        return static_window(ticket)
    if kind.device_signed:
        window = window_at(ticket.pk, period=HALF_A_DAY, overlap=HALF_A_DAY, at=at)
        return Window(window.start, window.end, _round_down(window.dies_at))
    if kind.barcode_format == BarcodeFormat.UIC:
        window = window_at(
            WITHOUT_PHASE, period=kind.rotation_seconds, overlap=kind.overlap_seconds, at=at
        )
        return Window(window.start, window.end, _round_up(window.dies_at))
    return window_at(ticket.pk, period=kind.rotation_seconds, overlap=kind.overlap_seconds, at=at)


def static_window(ticket: Ticket) -> Window:
    """The one window of a barcode that never changes."""
    assert ticket.activated_at is not None
    assert ticket.valid_until is not None
    return Window(ticket.activated_at, ticket.valid_until, _round_up(ticket.valid_until))


def clipped(ticket: Ticket, window: Window) -> Window:
    """No barcode outlives its ticket; UIC tells the end of both to the minute."""
    assert ticket.valid_until is not None
    last = ticket.valid_until
    if ticket.ticket_type.barcode_format == BarcodeFormat.UIC:
        last = _round_up(last)
    return Window(window.start, min(window.end, ticket.valid_until), min(window.dies_at, last))


def windows_from(ticket: Ticket, at: datetime, *, lasting: timedelta) -> Iterator[Window]:
    """The window that holds `at`, and those after it, as long as the ticket is valid and all of
    them together last no longer than that; not clipped."""
    assert ticket.valid_until is not None
    window = window_of(ticket, at)
    limit = window.start + lasting
    yield window
    while window.end < ticket.valid_until:
        window = window_of(ticket, window.end)
        if window.end > limit:
            return
        yield window


def _round_down(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _round_up(moment: datetime) -> datetime:
    whole = _round_down(moment)
    return whole if whole == moment else whole + MINUTE
