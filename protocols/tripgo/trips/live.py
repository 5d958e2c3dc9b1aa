"""How the segments of a trip go now: delays, cancelled rides, and where vehicles are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from itertools import pairwise

from bookings.rental_queries import RentalReading
from bookings.taxi_queries import TaxiReading
from operators.tenancy.models import Tenant
from operators.timetable.realtime.rides import RideNow, rides_now
from protocols.tripgo.confirmation.known import Known
from protocols.tripgo.trips.segments import Segment, SegmentKind

LATEST = timedelta(hours=6)
"""After its end by the timetable nothing is asked about a ride."""
NO_TIME = timedelta()


class RealTimeStatus(StrEnum):
    """What is known of a ride beside the timetable."""

    CAPABLE = "CAPABLE"
    IS_REAL_TIME = "IS_REAL_TIME"
    CANCELLED = "CANCELLED"


class Trouble(IntEnum):
    """Why a trip cannot be travelled as it was planned; what is worse is more."""

    NONE = 0
    MISSED = 1
    """A ride leaves before somebody can be there."""
    CANCELLED = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """A vehicle where it was seen last. WGS 84 degrees."""

    id: str
    label: str
    longitude: float
    latitude: float
    seen_at: datetime
    bearing: float | None = None


@dataclass(frozen=True, slots=True)
class Live:
    """What is known now of a segment. Moments are aware."""

    starts_at: datetime
    ends_at: datetime
    is_real_time: bool
    """Whether the times are those that are expected now."""
    status: RealTimeStatus | None = None
    vehicle: Seen | None = None
    asset_id: str = ""
    """Of the vehicle that was booked, which may be another one than was planned."""

    @property
    def is_cancelled(self) -> bool:
        return self.status is RealTimeStatus.CANCELLED


Lives = Mapping[str, Live]
"""By the id of the segment; what has no entry goes as it was planned."""


def read_lives(
    tenant: Tenant, segments: Sequence[Segment], booked: Mapping[str, Known], *, at: datetime
) -> dict[str, Live]:
    """What is known now of these segments. Two queries, none where no ride is near in time."""
    rides = [one.ride for one in segments if one.ride is not None and one.ends_at + LATEST > at]
    told = rides_now(tenant, rides, at=at) if rides else {}
    lives: dict[str, Live] = {}
    for segment in segments:
        if segment.ride is not None:
            lives[segment.id] = _of_ride(segment, told.get(segment.ride))
        elif segment.id in booked and (live := _of_booking(segment, booked[segment.id])):
            lives[segment.id] = live
    return lives


def stopped_among(segments: Sequence[Segment], lives: Lives) -> frozenset[str]:
    """The ids of those whose booking would be for a ride that was cancelled."""
    gone = {name for name, live in lives.items() if live.is_cancelled}
    return frozenset(segment.id for segment in segments if gone.intersection(segment.covers))


def missed_among(segments: Sequence[Segment], lives: Lives) -> frozenset[str]:
    """The ids of rides that leave before what is ahead of them brings anybody there, as things go
    now. A change that was planned as short is not told: ways on foot are guesses."""
    going = as_they_go(segments, lives)
    slack = [min(_wait(*pair), NO_TIME) for pair in pairwise(segments)]
    return frozenset(
        after.id
        for (before, after), planned in zip(pairwise(going), slack, strict=True)
        if after.kind is SegmentKind.RIDE and _wait(before, after) < planned
    )


def trouble_of(segments: Sequence[Segment], lives: Lives) -> Trouble:
    """The worst that is known now of a trip."""
    if any(live.is_cancelled for one in segments if (live := lives.get(one.id))):
        return Trouble.CANCELLED
    return Trouble.MISSED if missed_among(segments, lives) else Trouble.NONE


def as_they_go(segments: Sequence[Segment], lives: Lives) -> list[Segment]:
    """The segments with the times that are expected now: a walk begins when what comes before it
    ends, and the first one ends when what comes after it begins."""
    moved = [_moved(segment, lives.get(segment.id)) for segment in segments]
    for place, segment in enumerate(moved):
        if segment.kind is SegmentKind.WALK and len(moved) > 1:
            lasts = segment.ends_at - segment.starts_at
            starts_at = moved[place - 1].ends_at if place else moved[1].starts_at - lasts
            moved[place] = replace(segment, starts_at=starts_at, ends_at=starts_at + lasts)
    return moved


def _wait(before: Segment, after: Segment) -> timedelta:
    return after.starts_at - before.ends_at


def _moved(segment: Segment, live: Live | None) -> Segment:
    if live is None:
        return segment
    asset_id = live.asset_id or segment.asset_id
    return replace(segment, starts_at=live.starts_at, ends_at=live.ends_at, asset_id=asset_id)


def _of_ride(segment: Segment, told: RideNow | None) -> Live:
    if told is None:
        return Live(segment.starts_at, segment.ends_at, False, RealTimeStatus.CAPABLE)
    status = RealTimeStatus.IS_REAL_TIME if told.is_timed else RealTimeStatus.CAPABLE
    vehicle = told.vehicle
    return Live(
        told.departs_at,
        told.arrives_at,
        told.is_timed,
        status if told.goes else RealTimeStatus.CANCELLED,
        Seen(
            vehicle.id,
            vehicle.label,
            vehicle.longitude,
            vehicle.latitude,
            vehicle.seen_at,
            vehicle.bearing,
        )
        if vehicle
        else None,
    )


def _of_booking(segment: Segment, known: Known) -> Live | None:
    found = known.found
    if isinstance(found, TaxiReading):
        return _of_taxi(found)
    if isinstance(found, RentalReading):
        return _of_rental(segment, found)
    return None


def _of_taxi(found: TaxiReading) -> Live:
    """When it comes: as it was booked, and as its driver tells once one has accepted it."""
    ride, place = found.ride, found.seen_at_place
    seen = None
    if place is not None and ride.seen_at is not None and ride.closed_at is None:
        label = str(ride.vehicle.get("plate") or ride.vehicle.get("name") or "")
        seen = Seen(str(ride.vehicle.get("asset_id") or ride.pk), label, *place, ride.seen_at)
    arrives_at = max(found.departs_at, found.arrives_at)
    return Live(found.departs_at, arrives_at, found.has_driver, vehicle=seen)


def _of_rental(segment: Segment, found: RentalReading) -> Live:
    """Where the vehicle is; a rental is used for as long as somebody likes."""
    rental, place = found.rental, found.seen_at_place
    starts_at = rental.started_at or segment.starts_at
    ends_at = rental.ended_at or max(segment.ends_at, starts_at)
    asset_id = str(rental.facts["asset_id"])
    seen = None
    if place is not None and rental.ended_at is None:
        seen_at = rental.seen_at or rental.requested_at
        seen = Seen(asset_id, segment.operator, *place, seen_at)
    is_real_time = rental.started_at is not None
    return Live(starts_at, ends_at, is_real_time, vehicle=seen, asset_id=asset_id)
