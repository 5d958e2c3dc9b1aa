"""A GTFS feed of any size, made up: the same size gives the same feed."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import TextIOWrapper
from pathlib import Path

from demo.timetable import Row, clock, table
from demo.town import TIMEZONE

CALLS = 25
"""Stops of every line."""
SHARED = 5
"""The last stops of a line are the first ones of the next line."""
TRIPS_OF_A_LINE = 400
SERVICES = ("weekday", "weekday", "saturday", "sunday")
"""Trips take these in turn, so half of them run on weekdays."""
WEEKDAYS = {
    "weekday": (1, 1, 1, 1, 1, 0, 0),
    "saturday": (0, 0, 0, 0, 0, 1, 0),
    "sunday": (0, 0, 0, 0, 0, 0, 1),
}
FIRST_MINUTE, MINUTES = 5 * 60, 19 * 60
ZONES = 9
STOP_TIMES = "stop_times.txt"
LIGHT = 1
"""How hard the zip file is packed."""


@dataclass(frozen=True, slots=True)
class Network:
    """Lines in a row, with a trip for every CALLS stop times."""

    stop_times: int

    @property
    def trips(self) -> int:
        return -(-self.stop_times // CALLS)

    @property
    def lines(self) -> int:
        return -(-self.trips // TRIPS_OF_A_LINE)

    @property
    def stops(self) -> int:
        return self.lines * (CALLS - SHARED) + SHARED

    def stop_of(self, line: int, call: int) -> str:
        """The id of a stop, by its place on a line in direction 0."""
        return f"BENCH:{line * (CALLS - SHARED) + call:06d}"


def write_feed(path: Path, network: Network, *, first_day: date, last_day: date) -> None:
    """Write the feed as a zip file, a row at a time."""
    dates = f"{first_day:%Y%m%d}", f"{last_day:%Y%m%d}"
    small: dict[str, tuple[Row, Iterable[Row]]] = {
        "agency.txt": (
            ("agency_id", "agency_name", "agency_url", "agency_timezone"),
            [("BENCH", "Benchmark", "https://benchmark.example/", TIMEZONE)],
        ),
        "stops.txt": (("stop_id", "stop_name", "stop_lat", "stop_lon", "zone_id"), stops(network)),
        "routes.txt": (
            ("route_id", "agency_id", "route_short_name", "route_type"),
            ((f"BENCH:{line}", "BENCH", f"{line}", 3) for line in range(network.lines)),
        ),
        "trips.txt": (("route_id", "service_id", "trip_id", "direction_id"), trips(network)),
        "calendar.txt": (
            ("service_id", *days_of_week(), "start_date", "end_date"),
            ((service, *days, *dates) for service, days in WEEKDAYS.items()),
        ),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=LIGHT) as archive:
        for name, (heading, rows) in small.items():
            archive.writestr(name, table(heading, rows))
        with archive.open(STOP_TIMES, "w") as member, TextIOWrapper(member, "ascii") as text:
            text.write("trip_id,arrival_time,departure_time,stop_id,stop_sequence\n")
            text.writelines(stop_times(network))


def days_of_week() -> tuple[str, ...]:
    return ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def stops(network: Network) -> Iterator[Row]:
    for place in range(network.stops):
        latitude, longitude = 52 + place % 1000 / 2000, 4 + place // 1000 / 20
        zone = f"{1 + place % ZONES}"
        yield f"BENCH:{place:06d}", f"Stop {place}", f"{latitude:.5f}", f"{longitude:.5f}", zone


def trips(network: Network) -> Iterator[Row]:
    for trip in range(network.trips):
        line, place = divmod(trip, TRIPS_OF_A_LINE)
        yield f"BENCH:{line}", SERVICES[place // 2 % 4], trip_id(trip), place % 2


def trip_id(trip: int) -> str:
    line, place = divmod(trip, TRIPS_OF_A_LINE)
    return f"BENCH:{line:04d}:{SERVICES[place // 2 % 4]}:{place:04d}"


def stop_times(network: Network) -> Iterator[str]:
    for number in range(network.stop_times):
        trip, call = divmod(number, CALLS)
        line, place = divmod(trip, TRIPS_OF_A_LINE)
        moment = clock(FIRST_MINUTE + place * MINUTES // TRIPS_OF_A_LINE + 2 * call)
        stop = network.stop_of(line, call if place % 2 == 0 else CALLS - 1 - call)
        yield f"{trip_id(trip)},{moment},{moment},{stop},{call + 1}\n"


@dataclass(frozen=True, slots=True)
class Question:
    """A trip that somebody wants to make: two stops, and how long after midnight of which day."""

    origin: str
    destination: str
    day: date
    after: timedelta


def questions(network: Network, count: int, *, first_day: date) -> list[Question]:
    """Trips of one week; every fifth one has no connection without a change."""
    dice = random.Random(1)  # noqa: S311  # nothing here is secret
    asked = []
    for place in range(count):
        line = dice.randrange(network.lines)
        there = (line + 2) % network.lines if place % 5 == 4 else line
        first, last = dice.sample(range(CALLS), 2)
        asked.append(
            Question(
                network.stop_of(line, first),
                network.stop_of(there, last),
                first_day + timedelta(days=dice.randrange(7)),
                timedelta(minutes=dice.randrange(FIRST_MINUTE, FIRST_MINUTE + MINUTES)),
            )
        )
    return asked
