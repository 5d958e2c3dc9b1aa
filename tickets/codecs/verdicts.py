"""The answer to a scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.reasons import Reason
from tickets.codecs.t1 import TicketToken
from tickets.codecs.uic.ticket import UicTicket


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. What the barcode says is there once its signature was right and it was read."""

    reason: Reason
    format: BarcodeFormat | None = None
    ticket_id: UUID | None = None
    product: int | None = None
    moment: datetime | None = None
    """What tells this showing from others, UTC: the start of the window (T1), the time stamp of
    the phone, or the end of validity of a re-issued level 1 (UIC). None for a static barcode."""
    kid_text: str | None = None
    """The key that it claims: eight hex digits (T1) or provider/number (UIC). Not yet believed."""
    device_key: str | None = None
    """Which phone a UIC level 1 was issued to: tickets.codecs.keys.device_key of its public key."""
    token: TicketToken | None = None
    uic: UicTicket | None = None
