"""How far a leg has come."""

from __future__ import annotations

from datetime import datetime

from bookings.errors import LegGone
from bookings.models import Leg
from bookings.states import WAITING_LEGS, LegState
from operators.timetable.positions import RidePosition, locate_ride


def read_progress(reference: str, *, channel_id: int, at: datetime) -> RidePosition:
    """Where the leg is by the timetable, in three queries.

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
