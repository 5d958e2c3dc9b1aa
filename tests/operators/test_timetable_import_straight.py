"""Stop times go straight into the timetable, or the long way; what is kept is the same."""

import pytest
from django.db import connection

from operators.models import StopTime
from operators.timetable.errors import FeedRefused
from operators.timetable.importing.run import ImportRun
from operators.timetable.importing.sources import open_source
from operators.timetable.importing.straight import keep_straight
from tests.factories.gtfs import add_trip, contents_of, small_feed, text_of
from tests.factories.timetable import import_contents
from tests.violations.operators import version_in_import

pytestmark = pytest.mark.django_db

NAME = "stop_times.txt"


def feed():
    rows = small_feed()
    add_trip(
        rows, "noon", [("beach", "12:00:00"), ("market", "12:20:00")], no_pickup=[2],
        no_drop_off=[1],
    )  # fmt: skip
    return rows


def kept(version):
    calls = StopTime.objects.filter(version=version).order_by("trip__trip_id", "sequence")
    return list(
        calls.values_list(
            "trip__trip_id", "stop__stop_id", "sequence", "arrival", "departure", "pickup_type",
            "drop_off_type",
        )
    )  # fmt: skip


EXPECTED = [
    ("morning", "market", 1, 28800, 28800, 0, 0),
    ("morning", "church:2", 2, 29400, 29400, 0, 0),
    ("morning", "beach", 3, 30000, 30000, 0, 0),
    ("noon", "beach", 1, 43200, 43200, 0, 1),
    ("noon", "market", 2, 44400, 44400, 1, 0),
]


def as_is(text):
    return text


def mixed_up(text):
    heading, *lines = text.splitlines()
    return "\n".join([heading, *sorted(lines, key=lambda line: line[::-1])]) + "\n"


def backwards(text):
    heading, *lines = text.splitlines()
    return "\n".join([heading, *lines[::-1]])


def padded(text):
    return text.replace("noon", "noon ")


def with_an_empty_line(text):
    return text + "\r\n"


def quoted(text):
    return text.replace("noon", '"noon"')


def with_plain_line_ends(text):
    return text.replace("\r\n", "\n")


def without_a_departure(text):
    return text.replace("12:00:00,12:00:00", "12:00:00,")


WAYS = [
    (as_is, True),
    (quoted, True),
    (with_plain_line_ends, True),
    (without_a_departure, True),
    (mixed_up, False),
    (backwards, False),
    (padded, False),
    (with_an_empty_line, False),
]


@pytest.fixture
def ways(monkeypatch):
    """Which way the stop times took."""
    taken = []

    def watch(source, run):
        taken.append(keep_straight(source, run) is not None)
        return taken[-1] or None

    monkeypatch.setattr("operators.timetable.importing.feeds.keep_straight", watch)
    return taken


@pytest.mark.parametrize(("change", "straight"), WAYS)
def test_what_is_kept_does_not_depend_on_the_way(change, straight, ways, tmp_path):
    contents = contents_of(feed())
    contents[NAME] = change(text_of(feed()[NAME])).encode()

    version = import_contents(contents, tmp_path)

    assert kept(version) == EXPECTED
    assert version.counts[NAME] == 5
    assert ways == [straight]


ODD = [
    ("08:10:00,08:10:00,church:2,2", "08:10:00,08:05:00,church:2,2", "times_decrease"),
    ("08:10:00,08:10:00,church:2,2", "07:10:00,08:10:00,church:2,2", "times_decrease"),
    ("08:10:00,08:10:00,church:2,2", "8.10,08:10:00,church:2,2", "time_invalid"),
    ("08:10:00,08:10:00,church:2,2", "168:00:01,168:00:01,church:2,2", "time_invalid"),
    ("08:10:00,08:10:00,church:2,2", "08:10:00,08:10:00,nowhere,2", "reference_unknown"),
    ("08:10:00,08:10:00,church:2,2", "08:10:00,08:10:00,church:2,1", "duplicate"),
    ("08:10:00,08:10:00,church:2,2", "08:10:00,08:10:00,church:2,٢", "number_invalid"),
    ("church:2,2,0,0", "church:2,2,9,0", "number_invalid"),
    ("church:2,2,0,0", "church:2,2,0", "row_malformed"),
    ("church:2,2,0,0", 'church:2,2,"0,0', "row_malformed"),
]


@pytest.mark.parametrize(("sound", "odd", "kind"), ODD)
def test_oddity_is_told_by_the_long_way(sound, odd, kind, ways, tmp_path):
    contents = contents_of(feed())
    text = contents[NAME].decode()
    assert text.count(sound) == 1
    contents[NAME] = text.replace(sound, odd).encode()

    with pytest.raises(FeedRefused) as refused:
        import_contents(contents, tmp_path)

    assert ways == [False]
    errors = refused.value.report.errors
    assert {(each.kind.value, each.file, each.line) for each in errors} == {(kind, NAME, 3)}


def test_latest_time_is_told(tmp_path, import_with_staged_ids):
    (tmp_path / NAME).write_text(
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        "morning,25:10:00,168:00:00,market,1\n"
    )

    with open_source(tmp_path) as source:
        assert keep_straight(source, import_with_staged_ids) == 7 * 24 * 3600


@pytest.fixture
def import_with_staged_ids():
    """An import whose other files are staged."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE gtfs_trips AS SELECT 'morning' AS trip_id, 1 AS id")
        cursor.execute("CREATE TEMPORARY TABLE gtfs_stops AS SELECT 'market' AS stop_id, 1 AS id")
    return ImportRun(version_in_import())
