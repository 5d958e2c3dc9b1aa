"""Reading GTFS-Realtime messages (protobuf): what they tell of trips, vehicles and the service.

Source: GTFS Realtime Reference 2.0. What cannot be used is left out and counted, so that one odd
entity does not take a whole network off the screens.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from google.protobuf.message import DecodeError
from google.transit import gtfs_realtime_pb2 as gtfs

from operators.timetable.models.realtime import LONGEST_TRIP_ID, LONGEST_VEHICLE
from operators.timetable.realtime.envelopes import open_envelope
from operators.timetable.realtime.forecasts import NOTHING, Expected, StopForecast, Told
from operators.timetable.realtime.notices import AlertTold, read_alert
from operators.timetable.realtime.values import (
    LeftOut,
    read_clock,
    read_date,
    text_of,
    told,
)

GONE = {gtfs.TripDescriptor.CANCELED, gtfs.TripDescriptor.DELETED}
PLANNED = {gtfs.TripDescriptor.SCHEDULED, gtfs.TripDescriptor.UNSCHEDULED}
TOLD = {
    gtfs.TripUpdate.StopTimeUpdate.SKIPPED: Told.SKIPPED,
    gtfs.TripUpdate.StopTimeUpdate.NO_DATA: Told.UNKNOWN,
}
DIGITS = 5
"""Of degrees, about a metre: places are told as 32-bit floats, whose further digits say nothing."""
MOST_STOPS = 1000
"""Updates of one trip. The longest lines of the world have some three hundred stops."""
MOST_ENTITIES, MOST_STOPS_IN_ALL = 200_000, 1_000_000
"""Of a message. Those of whole countries tell of some ten thousand trips."""
MOST_ALERTS = 10_000
LARGEST_ENTITY = 256 * 1024
"""Bytes."""


class MessageUnreadable(Exception):
    """There is no message in these bytes; the text says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class TripKey:
    """The trip that a message means; without a day the one that runs nearest to the message."""

    trip_id: str
    service_date: date | None = None
    starts: int | None = None
    """Seconds since the start of the service day."""


@dataclass(frozen=True, slots=True)
class TripTold:
    """What is told of a trip; `told_at` None stands for the moment of the message."""

    key: TripKey
    is_cancelled: bool
    delay: int | None
    stops: tuple[StopForecast, ...]
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class VehicleTold:
    """Where the vehicle of a trip was seen."""

    key: TripKey
    vehicle_id: str
    label: str
    latitude: float
    longitude: float
    bearing: float | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """All that one message tells, and how many of its entities are left out, by the reason."""

    told_at: datetime
    trips: tuple[TripTold, ...]
    vehicles: tuple[VehicleTold, ...]
    alerts: tuple[AlertTold, ...] = ()
    left_out: Counter[str] = field(default_factory=Counter)


Part = Literal["trip_update", "vehicle", "alert"]
PARTS: tuple[Part, ...] = ("trip_update", "vehicle", "alert")
PartTold = TripTold | VehicleTold | AlertTold


def read_message(content: bytes, *, at: datetime) -> Message:
    """Read the message that was fetched at `at`. MessageUnreadable says why there is none.

    What a publisher with a fast clock tells from the future counts as told now.
    """
    header, entities = open_message(content)
    told_at = told(header.timestamp, at=at) or at
    left_out: Counter[str] = Counter()
    trips: list[TripTold] = []
    vehicles: list[VehicleTold] = []
    alerts: list[AlertTold] = []
    stops = 0
    for entity in entities_of(entities, left_out):
        for found in read_entity(entity, left_out, at=at, told_at=told_at):
            if isinstance(found, VehicleTold):
                vehicles.append(found)
            elif isinstance(found, AlertTold):
                alerts.append(found)
            else:
                trips.append(found)
                stops += len(found.stops)
        if stops > MOST_STOPS_IN_ALL:
            raise MessageUnreadable(f"it tells of stops more than {MOST_STOPS_IN_ALL} times")
        if len(alerts) > MOST_ALERTS:
            raise MessageUnreadable(f"it has more than {MOST_ALERTS} alerts")
    return Message(told_at, tuple(trips), tuple(vehicles), tuple(alerts), left_out)


def open_message(content: bytes) -> tuple[gtfs.FeedHeader, Sequence[bytes]]:
    """The header, and the bytes of each entity. MessageUnreadable."""
    try:
        packed, entities = open_envelope(content)
        header = gtfs.FeedHeader.FromString(packed)
    except DecodeError as error:
        raise MessageUnreadable("it is no GTFS-Realtime message") from error
    if not header.IsInitialized():
        raise MessageUnreadable("it is no whole GTFS-Realtime message")
    if header.incrementality == gtfs.FeedHeader.DIFFERENTIAL:
        raise MessageUnreadable("it tells only what has changed; publish full datasets")
    if len(entities) > MOST_ENTITIES:
        raise MessageUnreadable(f"it has more than {MOST_ENTITIES} entities")
    return header, entities


