"""The search itself: which ways from one place to another nobody would refuse. No database here.

A way is dominated where another one leaves no earlier, arrives no later and has no more changes,
and is better in one of the three. Ways of one ride and ways of two are searched each by itself, as
a front: from the earliest arrival after a moment back to the latest departure that still makes it,
and on from there. Of the ways with a change those are left out that a direct ride dominates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, product

from operators.timetable.planning.courses import DayCourse, Stay
from operators.timetable.planning.network import Network
from operators.timetable.planning.scans import (
    NEVER,
    arrivals_after,
    departures_before,
    direct_arrival,
    direct_departure,
    due_before,
    earliest_end,
    latest_start,
    ready_after,
    trips_at,
)

LONGEST_WAIT = 3 * 3600
"""Seconds between two rides; ways with longer ones are left out."""

Span = tuple[int, int]
"""Departure and arrival of a way, in seconds since the network's zero."""


@dataclass(frozen=True, slots=True)
class FoundRide:
    """A trip from one call to a later one. `start` is the start of its service day."""

    pattern: int
    place: int
    start: int
    boarded: int
    left_at: int
    departs: int
    arrives: int


Way = tuple[FoundRide, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """Ways through a network that leave at `earliest` or later and arrive at `latest` or before."""

    network: Network
    earliest: int
    latest: int = NEVER

    def next_ways(self, limit: int, *, until: int) -> list[Way]:
        """The first ones that leave before `until`, in the order of departure."""
        direct = list(islice(self.direct_onward(until), limit))
        if len(direct) == limit:
            until = min(until, direct[-1][0][0].departs + 1)
        changing = islice(self.changing_onward(until), limit)
        ways = chain.from_iterable([*direct, *changing])
        return sorted(ways, key=lambda way: (way[0].departs, *rank(way)))[:limit]

    def last_ways(self, limit: int) -> list[Way]:
        """The last ones, in the order of arrival."""
        direct = list(islice(self.direct_backward(), limit))
        latest_enough = direct[-1][0][-1].arrives if len(direct) == limit else -NEVER
        changing = islice(self.changing_backward(latest_enough), limit)
        ways = chain.from_iterable([*direct, *changing])
        return sorted(ways, key=lambda way: (way[-1].arrives, way[0].departs, *rank(way)))[-limit:]

    def direct_onward(self, until: int) -> Iterator[list[Way]]:
        """The front of direct rides, the earliest departure first; those of equal times at once."""
        moment = self.earliest
        while True:
            arrives = self.direct_arrival(moment)
            if arrives > self.latest or arrives == NEVER:
                return
            departs = self.direct_departure(arrives)
            if departs >= until:
                return
            yield self.direct_ways((departs, arrives))
            moment = departs + 1

    def direct_backward(self) -> Iterator[list[Way]]:
        """The same, the latest arrival first."""
        moment = self.latest
        while True:
            departs = self.direct_departure(moment)
            if departs < self.earliest:
                return
            arrives = self.direct_arrival(departs)
            yield self.direct_ways((departs, arrives))
            moment = arrives - 1

    def changing_onward(self, until: int) -> Iterator[list[Way]]:
        """The front of ways with a change, without what a direct ride dominates."""
        moment = self.earliest
        while True:
            arrives = self.changing_arrival(moment)
            if arrives > self.latest or arrives == NEVER:
                return
            departs = self.direct_departure(arrives)
            dominated = departs >= moment
            if not dominated:
                departs = self.changing_departure(arrives)
            if departs >= until:
                return
            if not dominated and (ways := self.changing_ways((departs, arrives))):
                yield ways
            moment = departs + 1

    def changing_backward(self, latest_enough: int) -> Iterator[list[Way]]:
        """The same, the latest arrival first; down to one moment of arrival."""
        moment = self.latest
        while moment >= latest_enough:
            departs = self.changing_departure(moment)
            if departs < self.earliest:
                return
            arrives = self.direct_arrival(departs)
            dominated = arrives <= moment
            if not dominated:
                arrives = self.changing_arrival(departs)
                if ways := self.changing_ways((departs, arrives)):
                    yield ways
            moment = arrives - 1

    def direct_arrival(self, moment: int) -> int:
        return direct_arrival(self.network.directs, moment)

    def direct_departure(self, moment: int) -> int:
        return direct_departure(self.network.directs, moment)

    def changing_arrival(self, moment: int) -> int:
        reached = arrivals_after(self.network.firsts, moment)
        return earliest_end(self.network.seconds, ready_after(reached, self.network.changes))

    def changing_departure(self, moment: int) -> int:
        left = departures_before(self.network.seconds, moment)
        return latest_start(self.network.firsts, due_before(left, self.network.changes))

    def direct_ways(self, span: Span) -> list[Way]:
        """The direct rides with these times, one of each route."""
        ways: dict[int, Way] = {}
        departs, arrives = span
        for day, place in trips_at(self.network.directs, departs):
            for stay in day.course.stays:
                if day.start + stay.times[place] == arrives:
                    calls = day.course.sequence, stay.sequence
                    way = (ride_of(day, place, calls, span),)
                    keep(ways, day.course.route, way)
        return list(ways.values())

    def changing_ways(self, span: Span) -> list[Way]:
        """The ways with a change with these times, one of each pair of routes.

        Riders change where the way is shortest, then where there is the most time to spare.
        """
        ways: dict[tuple[int, int], tuple[tuple[int, ...], Way]] = {}
        for cost, off, on in self.changes_between(*span):
            way = (off.ends(span[0]), on.begins(span[1]))
            routes = off.day.course.route, on.day.course.route
            key = (*cost, off.stay.sequence, *(ride.pattern for ride in way))
            if routes not in ways or key < ways[routes][0]:
                ways[routes] = key, way
        return [way for _, way in ways.values()]

    def changes_between(
        self, departs: int, arrives: int
    ) -> Iterator[tuple[tuple[int, int], Board, Board]]:
        """What the change takes and minus the wait; getting off; getting on."""
        on_at: dict[int, list[Board]] = {}
        for board in boards_of(trips_at(self.network.seconds, arrives)):
            on_at.setdefault(board.stay.stop, []).append(board)
        off_at: dict[int, list[Board]] = {}
        for board in boards_of(trips_at(self.network.firsts, departs)):
            off_at.setdefault(board.stay.stop, []).append(board)
        for one, other, seconds in self.network.changes:
            for off, on in product(off_at.get(one, ()), on_at.get(other, ())):
                wait = on.moment - off.moment
                if seconds <= wait <= LONGEST_WAIT:
                    yield (seconds, -wait), off, on


@dataclass(frozen=True, slots=True)
class Board:
    """A trip at a call where riders may change."""

    day: DayCourse
    place: int
    stay: Stay
    moment: int

    def ends(self, departs: int) -> FoundRide:
        """The ride from the origin that ends here."""
        calls = self.day.course.sequence, self.stay.sequence
        return ride_of(self.day, self.place, calls, (departs, self.moment))

    def begins(self, arrives: int) -> FoundRide:
        """The ride to the destination that begins here."""
        calls = self.stay.sequence, self.day.course.sequence
        return ride_of(self.day, self.place, calls, (self.moment, arrives))


def boards_of(trips: Iterable[tuple[DayCourse, int]]) -> Iterator[Board]:
    for day, place in trips:
        for stay in day.course.stays:
            yield Board(day, place, stay, day.start + stay.times[place])


def rank(way: Way) -> tuple[int, ...]:
    """What decides among ways that leave together: arrival, fewer changes, then anything stable."""
    return (way[-1].arrives, len(way), *(ride.pattern for ride in way))


def keep(ways: dict[int, Way], route: int, way: Way) -> None:
    if route not in ways or rank(way) < rank(ways[route]):
        ways[route] = way


def ride_of(day: DayCourse, place: int, calls: tuple[int, int], span: Span) -> FoundRide:
    course = day.course
    return FoundRide(course.pattern, course.places[place], day.start, *calls, *span)
