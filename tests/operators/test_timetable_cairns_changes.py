"""Ways with a change through a real city, compared with a slow and plain reading of its feed."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from operators.timetable.planner import plan_itineraries
from operators.timetable.planning.search import LONGEST_WAIT
from operators.timetable.planning.statement import CHANGE_SECONDS
from tests.factories.timetable import stop_group
from tests.operators.test_timetable_cairns import (
    BRISBANE,
    CAIRNS,
    MOMENTS,
    calls_by_trip,
    expected_rides,
    rows_of,
    runs_on,
    seconds_of,
    version,
)

__all__ = ["version"]

# No bus goes all the way between these.
PAIRS = [("750426", "750255"), ("750251", "750269"), ("750140", "750354")]
CHANGE, WAIT = timedelta(seconds=CHANGE_SECONDS), timedelta(seconds=LONGEST_WAIT)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CAIRNS.exists(), reason="the Cairns feed does not lie beside us"),
]


def rides_around(moment):
    """All calls of each run of a bus, on each day that matters: the stop, when riders get off
    and when they get on; None where they may not."""
    trips = {row["trip_id"]: row for row in rows_of("trips.txt")}
    days = [moment.date() + timedelta(days=n) for n in (-1, 0, 1, 2)]
    services = {row["service_id"] for row in trips.values()}
    running = {day: {each for each in services if runs_on(each, day)} for day in days}
    for trip_id, calls in calls_by_trip().items():
        calls.sort(key=lambda row: int(row["stop_sequence"]))
        for day in days:
            if trips[trip_id]["service_id"] in running[day]:
                start = datetime(day.year, day.month, day.day, tzinfo=BRISBANE)
                yield [
                    (
                        call["stop_id"],
                        start + timedelta(seconds=off) if call["drop_off_type"] == "0" else None,
                        start + timedelta(seconds=on) if call["pickup_type"] == "0" else None,
                    )
                    for call, (off, on) in zip(calls, times_of(calls), strict=True)
                ]


def times_of(calls):
    """Arrival and departure; between two calls with a time the others share the way out evenly."""
    known = [place for place, call in enumerate(calls) if call["arrival_time"]]
    times = {place: (seconds_of(calls[place]["arrival_time"]),
                     seconds_of(calls[place]["departure_time"])) for place in known}  # fmt: skip
    for before, after in pairwise(known):
        left, arrives = times[before][1], times[after][0]
        for place in range(before + 1, after):
            guess = left + (arrives - left) * (place - before) // (after - before)
            times[place] = guess, guess
    return [times[place] for place in range(len(calls))]


def spans_with_a_change(origin, destination, moment):
    """Departure and arrival of the ways with a change, each with its shortest wait."""
    onward = defaultdict(list)
    firsts = []
    for calls in rides_around(moment):
        for place, (stop, arrives, departs) in enumerate(calls):
            if stop == origin and departs and departs >= moment:
                firsts += [(departs, off, ends) for off, ends, _ in calls[place + 1 :] if ends]
            if stop == destination and arrives:
                for on in calls[:place]:
                    onward[on[0]] += [(on[2], arrives)] if on[2] else []
    return spans_of(firsts, onward)


def spans_of(firsts, onward):
    spans = {}
    for departs, off, arrives in firsts:
        for leaves, ends in onward[off]:
            if leaves >= arrives + CHANGE:
                wait = min(leaves - arrives, spans.get((departs, ends), WAIT + CHANGE))
                spans[departs, ends] = wait
    return spans


def best(spans, direct):
    """The spans that neither another one nor a direct ride dominates, if nobody waits too long."""
    later = sorted(spans, key=lambda span: (span[0], -span[1].timestamp()), reverse=True)
    kept, earliest = [], None
    for span in later:
        if earliest is None or span[1] < earliest:
            earliest = span[1]
            if not any(each[0] >= span[0] and each[1] <= span[1] for each in direct):
                kept.append(span)
    return [span for span in kept if spans[span] <= WAIT]


@pytest.mark.parametrize(("origin", "destination"), PAIRS)
def test_changes_in_cairns_are_those_of_a_plain_reading(origin, destination, version):
    tenant = version.feed.tenant
    places = {
        "origin": stop_group(tenant, origin),
        "destination": stop_group(tenant, destination),
    }
    number = 0

    for moment in MOMENTS[:3]:
        until = moment + timedelta(hours=24)
        rides = expected_rides(origin, destination, moment)
        rides |= expected_rides(origin, destination, until)
        spans = spans_with_a_change(origin, destination, moment)
        expected = best(spans, [(departs, arrives) for _, departs, arrives in rides])

        itineraries = plan_itineraries(tenant, **places, departs_after=moment, limit=1000)

        changing = [each for each in itineraries if len(each.rides) == 2]
        found = {(each.departs_at, each.arrives_at) for each in changing}
        assert found == {span for span in expected if span[0] < until}
        for each in changing:
            one, two = each.rides
            assert one.destination.stop_id == two.origin.stop_id
            assert CHANGE <= two.departs_at - one.arrives_at <= WAIT
        number += len(found)
    assert number > 0
