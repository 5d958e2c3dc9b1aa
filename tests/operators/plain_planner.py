"""A planner that is slow and obviously right: it writes down every way there is, then compares."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from operators.timetable.planning.search import LONGEST_WAIT
from operators.timetable.planning.statement import CHANGE_SECONDS
from tests.factories.gtfs import Rows

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class PlainRide:
    route: str
    origin: str
    destination: str
    departs: datetime
    arrives: datetime


PlainWay = tuple[PlainRide, ...]
Changes = dict[tuple[str, str], int]
"""Seconds from one stop to another; a pair that is missing cannot be changed between."""


def seconds_of(text: str) -> int:
    hours, minutes, seconds = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def days_of(rows: Rows, service_id: str) -> list[date]:
    days = []
    for row in rows["calendar.txt"]:
        first, last = (date.fromisoformat(row[name]) for name in ("start_date", "end_date"))
        span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        if row["service_id"] == service_id:
            days += [day for day in span if row[WEEKDAYS[day.weekday()]] == "1"]
    return days


def all_rides(rows: Rows) -> list[PlainRide]:
    """Each trip, on each of its days, from each call to each later one."""
    zone = ZoneInfo(rows["agency.txt"][0]["agency_timezone"])
    rides = []
    for trip in rows["trips.txt"]:
        calls = [row for row in rows["stop_times.txt"] if row["trip_id"] == trip["trip_id"]]
        for day in days_of(rows, trip["service_id"]):
            noon = datetime.combine(day, time(12), tzinfo=zone).astimezone(UTC)
            start = noon - timedelta(hours=12)
            for place, board in enumerate(calls):
                rides += [
                    PlainRide(
                        trip["route_id"],
                        board["stop_id"],
                        leave["stop_id"],
                        start + timedelta(seconds=seconds_of(board["departure_time"])),
                        start + timedelta(seconds=seconds_of(leave["arrival_time"])),
                    )
                    for leave in calls[place + 1 :]
                    if board["pickup_type"] != "1" and leave["drop_off_type"] != "1"
                ]
    return rides


def all_changes(rows: Rows, transfers: dict[tuple[str, str], tuple[int, int | None]]) -> Changes:
    """`transfers`: kind and seconds by stop or station. All stops lie in one place."""
    station = {row["stop_id"]: row["parent_station"] for row in rows["stops.txt"]}
    changes = {}
    for one, other in product(station, repeat=2):
        pairs = [(one, other), (one, station[other]), (station[one], other),
                 (station[one], station[other])]  # fmt: skip
        told = [transfers[pair] for pair in pairs if pair in transfers]
        near = one == other or (station[one] and station[one] == station[other])
        if told:
            kind, seconds = told[0]
            usual = 0 if kind == 1 else CHANGE_SECONDS
            if kind != 3:
                changes[one, other] = usual if seconds is None else seconds
        elif near:
            changes[one, other] = CHANGE_SECONDS
    return changes


def all_ways(
    rides: list[PlainRide], changes: Changes, origin: set[str], destination: set[str]
) -> list[PlainWay]:
    firsts = [ride for ride in rides if ride.origin in origin]
    lasts = defaultdict(list)
    for ride in rides:
        if ride.destination in destination:
            lasts[ride.origin].append(ride)
    ways: list[PlainWay] = [
        (ride,)
        for ride in firsts
        if ride.destination in destination and ride.origin != ride.destination
    ]
    for one, stop in product(firsts, lasts):
        seconds = changes.get((one.destination, stop))
        if seconds is not None:
            ready = one.arrives + timedelta(seconds=seconds)
            ways += [(one, other) for other in lasts[stop] if other.departs >= ready]
    return ways


Times = tuple[float, float, int]


def times_of(way: PlainWay) -> Times:
    """What is smaller is better: to leave late, to arrive early, and not to change."""
    return -way[0].departs.timestamp(), way[-1].arrives.timestamp(), len(way)


def is_dominated(times: Times, by: Times) -> bool:
    return by != times and by[0] <= times[0] and by[1] <= times[1] and by[2] <= times[2]


def best_ways(ways: list[PlainWay], *, low: datetime, high: datetime | None) -> list[PlainWay]:
    """Those between two moments that nobody would refuse."""
    possible = [
        way for way in ways if way[0].departs >= low and (high is None or way[-1].arrives <= high)
    ]
    found = {times_of(way) for way in possible}
    kept = {times for times in found if not any(is_dominated(times, other) for other in found)}
    return [way for way in possible if times_of(way) in kept and not waits_too_long(way)]


def waits_too_long(way: PlainWay) -> bool:
    wait = way[-1].departs - way[0].arrives if len(way) == 2 else timedelta()
    return wait > timedelta(seconds=LONGEST_WAIT)
