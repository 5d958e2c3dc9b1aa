"""The trip, the segment and the product that an address names."""

from __future__ import annotations

from datetime import datetime

from bookings.purchase_queries import purchases_of
from bookings.states import BookingState
from operators.timetable.realtime.rides import rides_now
from protocols.kept_trips import TripUnknown
from protocols.models import KeptTrip
from protocols.tripgo.errors import Left, NotBookable, NotThere, Stopped
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.quick.choices import Choice, choices_of, of_vehicle
from protocols.tripgo.quick.wording import Phrases, phrases_for
from protocols.tripgo.trips.segments import Segment, SegmentKind, find_segment
from protocols.tripgo.trips.store import find_trip
from protocols.tripgo.why import Why
from sales.errors import NothingOnSale


def trip_of(operation: TripGoOperation, reference: str) -> KeptTrip:
    """The trip of that id, with its channel. NotThere."""
    try:
        return find_trip(operation.channel, reference)
    except TripUnknown as unknown:
        raise NotThere(unknown) from unknown


def segment_of(operation: TripGoOperation, trip: str, segment: str) -> tuple[KeptTrip, Segment]:
    """The trip, and its segment of that id that can be booked. NotThere."""
    kept = trip_of(operation, trip)
    found = find_segment(kept, segment)
    if found is None:
        raise NotThere(Why.NO_PART)
    return kept, found


def choices_now(
    operation: TripGoOperation, trip: KeptTrip, segment: Segment, *, code: str = ""
) -> list[Choice]:
    """As `choices_of`; where no vehicle is left but the one that is held for this very traveller,
    that one, so that whoever goes back from the review finds it again. Stopped for a ride that was
    cancelled."""
    _check_runs(trip, segment, at=operation.at)
    phrases = phrases_for(operation.request)
    try:
        return choices_of(trip, segment, phrases, code=code, at=operation.at)
    except NothingOnSale:
        held = _held_vehicle(operation, trip, segment, phrases)
        if held is None or code not in ("", held.code):
            raise
        return [held]


def _check_runs(trip: KeptTrip, segment: Segment, *, at: datetime) -> None:
    told = rides_now(trip.channel.tenant, segment.rides, at=at) if segment.rides else {}
    if any(ride.is_cancelled for ride in told.values()):
        raise Stopped


def _held_vehicle(
    operation: TripGoOperation, trip: KeptTrip, segment: Segment, phrases: Phrases
) -> Choice | None:
    if segment.kind is not SegmentKind.VEHICLE or operation.traveller is None:
        return None
    for purchase in purchases_of(trip.channel, str(trip.reference)):
        if purchase.customer_id != operation.traveller.customer_id:
            continue
        for part in purchase.parts.all():
            is_held = part.booking.state_at(operation.at) == BookingState.PENDING
            if part.place == segment.id and is_held:
                return of_vehicle(part.booking.offer, segment, phrases)
    return None


def choice_of(operation: TripGoOperation, trip: KeptTrip, segment: Segment, code: str) -> Choice:
    """What that product is for the segment now. NotBookable for a product that is not offered for
    it, in words for the traveller, whose list may be an old one; and as `choices_now`."""
    try:
        [choice] = choices_now(operation, trip, segment, code=code)
    except NothingOnSale as refused:
        if isinstance(refused, Left | Stopped):
            raise
        raise NotBookable(Why.NOT_OFFERED) from refused
    return choice
