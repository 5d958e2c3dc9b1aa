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
STATIONS = 5
"""How many stations the lines share out among them; all lines of a station call at it."""
AT_STATION = 12
"""The call of a line that is a platform of its station."""
WALKED = (6, 18)
"""From which call of a line riders walk to which call of a line of the next station."""
WALK_SECONDS = 240
SERVICES = ("weekday", "weekday", "saturday", "sunday")
"""Trips take these in turn, so half of them run on weekdays."""
WEEKDAYS = {
    "weekday": (1, 1, 1, 1, 1, 0, 0),
    "saturday": (0, 0, 0, 0, 0, 1, 0),
    "sunday": (0, 0, 0, 0, 0, 0, 1),
}
FIRST_MINUTE, MINUTES = 5 * 60, 19 * 60
SHIFTS = 7
"""So many minutes lie between the first trips of the lines."""
ZONES = 9
AT_A_STATION, BETWEEN_STATIONS, NOWHERE = 2, 3, 4
"""Kinds of questions that do not stay on one line."""
STOP_TIMES = "stop_times.txt"
LIGHT = 1
"""How hard the zip file is packed."""


@dataclass(frozen=True, slots=True)
class Network:
    """Lines in a row, with a trip for every CALLS stop times.

    Neighbours share stops at their ends, all lines of a station meet there, and from each line
    riders can walk to one of the next station.
    """

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

    @property
    def lines_of_a_station(self) -> int:
        return -(-self.lines // STATIONS)

    def station_of(self, line: int) -> str:
        """The id of the station that a line calls at."""
        return f"BENCH:STATION:{line // self.lines_of_a_station}"

    def place_of(self, stop_id: str) -> tuple[str, str]:
        """Latitude and longitude of a stop, or of a station, which is where the first of its lines
        calls."""
        *_, kind, number = stop_id.split(":")
        first_line = int(number) * self.lines_of_a_station
        at_station = first_line * (CALLS - SHARED) + AT_STATION
        return coordinates(at_station if kind == "STATION" else int(number))


def write_feed(path: Path, network: Network, *, first_day: date, last_day: date) -> None:
    """Write the feed as a zip file, a row at a time."""
    dates = f"{first_day:%Y%m%d}", f"{last_day:%Y%m%d}"
    small: dict[str, tuple[Row, Iterable[Row]]] = {
        "agency.txt": (
            ("agency_id", "agency_name", "agency_url", "agency_timezone"),
            [("BENCH", "Benchmark", "https://benchmark.example/", TIMEZONE)],
        ),
        "stops.txt": (
            (
                "stop_id",
                "stop_name",
                "stop_lat",
                "stop_lon",
                "zone_id",
                "location_type",
                "parent_station",
            ),
            [*stations(network), *stops(network)],
        ),
        "transfers.txt": (
            ("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time"),
            walks(network),
        ),
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
        line, call = divmod(place, CALLS - SHARED)
        station = network.station_of(line) if call == AT_STATION else ""
        zone = f"{1 + place % ZONES}"
        yield f"BENCH:{place:06d}", f"Stop {place}", *coordinates(place), zone, 0, station


def stations(network: Network) -> Iterator[Row]:
    for line in range(0, network.lines, network.lines_of_a_station):
        station = network.station_of(line)
        yield station, f"Station {station}", *network.place_of(station), "", 1, ""


def coordinates(place: int) -> tuple[str, str]:
    return f"{52 + place % 1000 / 2000:.5f}", f"{4 + place // 1000 / 20:.5f}"


def walks(network: Network) -> Iterator[Row]:
    first, second = WALKED
    for line in range(network.lines - network.lines_of_a_station):
        one = network.stop_of(line, first)
        other = network.stop_of(line + network.lines_of_a_station, second)
        yield one, other, 2, WALK_SECONDS
        yield other, one, 2, WALK_SECONDS


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
        first_call = FIRST_MINUTE + line % SHIFTS + place * MINUTES // TRIPS_OF_A_LINE
        moment = clock(first_call + 2 * call)
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
    """Trips of one week. Of five, two stay on one line, one changes at a station, one goes between
    two stations that all of their lines connect, and one has no connection."""
    dice = random.Random(1)  # noqa: S311  # nothing here is secret
    asked = []
    for place in range(count):
        origin, destination = places(network, place % 5, dice)
        asked.append(
            Question(
                origin,
                destination,
                first_day + timedelta(days=dice.randrange(7)),
                timedelta(minutes=dice.randrange(FIRST_MINUTE, FIRST_MINUTE + MINUTES)),
            )
        )
    return asked


def busiest(network: Network, count: int, *, first_day: date) -> list[Question]:
    """Trips between two stations alone, in the morning of a working day: the dearest there are."""
    dice = random.Random(2)  # noqa: S311  # nothing here is secret
    monday = first_day + timedelta(days=-first_day.weekday() % 7)
    return [
        Question(
            *places(network, BETWEEN_STATIONS, dice),
            monday,
            timedelta(minutes=dice.randrange(6 * 60, 9 * 60)),
        )
        for _ in range(count)
    ]


def places(network: Network, kind: int, dice: random.Random) -> tuple[str, str]:
    """Two places of a question."""
    group, line = network.lines_of_a_station, dice.randrange(network.lines)
    first, last = dice.sample(range(CALLS), 2)
    if kind == BETWEEN_STATIONS:
        there = line + group if line + group < network.lines else (line - group) % network.lines
        return network.station_of(line), network.station_of(there)
    if kind == AT_A_STATION:
        first_line = line // group * group
        there = first_line + (line - first_line + 1 + dice.randrange(max(group - 1, 1))) % group
        there = min(there, network.lines - 1)
    elif kind == NOWHERE:
        there = (line + network.lines // 2) % network.lines
    else:
        there = line
    return network.stop_of(line, first), network.stop_of(there, last)
