"""Refusals of one part of several, told with the part that they are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bookings.errors import BookingError, PartBooked, PartInHand
from operators.fleet.errors import AssetTaken, AssetUnavailable
from protocols.tripgo.errors import PartNotBookable
from protocols.tripgo.quick.booking import WAY_BACK, Chosen
from protocols.tripgo.quick.listing import name_of
from protocols.tripgo.quick.wording import Phrases
from sales.errors import CustomerBlocked, SalesError


@contextmanager
def told_where(parts: Sequence[Chosen], phrases: Phrases) -> Iterator[None]:
    """Let a refusal of one of several parts say which one it is of, and that nothing is kept,
    unless it is booked already. PartNotBookable."""
    try:
        yield
    except (CustomerBlocked, PartBooked, PartInHand):
        raise
    except (SalesError, BookingError, AssetTaken, AssetUnavailable) as refused:
        if len(parts) == 1:
            raise
        where = _name(parts, refused.place, phrases)
        raise PartNotBookable(refused, of=where) from refused


def _name(parts: Sequence[Chosen], place: str, phrases: Phrases) -> str:
    """The part; empty where the refusal is of none."""
    if place.endswith(WAY_BACK):
        return phrases.return_trip
    names = [name_of(one.segment, phrases) for one in parts if one.place == place]
    return names[0] if names else ""
