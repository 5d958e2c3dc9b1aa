"""How far a leg has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bookings.errors import LegGone
from bookings.models import Leg
from bookings.rental_queries import RentalReading, read_rental
from bookings.states import WAITING_LEGS, BookingKind, LegState
from bookings.terms import Place
from operators.timetable.positions import RidePosition, locate_ride


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a leg is, and what lies behind it as far as that is known."""

    place: Place
    travelled: timedelta
    metres: int | None = None
    asset_id: str = ""


def read_any_progress(reference: str, *, channel_id: int, at: datetime) -> Progress:
    """Where a leg of any kind is, journeys first.

    Leg.DoesNotExist if this channel sold no such leg, LegGone if it was given back.
    """
    for read in PROGRESS_READERS.values():
        try:
            return read(reference, channel_id=channel_id, at=at)
        except Leg.DoesNotExist:
            continue
    raise Leg.DoesNotExist


def read_progress(reference: str, *, channel_id: int, at: datetime) -> RidePosition:
    """Where the leg is, by what is told of its vehicle and by the timetable; in four queries, and
    five where something is told.

    One that is not in use yet is at its origin with nothing behind it, wherever its vehicle is.
    Leg.DoesNotExist if this channel sold no such leg, LegGone if it was given back.
    """
    legs = Leg.objects.sold_through(channel_id).journeys()
    leg = legs.select_related("booking__tenant", "ticket").get(reference=reference)
    state = leg.state_at(at)
    if state == LegState.CANCELLED:
        raise LegGone
    seen_at = leg.departs_at if state in WAITING_LEGS else at
    return locate_ride(leg.booking.tenant, leg.ride_facts(), at=seen_at)


def _of_journey(reference: str, *, channel_id: int, at: datetime) -> Progress:
    position = read_progress(reference, channel_id=channel_id, at=at)
    place = Place(position.longitude, position.latitude)
    return Progress(place, position.travelled, position.metres)


def _of_rental(reference: str, *, channel_id: int, at: datetime) -> Progress:
    return progress_of(read_rental(reference, channel_id=channel_id, at=at), at=at)


def progress_of(reading: RentalReading, *, at: datetime) -> Progress:
    """Where the vehicle was seen last, and how long it has been rented; no query. LegGone if it
    was given up before its use."""
    rental = reading.rental
    if reading.state == LegState.CANCELLED:
        raise LegGone
    begun = rental.started_at or at
    return Progress(
        place=reading.destination or reading.seen_at_place or reading.origin,
        travelled=max(timedelta(), (rental.ended_at or at) - begun),
        asset_id=rental.facts["asset_id"],
    )


PROGRESS_READERS: Mapping[BookingKind, Callable[..., Progress]] = {
    BookingKind.JOURNEY: _of_journey,
    BookingKind.RENTAL: _of_rental,
}
