"""Refusals of one part of several, told with the part that they are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bookings.errors import BookingError, PartBooked, PartInHand
from operators.fleet.errors import AssetTaken, AssetUnavailable
from protocols.tripgo.errors import NotBookable
from protocols.tripgo.quick.booking import WAY_BACK, Chosen
from protocols.tripgo.quick.listing import name_of
from protocols.tripgo.quick.wording import Phrases
from sales.errors import CustomerBlocked, SalesError

NOTHING_KEPT = "Nothing of your trip is booked or charged."


@contextmanager
def told_where(parts: Sequence[Chosen], phrases: Phrases) -> Iterator[None]:
    """Let a refusal of one of several parts say which one it is of, and that nothing is kept,
    unless it is booked already. NotBookable."""
    try:
        yield
    except (CustomerBlocked, PartBooked, PartInHand):
        raise
    except (SalesError, BookingError, AssetTaken, AssetUnavailable) as refused:
        if len(parts) == 1:
            raise
        where = _name(parts, refused.place, phrases)
        raise NotBookable(f"{where}{refused.detail} {NOTHING_KEPT}") from refused


def _name(parts: Sequence[Chosen], place: str, phrases: Phrases) -> str:
    """The part and a colon; empty where the refusal is of none."""
    if place.endswith(WAY_BACK):
        return f"{phrases.return_trip}: "
    names = [name_of(one.segment, phrases) for one in parts if one.place == place]
    return f"{names[0]}: " if names else ""
