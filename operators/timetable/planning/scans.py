"""Single steps of a search, over all courses at once: forward in time, and the same backward.

A course costs one bisection per step and stop, however many trips it has.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from operators.timetable.planning.courses import DayCourse

NEVER = 1 << 60
Change = tuple[int, int, int]
"""From which stop to which, and how many seconds it takes."""


def arrivals_after(firsts: Iterable[DayCourse], moment: int) -> dict[int, int]:
    """When each stop is reached at the earliest by who leaves the origin at a moment or later."""
    reached: dict[int, int] = {}
    for day in firsts:
        start, course = day.start, day.course
        place = bisect_left(course.times, moment - start)
        if place < len(course.times):
            for stay in course.stays:
                arrives = start + stay.times[place]
                if arrives < reached.get(stay.stop, NEVER):
                    reached[stay.stop] = arrives
    return reached


def ready_after(reached: dict[int, int], changes: Iterable[Change]) -> dict[int, int]:
    """When riders can be on board at each stop at the earliest."""
    ready: dict[int, int] = {}
    for one, other, seconds in changes:
        if one in reached and reached[one] + seconds < ready.get(other, NEVER):
            ready[other] = reached[one] + seconds
    return ready


def earliest_end(seconds: Iterable[DayCourse], ready: dict[int, int]) -> int:
    """The earliest arrival at the destination of who is ready at these stops, else NEVER."""
    best = NEVER
    for day in seconds:
        start, course = day.start, day.course
        before = place = bisect_left(course.times, best - start)
        for stay in course.stays:
            if stay.stop in ready:
                place = bisect_left(stay.times, ready[stay.stop] - start, 0, place)
        if place < before:
            best = start + course.times[place]
    return best


def departures_before(seconds: Iterable[DayCourse], moment: int) -> dict[int, int]:
    """When each stop is left at the latest by who is at the destination at a moment or before."""
    left: dict[int, int] = {}
    for day in seconds:
        start, course = day.start, day.course
        place = bisect_right(course.times, moment - start)
        if place:
            for stay in course.stays:
                departs = start + stay.times[place - 1]
                if departs > left.get(stay.stop, -NEVER):
                    left[stay.stop] = departs
    return left


def due_before(left: dict[int, int], changes: Iterable[Change]) -> dict[int, int]:
    """When riders have to be off board at each stop at the latest."""
    due: dict[int, int] = {}
    for one, other, seconds in changes:
        if other in left and left[other] - seconds > due.get(one, -NEVER):
            due[one] = left[other] - seconds
    return due


def latest_start(firsts: Iterable[DayCourse], due: dict[int, int]) -> int:
    """The latest departure from the origin of who is due at these stops, else -NEVER."""
    best = -NEVER
    for day in firsts:
        start, course = day.start, day.course
        after = place = bisect_right(course.times, best - start)
        for stay in course.stays:
            if stay.stop in due:
                place = bisect_right(stay.times, due[stay.stop] - start, place)
        if place > after:
            best = start + course.times[place - 1]
    return best


def direct_arrival(directs: Iterable[DayCourse], moment: int) -> int:
    """The earliest arrival of a direct ride that leaves at a moment or later, else NEVER."""
    best = NEVER
    for day in directs:
        place = bisect_left(day.course.times, moment - day.start)
        if place < len(day.course.times):
            for stay in day.course.stays:
                best = min(best, day.start + stay.times[place])
    return best


def direct_departure(directs: Iterable[DayCourse], moment: int) -> int:
    """The latest departure of a direct ride that arrives at a moment or before, else -NEVER."""
    best = -NEVER
    for day in directs:
        for stay in day.course.stays:
            place = bisect_right(stay.times, moment - day.start)
            if place:
                best = max(best, day.start + day.course.times[place - 1])
    return best


def trips_at(days: Iterable[DayCourse], moment: int) -> Iterator[tuple[DayCourse, int]]:
    """The trips that are at their fixed call at that moment."""
    for day in days:
        times = day.course.times
        first, after = (cut(times, moment - day.start) for cut in (bisect_left, bisect_right))
        for place in range(first, after):
            yield day, place