def entities_of(packed: Iterable[bytes], left_out: Counter[str]) -> Iterator[gtfs.FeedEntity]:
    """Those that can be read, one after the other."""
    for content in packed:
        if len(content) > LARGEST_ENTITY:
            left_out["entities that are too large"] += 1
            continue
        try:
            yield gtfs.FeedEntity.FromString(content)
        except DecodeError:
            left_out["entities that cannot be read"] += 1


def read_entity(
    entity: gtfs.FeedEntity, left_out: Counter[str], *, at: datetime, told_at: datetime
) -> Iterator[PartTold]:
    """What an entity tells: of a trip, of a vehicle, for passengers, several of these, or
    nothing."""
    for part in PARTS:
        if entity.HasField(part):
            try:
                yield read_part(part, entity, at=at, told_at=told_at)
            except LeftOut as reason:
                left_out[str(reason)] += 1


def read_part(part: Part, entity: gtfs.FeedEntity, *, at: datetime, told_at: datetime) -> PartTold:
    if part == "trip_update":
        return read_trip(entity.trip_update, at=at)
    if part == "vehicle":
        return read_vehicle(entity, at=at, told_at=told_at)
    return read_alert(entity)


def read_trip(update: gtfs.TripUpdate, *, at: datetime) -> TripTold:
    key = read_key(update.trip)
    told_at = told(update.timestamp, at=at)
    if update.trip.schedule_relationship in GONE:
        return TripTold(key, True, None, (), told_at)
    if len(update.stop_time_update) > MOST_STOPS:
        raise LeftOut("trips with too many stops")
    delay = update.delay if update.HasField("delay") else None
    stops = tuple(stop for one in update.stop_time_update if (stop := read_stop(one)))
    if delay is None and not stops:
        raise LeftOut("trips that nothing is told of")
    return TripTold(key, False, delay, stops, told_at)


def read_key(trip: gtfs.TripDescriptor) -> TripKey:
    """Which trip is meant. Trips that the timetable does not have are left out."""
    if trip.schedule_relationship not in GONE | PLANNED:
        raise LeftOut("trips beyond the timetable")
    trip_id = text_of(trip.trip_id, LONGEST_TRIP_ID)
    if not trip_id:
        raise LeftOut("trips without a usable id")
    return TripKey(trip_id, read_date(trip.start_date), read_clock(trip.start_time))


def read_stop(update: gtfs.TripUpdate.StopTimeUpdate) -> StopForecast | None:
    """What is told of a stop; None where nobody can say of which, or nothing is told."""
    sequence = update.stop_sequence if update.HasField("stop_sequence") else None
    stop_id = text_of(update.stop_id, LONGEST_VEHICLE)
    if sequence is None and not stop_id:
        return None
    kind = TOLD.get(update.schedule_relationship, Told.TIMES)
    if kind is not Told.TIMES:
        return StopForecast(sequence, stop_id, kind)
    arrival = read_event(update.arrival) if update.HasField("arrival") else NOTHING
    departure = read_event(update.departure) if update.HasField("departure") else NOTHING
    if arrival is departure is NOTHING:
        return None
    return StopForecast(sequence, stop_id, kind, arrival, departure)


def read_event(event: gtfs.TripUpdate.StopTimeEvent) -> Expected:
    """When a vehicle comes or goes. A time goes before a delay; nobody needs both. Some write a
    time of 0 where they have none."""
    if event.time:
        return Expected(time=event.time)
    return Expected(event.delay) if event.HasField("delay") else NOTHING


def read_vehicle(entity: gtfs.FeedEntity, *, at: datetime, told_at: datetime) -> VehicleTold:
    """Where a vehicle is that serves a trip. One that has no fix tells 0, 0."""
    seen = entity.vehicle
    key = read_key(seen.trip)
    place = seen.position
    latitude, longitude = place.latitude, place.longitude
    is_on_earth = place.IsInitialized() and abs(latitude) <= 90 and abs(longitude) <= 180
    if not is_on_earth or latitude == longitude == 0:
        raise LeftOut("vehicles without a place")
    vehicle_id = text_of(seen.vehicle.id, LONGEST_VEHICLE) or text_of(entity.id, LONGEST_VEHICLE)
    if not vehicle_id:
        raise LeftOut("vehicles without a usable id")
    return VehicleTold(
        key,
        vehicle_id,
        text_of(seen.vehicle.label, LONGEST_VEHICLE),
        round(latitude, DIGITS),
        round(longitude, DIGITS),
        read_bearing(place),
        told(seen.timestamp, at=at) or told_at,
    )


def read_bearing(place: gtfs.Position) -> float | None:
    if not place.HasField("bearing") or not math.isfinite(place.bearing):
        return None
    return place.bearing % 360
