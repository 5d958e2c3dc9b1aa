"""python -m demo.realtime PORT

What the vehicles of the town do now, as GTFS-Realtime: the same moment gives the same message.

It is a program of its own, as an operator's would be. Half of the trips are on time, most others
are a little late and catch up with half of it on their way, and a few do not run.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from google.transit import gtfs_realtime_pb2 as gtfs

from demo.timetable import HOLIDAYS, SERVICE_ON, calls, runs, trip_id
from demo.town import HALT_OF, TIMEZONE, Halt, Line, Service

PATH = "/realtime.pb"
AHEAD = timedelta(minutes=90)
"""How long before its departure a trip is told of."""
MINUTE, NOON = timedelta(minutes=1), time(12)
DELAYS = ((50, 0), (70, 60), (85, 120), (95, 300), (98, 600))
"""So many of a hundred trips have this delay, in seconds, or a smaller one; the rest do not run."""


@dataclass(frozen=True, slots=True)
class Course:
    """One trip of the town on one day."""

    line: Line
    direction: int
    trip_id: str
    day: date
    departs_at: datetime

    @property
    def halts(self) -> list[Halt]:
        return [HALT_OF[code] for code in calls(self.line, self.direction)]

    @property
    def lasts(self) -> timedelta:
        return (len(self.line.calls) - 1) * self.line.minutes * MINUTE

    @property
    def delay(self) -> int | None:
        """Seconds; None: it does not run."""
        share = crc32(f"{self.trip_id} {self.day}".encode()) % 100
        return next((delay for below, delay in DELAYS if share < below), None)


def message_at(moment: datetime) -> bytes:
    """What is told at a moment of all trips that run then, or leave soon."""
    told = gtfs.FeedMessage()
    told.header.gtfs_realtime_version = "2.0"
    told.header.timestamp = int(moment.timestamp())
    for course in courses_at(moment):
        key = f"{course.day:%Y%m%d}:{course.trip_id}"
        tell_trip(told.entity.add(id=key), course)
        if course.delay is not None and course.departs_at < moment:
            tell_vehicle(told.entity.add(id=f"{key}:vehicle"), course, moment)
    return told.SerializeToString()


def courses_at(moment: datetime) -> Iterator[Course]:
    """The trips that run, or leave soon; those of yesterday may still be under way."""
    today = moment.astimezone(ZoneInfo(TIMEZONE)).date()
    for day in (today - timedelta(days=1), today):
        starts_at = (
            datetime.combine(day, NOON, ZoneInfo(TIMEZONE)).astimezone(UTC) - 12 * 60 * MINUTE
        )
        for line, service, direction, departure in runs():
            departs_at = starts_at + departure * MINUTE
            known_as = trip_id(line, service, direction, departure)
            course = Course(line, direction, known_as, day, departs_at)
            ends_at = departs_at + course.lasts + timedelta(seconds=course.delay or 0)
            if service is service_on(day) and departs_at - AHEAD <= moment < ends_at:
                yield course


def service_on(day: date) -> Service:
    """The service that runs on a day."""
    is_holiday = (day.month, day.day) in HOLIDAYS
    return Service.SUNDAY if is_holiday else SERVICE_ON[day.weekday()]


def tell_trip(entity: gtfs.FeedEntity, course: Course) -> None:
    update = entity.trip_update
    name_trip(update.trip, course)
    if course.delay is None:
        update.trip.schedule_relationship = gtfs.TripDescriptor.CANCELED
        return
    half = len(course.halts) // 2
    for sequence, delay in ((1, course.delay), (1 + half, course.delay // 2)):
        stop = update.stop_time_update.add(stop_sequence=sequence)
        stop.arrival.delay = stop.departure.delay = delay


def tell_vehicle(entity: gtfs.FeedEntity, course: Course, moment: datetime) -> None:
    """On the straight line between two halts, as late as the trip began."""
    seen = entity.vehicle
    name_trip(seen.trip, course)
    gone = moment - course.departs_at - timedelta(seconds=course.delay or 0)
    passed = max(gone / MINUTE, 0.0) / course.line.minutes
    place = min(int(passed), len(course.halts) - 2)
    one, other = course.halts[place : place + 2]
    share = min(passed - place, 1.0)
    north, east = degrees(one)
    up, right = (there - here for here, there in zip(degrees(one), degrees(other), strict=True))
    seen.position.latitude, seen.position.longitude = north + share * up, east + share * right
    seen.position.bearing = (
        math.degrees(math.atan2(right * math.cos(math.radians(north)), up)) % 360
    )
    seen.vehicle.id = f"RVS:{course.line.code}:{course.departs_at:%H%M}:{course.direction}"
    seen.vehicle.label = course.line.code
    seen.timestamp = int(moment.timestamp())


def name_trip(trip: gtfs.TripDescriptor, course: Course) -> None:
    trip.trip_id, trip.start_date = course.trip_id, f"{course.day:%Y%m%d}"


def degrees(halt: Halt) -> tuple[float, float]:
    return float(halt.latitude), float(halt.longitude)


class Publisher(ThreadingHTTPServer):
    """Listens on this machine alone."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Desk)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}{PATH}"


class Desk(BaseHTTPRequestHandler):
    """Answers one request."""

    def do_GET(self) -> None:
        content = message_at(datetime.now(UTC)) if self.path == PATH else b""
        self.send_response(200 if content else 404)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *words: Any) -> None:
        """A line for each look every half a minute tells nobody anything."""


if __name__ == "__main__":
    Publisher(int(sys.argv[1])).serve_forever()
