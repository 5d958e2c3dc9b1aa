"""Trips that are alike, side by side, in an order in which none overtakes another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Times = Sequence[int]
"""One time per trip, in the order of the trips."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A call of a course at which riders may change."""

    stop: int
    sequence: int
    times: Times


@dataclass(frozen=True, slots=True)
class Course:
    """Trips of one pattern between a fixed call and those at which riders may change.

    The fixed call is where riders get on at the origin, or off at the destination. All times
    rise from trip to trip, so that the next trip at one call is the next one at all.
    """

    pattern: int
    route: int
    sequence: int
    """stop_sequence of the fixed call."""
    times: Times
    """Departures or arrivals at the fixed call, in seconds since the service day's start."""
    stays: tuple[Stay, ...]
    places: Times
    """Where in the pattern each trip stands, from 0."""

    def in_order(self) -> Iterator[Course]:
        """Itself; or several courses, where trips of it overtake each other."""
        columns = [self.times, *(stay.times for stay in self.stays)]
        if all(is_rising(column) for column in columns):
            yield self
            return
        for group in lines_of(columns):
            yield Course(
                self.pattern,
                self.route,
                self.sequence,
                pick(self.times, group),
                tuple(
                    Stay(stay.stop, stay.sequence, pick(stay.times, group)) for stay in self.stays
                ),
                pick(self.places, group),
            )


@dataclass(frozen=True, slots=True)
class DayCourse:
    """A course on one service day. `start` is the start of the day; see Network for the clock."""

    start: int
    course: Course


def is_rising(times: Times) -> bool:
    return sorted(times) == times


def pick(times: Times, places: Sequence[int]) -> list[int]:
    return [times[place] for place in places]


def lines_of(columns: Sequence[Times]) -> list[list[int]]:
    """Share out the trips: each joins the first group whose last trip is ahead of it everywhere."""
    groups: list[list[int]] = []
    for place in range(len(columns[0])):
        for group in groups:
            if all(column[group[-1]] <= column[place] for column in columns):
                group.append(place)
                break
        else:
            groups.append([place])
    return groups
