import csv
from datetime import date, timedelta

import pytest

from operators.models import ServiceDay, StopTime
from operators.tenancy.actors import Actor
from operators.timetable.actions import import_feed
from operators.timetable.importing import staging
from operators.timetable.states import FeedVersionState
from tests.factories.gtfs import (
    add_trip,
    contents_of,
    exception,
    small_feed,
    stop,
    text_of,
    write_zip,
)
from tests.factories.moments import NOW
from tests.factories.timetable import (
    FeedFactory,
    import_contents,
    import_rows,
)


def calls_of(version, trip_id):
    calls = StopTime.objects.filter(trip__version=version, trip__trip_id=trip_id)
    return list(calls.order_by("sequence").values_list("sequence", "arrival", "departure"))


@pytest.mark.django_db
def test_import_puts_the_feed_in_force(tmp_path):
    feed = FeedFactory()
    source = write_zip(contents_of(small_feed()), tmp_path / "feed.zip")

    version = import_feed(feed, source=source, by=Actor.staff("anna"), at=NOW)

    assert version.state == FeedVersionState.IN_FORCE
    assert version.tenant == feed.tenant
    assert version.started_by == "staff:anna"
    assert version.source == str(source)
    assert version.timezone == "Europe/Amsterdam"
    assert (version.first_date, version.last_date) == (date(2026, 1, 1), date(2026, 12, 31))
    assert version.latest_time == 8 * 3600 + 20 * 60
    assert version.counts == {
        "agency.txt": 1,
        "stops.txt": 5,
        "routes.txt": 1,
        "trips.txt": 1,
        "calendar.txt": 1,
        "stop_times.txt": 3,
    }
    assert version.problems == []
    assert version.step == ""
    assert NOW <= version.finished_at < NOW + timedelta(minutes=1)


@pytest.mark.django_db
def test_import_keeps_what_the_files_say(tmp_path):
    version = import_rows(small_feed(), tmp_path)

    platform = version.stops.get(stop_id="church:2")
    assert (platform.name, platform.platform_code, platform.zone_id) == ("Church", "2", "1")
    assert (str(platform.latitude), str(platform.longitude)) == ("52.150000", "4.350000")
    assert platform.parent.stop_id == "church"
    assert platform.parent.location_type == 1
    line = version.routes.get()
    assert (line.route_id, line.agency_id, line.short_name, line.long_name) == (
        "1",
        "A",
        "1",
        "Market - Beach",
    )
    assert (line.route_type, line.color) == (3, "00FF7F")
    trip = version.trips.get()
    assert (trip.route, trip.trip_id, trip.service_id, trip.headsign, trip.direction_id) == (
        line,
        "morning",
        "workdays",
        "Beach",
        0,
    )
    assert calls_of(version, "morning") == [
        (1, 28800, 28800),
        (2, 29400, 29400),
        (3, 30000, 30000),
    ]
    assert version.service_days.count() == 261


@pytest.mark.django_db
def test_import_gives_columns_that_are_left_out_their_usual_value(tmp_path):
    feed = small_feed()
    for file, columns in (
        ("stops.txt", ["stop_code", "zone_id", "location_type", "parent_station", "platform_code"]),
        ("routes.txt", ["agency_id", "route_long_name", "route_color"]),
        ("trips.txt", ["trip_headsign", "direction_id"]),
        ("stop_times.txt", ["pickup_type", "drop_off_type"]),
    ):
        for row in feed[file]:
            for column in columns:
                del row[column]

    version = import_rows(feed, tmp_path)

    market = version.stops.get(stop_id="market")
    assert (market.code, market.zone_id, market.location_type, market.parent) == ("", "", 0, None)
    assert (version.routes.get().long_name, version.routes.get().color) == ("", "")
    assert (version.trips.get().headsign, version.trips.get().direction_id) == ("", None)
    assert set(StopTime.objects.values_list("pickup_type", "drop_off_type")) == {(0, 0)}


def quoted(feed):
    return {n: text_of(r, quoting=csv.QUOTE_ALL).encode() for n, r in feed.items() if r}


def byte_order_mark(feed):
    return {name: b"\xef\xbb\xbf" + content for name, content in contents_of(feed).items()}


def line_feeds_only(feed):
    return {name: text_of(rows, newline="\n").encode() for name, rows in feed.items() if rows}


