"""The part of the timetables in force in which a way from one place to another can lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from operators.prepared import Row, fetch_rows
from operators.timetable.planning.courses import Course, DayCourse, Stay
from operators.timetable.planning.scans import Change
from operators.timetable.planning.statement import NETWORK, Part
from operators.timetable.stops import StopGroup

MOST_PAIRS = 10_000
"""Stops of the origin times stops of the destination; above, only direct rides are looked for."""


@dataclass(slots=True)
class Network:
    """Rides from the origin, rides to the destination, rides from one to the other, and changes.

    Times within a course count from the start of its service day; that start, and everything
    that a search asks for, counts in seconds from one moment, `zero`.
    """

    zero: datetime
    firsts: list[DayCourse] = field(default_factory=list)
    seconds: list[DayCourse] = field(default_factory=list)
    directs: list[DayCourse] = field(default_factory=list)
    """Fixed at the origin; their only stay is at the destination."""
    changes: list[Change] = field(default_factory=list)


def read_network(
    tenant_id: int,
    origin: StopGroup,
    destination: StopGroup,
    *,
    low: datetime,
    high: datetime,
    onward: bool,
) -> Network:
    """Read what leaves at `low` or later and is under way at `high` at the latest; one query.

    With `onward` rides that begin at `high` may go on, and so may those that they reach.
    """  # fmt: skip
    values = {
        "tenant": tenant_id,
        "low": low,
        "high": high,
        "onward": int(onward),
        "changing": may_change(origin, destination),
        **columns_of("origin", origin),
        **columns_of("destination", destination),
    }
    return network_of(low, fetch_rows(NETWORK, values))


def may_change(origin: StopGroup, destination: StopGroup) -> bool:
    """Whether changes are looked for: not for who is there already, nor between large zones."""
    pairs = len(origin.members) * len(destination.members)
    return pairs <= MOST_PAIRS and not origin.members & destination.members


def columns_of(name: str, group: StopGroup) -> dict[str, list[Any]]:
    """The members of a group as two arrays of equal length."""
    members = sorted(group.members)
    return {
        f"{name}_feeds": [feed for feed, _ in members],
        f"{name}_stops": [stop_id for _, stop_id in members],
    }


def network_of(zero: datetime, rows: Iterable[Row]) -> Network:
    """Sort the rows of the statement."""
    parts: defaultdict[int, list[Row]] = defaultdict(list)
    for part, *values in rows:
        parts[part].append(tuple(values))
    patterns = {pattern: (route, starts) for pattern, route, _, _, starts in parts[Part.PATTERN]}
    leaving = {(pattern, at): times for pattern, _, at, _, times in parts[Part.LEAVING]}
    arriving = {
        (pattern, at): (stop, times) for pattern, stop, at, _, times in parts[Part.ARRIVING]
    }
    arrivals = {key: times for key, (_, times) in arriving.items()}
    directs: dict[tuple[int, int], list[Stay]] = defaultdict(list)
    for pattern, _, boarded, left_at, _ in parts[Part.DIRECT]:
        stop, times = arriving[pattern, left_at]
        directs[pattern, boarded].append(Stay(stop, left_at, times))
    return Network(
        zero,
        list(day_courses(patterns, leaving, stays_of(parts[Part.CHANGE_FROM]))),
        list(day_courses(patterns, arrivals, stays_of(parts[Part.CHANGE_TO]))),
        list(day_courses(patterns, leaving, directs)),
        [(one, other, seconds) for one, other, seconds, _, _ in parts[Part.CHANGE]],
    )


def stays_of(rows: Iterable[Row]) -> dict[tuple[int, int], list[Stay]]:
    """Where riders may change, by pattern and fixed call."""
    stays: defaultdict[tuple[int, int], list[Stay]] = defaultdict(list)
    for pattern, stop, at, fixed, times in rows:
        stays[pattern, fixed].append(Stay(stop, at, times))
    return stays


def day_courses(
    patterns: Mapping[int, tuple[int, list[int]]],
    fixed: Mapping[tuple[int, int], list[int]],
    stays: Mapping[tuple[int, int], list[Stay]],
) -> Iterator[DayCourse]:
    for (pattern, at), its_stays in stays.items():
        route, starts = patterns[pattern]
        times = fixed[pattern, at]
        whole = Course(pattern, route, at, times, tuple(its_stays), range(len(times)))
        for course in whole.in_order():
            for start in starts:
                yield DayCourse(start, course)
