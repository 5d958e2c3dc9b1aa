"""Where, when and with what knowledge a barcode is judged."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from uuid import UUID

LARGEST_SKEW = 60
NOTHING: frozenset[int] = frozenset()
NO_TICKETS: frozenset[UUID] = frozenset()
NO_HANDSETS: frozenset[tuple[UUID, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the device stands: what must match there. None is not looked at."""

    zones: frozenset[int] | None = None
    """The zones here; one of them must be on the ticket. A ticket without zones is good in all."""
    products: frozenset[int] | None = None
    """The product numbers that are accepted here."""


ANYWHERE = Place()


@dataclass(frozen=True, slots=True)
class BlockList:
    """What is refused although its signature is right (barcode format §5)."""

    tickets: Container[UUID] = NO_TICKETS
    """Tickets that are refused in every form."""
    handsets: Container[tuple[UUID, str]] = NO_HANDSETS
    """A ticket and the device key that it was moved away from."""

    def blocks(self, ticket_id: UUID | None, device_key: str | None) -> bool:
        """Whether this ticket, or this ticket on this phone, is refused."""
        if ticket_id is None:
            return False
        if ticket_id in self.tickets:
            return True
        return device_key is not None and (ticket_id, device_key) in self.handsets


NOTHING_BLOCKED = BlockList()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """All that a verdict depends on besides the barcode and the keys.

    ValueError for a time without a zone and for a skew that the format forbids.
    """

    at: datetime
    """The moment of the scan, corrected by what the device knows of its clock; kept in UTC."""
    zone: tzinfo
    """The issuer's zone: a UIC barcode tells its validity in local time."""
    skew: int = 30
    """Seconds by which the device's clock may be off; 60 at most."""
    specimens_allowed: bool = False
    block_list: BlockList = NOTHING_BLOCKED
    place: Place = ANYWHERE
    seen: Container[UUID] = NO_TICKETS
    """The tickets in the local scan log."""
    single_use: Container[int] = NOTHING
    """Numbers of products that one scan uses up."""
    demands_device: Container[int] = NOTHING
    """Numbers of products that are good only with the signature of the traveller's phone."""
    online: bool = False
    """Whether this check has reached the server."""
    clock_trusted: bool = True
    """Whether the device has heard from the server of late, and its clock was near."""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("The time of a check needs a time zone.")
        if not 0 <= self.skew <= LARGEST_SKEW:
            raise ValueError(f"A clock skew of {self.skew} s is not between 0 and {LARGEST_SKEW}.")
        # Seconds added to a local time go wrong in the hour that its clock shows twice.
        object.__setattr__(self, "at", self.at.astimezone(UTC))
