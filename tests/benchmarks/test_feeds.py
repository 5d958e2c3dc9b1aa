import zipfile
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from benchmarks.loading.feeds import Network, busiest, questions, write_feed
from demo.town import TIMEZONE
from operators.timetable.actions import import_feed
from operators.timetable.planner import plan_itineraries
from tests.factories.moments import BY, NOW
from tests.factories.timetable import FeedFactory, stop_group

FIRST_DAY, LAST_DAY = date(2026, 6, 1), date(2026, 6, 30)
NETWORK = Network(25 * 1000)
# Ten lines, two of them at each station, so that some meet nowhere.
CITY = Network(25 * 4000)


def write(path, network):
    write_feed(path, network, first_day=FIRST_DAY, last_day=LAST_DAY)
    return path


@pytest.mark.django_db
def test_feed_is_imported_without_a_problem(tmp_path):
    version = import_feed(
        FeedFactory(), source=write(tmp_path / "feed.zip", NETWORK), by=BY, at=NOW
    )

    assert version.problems == []
    assert version.counts["stop_times.txt"] == 25_000
    assert (version.counts["trips.txt"], version.counts["routes.txt"]) == (1000, 3)
    assert (version.first_date, version.last_date) == (FIRST_DAY, LAST_DAY)


@pytest.mark.django_db
def test_four_of_five_questions_have_an_answer(tmp_path):
    feed = FeedFactory()
    import_feed(feed, source=write(tmp_path / "feed.zip", CITY), by=BY, at=NOW)
    zone = ZoneInfo(TIMEZONE)

    found = [
        plan_itineraries(
            feed.tenant,
            origin=stop_group(feed.tenant, asked.origin),
            destination=stop_group(feed.tenant, asked.destination),
            departs_after=datetime.combine(asked.day, time(), tzinfo=zone) + asked.after,
        )
        for asked in questions(CITY, 10, first_day=FIRST_DAY)
    ]

    assert [bool(itineraries) for itineraries in found] == [True, True, True, True, False] * 2
    assert [len(found[place][0].rides) for place in (0, 1, 3)] == [1, 1, 2]


def test_busiest_questions_are_asked_between_two_stations():
    asked = busiest(CITY, 3, first_day=date(2026, 6, 3))

    assert {question.day for question in asked} == {date(2026, 6, 8)}
    for question in asked:
        stations = [int(each.rsplit(":", 1)[1]) for each in (question.origin, question.destination)]
        assert abs(stations[0] - stations[1]) == 1


@pytest.mark.parametrize("size", [1, 24, 25, 26, 10_001])
def test_feed_has_the_size_that_was_asked_for(size, tmp_path):
    path = write(tmp_path / "feed.zip", Network(size))

    with zipfile.ZipFile(path) as archive:
        rows = archive.read("stop_times.txt").decode().splitlines()
    assert len(rows) == size + 1


def test_same_size_is_the_same_feed(tmp_path):
    def contents(name):
        with zipfile.ZipFile(write(tmp_path / name, Network(100))) as archive:
            return {each: archive.read(each) for each in archive.namelist()}

    assert contents("one.zip") == contents("another.zip")