def no_last_line_end(feed):
    return {name: content.rstrip() for name, content in contents_of(feed).items()}


def mixed_line_ends(feed):
    return {n: c.replace(b"\r\n", b"\n", 2) for n, c in contents_of(feed).items()}


def empty_lines(feed):
    return {n: c.replace(b"\r\n", b"\r\n\r\n") + b"\r\n" for n, c in contents_of(feed).items()}


def other_column_order(feed):
    turned = {n: [dict(reversed(row.items())) for row in rows] for n, rows in feed.items()}
    return contents_of(turned)


def unknown_columns(feed):
    more = {n: [{"x": "1", **row, "y,z": '"'} for row in rows] for n, rows in feed.items()}
    return contents_of(more)


def padded_values(feed):
    padded = {
        n: [{f" {k} ": f" {value}\t" for k, value in row.items()} for row in rows]
        for n, rows in feed.items()
    }
    return contents_of(padded)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "dialect",
    [
        quoted,
        byte_order_mark,
        line_feeds_only,
        no_last_line_end,
        mixed_line_ends,
        empty_lines,
        other_column_order,
        unknown_columns,
        padded_values,
    ],
)
def test_import_reads_every_dialect_alike(dialect, tmp_path):
    facts = ("stop_id", "code", "name", "latitude", "zone_id", "parent__stop_id", "platform_code")
    expected = import_rows(small_feed(), tmp_path)

    version = import_contents(dialect(small_feed()), tmp_path)

    assert version.counts == expected.counts
    stops, expected_stops = (
        list(each.stops.order_by("stop_id").values_list(*facts)) for each in (version, expected)
    )
    assert stops == expected_stops
    assert calls_of(version, "morning") == calls_of(expected, "morning")
    assert version.service_days.count() == expected.service_days.count()


@pytest.mark.django_db
def test_import_keeps_quotes_commas_and_line_ends_inside_values(tmp_path):
    feed = small_feed()
    feed["stops.txt"][0]["stop_name"] = 'The "old", \\.\r\nMarket'

    version = import_rows(feed, tmp_path)

    assert version.stops.get(stop_id="market").name == 'The "old", \\.\r\nMarket'
    assert version.counts["stops.txt"] == 5


@pytest.mark.django_db
def test_import_reads_many_records_of_a_file_that_needs_care(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "RECORDS_PER_COPY", 100)
    feed = small_feed()
    names = [f"day {number}" for number in range(202)]
    feed["calendar_dates.txt"] = [exception(name, "20260601", "1") for name in names]
    feed["calendar_dates.txt"][0]["service_id"] = "two\nlines"

    version = import_rows(feed, tmp_path)

    assert version.counts["calendar_dates.txt"] == len(names)
    assert ServiceDay.objects.filter(version=version, date=date(2026, 6, 1)).count() == 203


@pytest.mark.django_db
def test_import_takes_missing_times_to_lie_evenly_between_known_ones(tmp_path):
    feed = small_feed()
    feed["stops.txt"] += [stop(f"s{n}", f"Stop {n}", 52, 4) for n in range(6)]
    times = ["08:00:00", "", "", "08:09:30", "", "08:10:00"]
    add_trip(feed, "gaps", [(f"s{n}", time) for n, time in enumerate(times)])
    for sequence, row in zip((5, 10, 15, 20, 40, 80), feed["stop_times.txt"][-6:], strict=True):
        row["stop_sequence"] = str(sequence)
    feed["stop_times.txt"][-3]["departure_time"] = "08:09:40"

    version = import_rows(feed, tmp_path)

    assert calls_of(version, "gaps") == [
        (5, 28800, 28800),
        (10, 28990, 28990),
        (15, 29180, 29180),
        (20, 29370, 29380),
        (40, 29390, 29390),
        (80, 29400, 29400),
    ]


@pytest.mark.django_db
def test_import_takes_the_one_time_that_is_given_for_both(tmp_path):
    feed = small_feed()
    feed["stop_times.txt"][0]["arrival_time"] = ""
    feed["stop_times.txt"][2]["departure_time"] = ""

    version = import_rows(feed, tmp_path)

    assert calls_of(version, "morning")[0] == (1, 28800, 28800)
    assert calls_of(version, "morning")[2] == (3, 30000, 30000)
