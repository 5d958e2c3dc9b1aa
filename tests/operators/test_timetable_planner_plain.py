"""Small networks made by chance, planned by us and by a slow and plain planner."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from operators.models import Stop, Transfer
from operators.timetable.planner import plan_itineraries
from tests.factories.gtfs import DAILY, WORKDAYS, add_trip, calendar, route, stop
from tests.factories.timetable import FeedFactory, import_rows, stop_group
from tests.operators.plain_planner import all_changes, all_rides, all_ways, best_ways

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# Clocks go forward on Sunday the 29th of March, and back on the 25th of October.
WEEKS = [("20260327", "20260331"), ("20261023", "20261026"), ("20260601", "20260603")]
ANY_TIME, QUESTIONS = 24 * 60, 15

pytestmark = pytest.mark.django_db


def network(dice):
    """Some stops, some of them platforms, and routes among them whose trips may overtake."""
    first, last = dice.choice(WEEKS)
    names = [f"s{n}" for n in range(dice.randrange(5, 9))]
    rows = {
        "agency.txt": [{"agency_id": "A", "agency_timezone": "Europe/Amsterdam"}],
        "stops.txt": [stop("station", "Station", 52, 4, location_type="1")],
        "routes.txt": [],
        "trips.txt": [],
        "stop_times.txt": [],
        "calendar.txt": [
            calendar("workdays", WORKDAYS, first, last),
            calendar("daily", DAILY, first, last),
        ],
    }
    for name in names:
        parent = dice.choice(["station", "", ""])
        rows["stops.txt"].append(stop(name, name, 52, 4, parent_station=parent))
    for number in range(dice.randrange(4, 8)):
        add_route(rows, f"r{number}", dice.choices(names, k=dice.randrange(3, 7)), dice)
    return rows


def add_route(rows, route_id, calls, dice):
    rows["routes.txt"].append(route(route_id))
    start, headway = dice.randrange(ANY_TIME), dice.randrange(10, 400)
    for number in range(dice.randrange(1, 9)):
        minute = start + number * headway
        timed = []
        for call in calls:
            timed.append((call, f"{minute // 60:02}:{minute % 60:02}:00"))
            minute += dice.choice([0, 1, 2, 5, 5, 5, 40])
        some = [place for place in range(1, len(calls) + 1) if dice.random() < 0.1]
        others = [place for place in range(1, len(calls) + 1) if dice.random() < 0.1]
        add_trip(
            rows, f"{route_id}:{number}", timed, route_id=route_id, no_pickup=some,
            no_drop_off=others, service_id=dice.choice(["workdays", "daily"]),
        )  # fmt: skip


def transfers(rows, dice):
    places = [row["stop_id"] for row in rows["stops.txt"]]
    return {
        (dice.choice(places), dice.choice(places)): (
            dice.randrange(4),
            dice.choice([None, 0, 60, 600]),
        )
        for _ in range(dice.randrange(6))
    }


def keep_transfers(version, told):
    keys = dict(Stop.objects.filter(version=version).values_list("stop_id", "pk"))
    Transfer.objects.bulk_create(
        Transfer(version=version, from_stop_id=keys[one], to_stop_id=keys[other], kind=kind,
                 minimum_seconds=seconds)
        for (one, other), (kind, seconds) in told.items()
    )  # fmt: skip


def seen(itineraries):
    return [
        (tuple(ride.route_id for ride in each.rides), each.departs_at, each.arrives_at)
        for each in itineraries
    ]


def expected(ways):
    return {(tuple(ride.route for ride in way), way[0].departs, way[-1].arrives) for way in ways}


def times(found):
    return [(departs, arrives, len(routes)) for routes, departs, arrives in found]


@pytest.mark.parametrize("seed", range(12))
def test_planner_finds_what_a_plain_one_finds(seed, tmp_path):
    dice = random.Random(seed)
    rows = network(dice)
    told = transfers(rows, dice)
    feed = FeedFactory()
    keep_transfers(import_rows(rows, tmp_path, feed=feed), told)
    rides, changes = all_rides(rows), all_changes(rows, told)
    platforms = {row["stop_id"] for row in rows["stops.txt"] if row["parent_station"]}
    first_day = datetime.fromisoformat(rows["calendar.txt"][0]["start_date"])
    zero = first_day.replace(tzinfo=AMSTERDAM).astimezone(UTC)

    for _ in range(QUESTIONS):
        one, other = dice.sample([row["stop_id"] for row in rows["stops.txt"]], 2)
        origin, destination = (platforms | {each} if each == "station" else {each}
                               for each in (one, other))  # fmt: skip
        if origin & destination:
            continue
        ways = all_ways(rides, changes, origin, destination)
        moment = zero + timedelta(minutes=dice.randrange(-60, 3 * ANY_TIME))
        horizon = timedelta(hours=dice.choice([2, 24]))
        asked = {
            "origin": stop_group(feed.tenant, one),
            "destination": stop_group(feed.tenant, other),
            "horizon": horizon,
        }

        found = seen(plan_itineraries(feed.tenant, departs_after=moment, limit=99, **asked))
        right = best_ways(ways, low=moment, high=None)
        assert set(found) == expected(w for w in right if w[0].departs < moment + horizon)
        assert len(found) == len(set(found))
        assert times(found) == sorted(times(found))
        some = seen(plan_itineraries(feed.tenant, departs_after=moment, limit=2, **asked))
        assert times(some) == times(found)[:2]

        late = moment + timedelta(minutes=dice.randrange(600))
        found = seen(
            plan_itineraries(
                feed.tenant, departs_after=moment, arrives_before=late, limit=99, **asked
            )
        )
        right = best_ways(ways, low=moment, high=late)
        assert set(found) == expected(w for w in right if w[0].departs < moment + horizon)

        found = seen(plan_itineraries(feed.tenant, arrives_before=moment, limit=99, **asked))
        assert set(found) == expected(best_ways(ways, low=moment - horizon, high=moment))
        assert len(found) == len(set(found))
        assert [each[2] for each in found] == sorted(each[2] for each in found)
        some = seen(plan_itineraries(feed.tenant, arrives_before=moment, limit=2, **asked))
        assert [each[1:] for each in some] == [each[1:] for each in found][-2:]
