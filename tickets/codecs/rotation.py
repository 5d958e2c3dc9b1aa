"""When the barcode of a ticket changes (barcode format §2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which a ticket shows one and the same barcode; all three in UTC."""

    start: datetime
    end: datetime
    """First moment of the next window."""
    dies_at: datetime
    """First moment that verifiers refuse the barcode, apart from their clock skew."""


def window_at(ticket_id: UUID, *, period: int, overlap: int, at: datetime) -> Window:
    """The window of a rotating ticket that holds `at`; `period` and `overlap` in seconds.

    Windows start at another second for each ticket, so that refreshes spread over the period.
    ValueError for a static ticket (period 0), a negative length and a time without a zone.
    """
    if period <= 0 or overlap < 0:
        raise ValueError(f"A barcode cannot rotate every {period} s with {overlap} s of overlap.")
    if at.tzinfo is None:
        raise ValueError("The time of a window needs a time zone.")
    phase = int.from_bytes(ticket_id.bytes[:4], "big") % period
    now = (at - EPOCH) // SECOND
    start = EPOCH + (now - (now - phase) % period) * SECOND
    end = start + period * SECOND
    return Window(start, end, end + overlap * SECOND)
