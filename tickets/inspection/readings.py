"""What devices tell of a scan, and what they are answered; plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.reasons import Reason, Shade, shade
from tickets.inspection.rules import ACCEPTED
from tickets.models import Ticket

NO_OFFSET = Decimal(0)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a device stands: in words, in fare zones, on the map; each may be unknown."""

    place: str = ""
    """Such as the number of a vehicle or the name of a stop."""
    zones: tuple[int, ...] = ()
    """The numbers of the fare zones there; empty if they are not known."""
    position: tuple[float, float] | None = None
    """Latitude and longitude in degrees (WGS 84)."""


NOWHERE = Whereabouts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One line of a device's scan log.

    With the octets of the barcode itself we judge for ourselves; without them what the device
    says that it read stands in their place.
    """

    sequence: int
    told_at: datetime
    """By the device's clock."""
    offset_seconds: Decimal = NO_OFFSET
    """How far that clock was ahead of ours, as the device knew then."""
    result: Reason
    format: BarcodeFormat | None = None
    ticket_uuid: UUID | None = None
    product_number: int | None = None
    moment: datetime | None = None
    """Start of the window, or the time stamp of the phone; None for a static barcode."""
    where: Whereabouts = NOWHERE
    barcode: bytes | None = None


class Receipt(StrEnum):
    """What became of a line of a log. CONFLICT: another scan of this device has that number."""

    STORED = "stored"
    REPEATED = "repeated"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ScanOutcome:
    """What became of one line of a log, and what we say of the scan."""

    sequence: int | None
    receipt: Receipt
    judged: Reason | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to an online check. Moments are aware."""

    reason: Reason
    format: BarcodeFormat | None = None
    ticket_uuid: UUID | None = None
    product_number: int | None = None
    moment: datetime | None = None
    """Start of the window, or the time stamp of the phone."""
    ticket: Ticket | None = None
    """The one that it names, if there is such a one."""
    seen_at: datetime | None = None
    """When that one was last let through before, if it was so lately or may be only once."""

    @property
    def shade(self) -> Shade:
        return shade(self.reason)

    @property
    def valid(self) -> bool:
        """Whether the ticket is good; staff may have to look closer all the same."""
        return self.reason in ACCEPTED
