"""Every kind of problem, with the place where the report says it is."""

import pytest

from operators.timetable.errors import FeedRefused
from operators.timetable.importing import zones
from operators.timetable.importing.problems import Problem, ProblemKind
from tests.factories.gtfs import add_trip, calendar, exception, small_feed, stop
from tests.factories.timetable import FeedFactory, import_rows


def set_value(file, line, field, value):
    def change(feed):
        feed[file][line - 2][field] = value

    return change


def add_row(file, row):
    return lambda feed: feed[file].append(row)


def drop_column(file, field):
    def change(feed):
        for row in feed[file]:
            del row[field]

    return change


def drop_rows(*files):
    def change(feed):
        for file in files:
            feed[file] = []

    return change


def repeat_row(file):
    return lambda feed: feed[file].append(dict(feed[file][0]))


def add_times(*times):
    def change(feed):
        add_trip(feed, "x", list(zip(("market", "church:1", "church:2"), times, strict=False)))

    return change


def set_departure(feed):
    feed["stop_times.txt"][1]["departure_time"] = "08:09:00"


def skip_last_time(feed):
    feed["stop_times.txt"][2] |= {"arrival_time": "", "departure_time": ""}


VALUES = [
    (drop_rows("agency.txt"), "file_missing", "agency.txt", None, "", ""),
    (drop_rows("stops.txt"), "file_missing", "stops.txt", None, "", ""),
    (drop_rows("routes.txt"), "file_missing", "routes.txt", None, "", ""),
    (drop_rows("trips.txt"), "file_missing", "trips.txt", None, "", ""),
    (drop_rows("stop_times.txt"), "file_missing", "stop_times.txt", None, "", ""),
    (drop_rows("calendar.txt"), "file_missing", "calendar.txt", None, "", ""),
    (drop_column("stops.txt", "stop_lat"), "column_missing", "stops.txt", 1, "stop_lat", ""),
    (
        drop_column("agency.txt", "agency_timezone"),
        "column_missing",
        "agency.txt",
        1,
        "agency_timezone",
        "",
    ),
    (set_value("stops.txt", 4, "stop_id", ""), "value_missing", "stops.txt", 4, "stop_id", ""),
    (set_value("stops.txt", 3, "stop_name", " "), "value_missing", "stops.txt", 3, "stop_name", ""),
    (set_value("stops.txt", 6, "stop_lat", ""), "value_missing", "stops.txt", 6, "stop_lat", ""),
    (set_value("routes.txt", 2, "route_type", ""), "value_missing", "routes.txt", 2, "route_type",
     ""),
    (set_value("stop_times.txt", 3, "stop_sequence", ""), "value_missing", "stop_times.txt", 3,
     "stop_sequence", ""),
    (skip_last_time, "value_missing", "stop_times.txt", 4, "arrival_time", ""),
    (set_value("trips.txt", 2, "route_id", "9"), "reference_unknown", "trips.txt", 2, "route_id",
     "9"),
    (set_value("stop_times.txt", 4, "trip_id", "9"), "reference_unknown", "stop_times.txt", 4,
     "trip_id", "9"),
    (set_value("stop_times.txt", 4, "stop_id", "9"), "reference_unknown", "stop_times.txt", 4,
     "stop_id", "9"),
    (set_value("stops.txt", 5, "parent_station", "9"), "reference_unknown", "stops.txt", 5,
     "parent_station", "9"),
    (set_value("stop_times.txt", 2, "arrival_time", "8h"), "time_invalid", "stop_times.txt", 2,
     "arrival_time", "8h"),
    (set_value("stop_times.txt", 4, "departure_time", "08:60:00"), "time_invalid",
     "stop_times.txt", 4, "departure_time", "08:60:00"),
    (set_value("stop_times.txt", 4, "departure_time", "168:00:01"), "time_invalid",
     "stop_times.txt", 4, "departure_time", "168:00:01"),
    (set_value("stop_times.txt", 3, "arrival_time", "07:59:59"), "times_decrease",
     "stop_times.txt", 3, "arrival_time", "07:59:59"),
    (set_departure, "times_decrease", "stop_times.txt", 3, "departure_time", "08:09:00"),
    (add_times("09:00:00", "", "08:59:00"), "times_decrease", "stop_times.txt", 7,
     "arrival_time", "08:59:00"),
    (set_value("calendar.txt", 2, "start_date", "20260230"), "date_invalid", "calendar.txt", 2,
     "start_date", "20260230"),
    (set_value("calendar.txt", 2, "end_date", "2026-12-31"), "date_invalid", "calendar.txt", 2,
     "end_date", "2026-12-31"),
    (add_row("calendar_dates.txt", exception("workdays", "18991231", "1")), "date_invalid",
     "calendar_dates.txt", 2, "date", "18991231"),
    (add_row("calendar.txt", calendar("x", "1111111", "20260202", "20260201")), "dates_reversed",
     "calendar.txt", 3, "end_date", "20260201"),
    (set_value("stops.txt", 2, "stop_lat", "90.1"), "coordinate_invalid", "stops.txt", 2,
     "stop_lat", "90.1"),
    (set_value("stops.txt", 2, "stop_lon", "east"), "coordinate_invalid", "stops.txt", 2,
     "stop_lon", "east"),
    (repeat_row("stops.txt"), "duplicate", "stops.txt", 7, "stop_id", "market"),
    (repeat_row("routes.txt"), "duplicate", "routes.txt", 3, "route_id", "1"),
    (repeat_row("trips.txt"), "duplicate", "trips.txt", 3, "trip_id", "morning"),
    (repeat_row("calendar.txt"), "duplicate", "calendar.txt", 3, "service_id", "workdays"),
    (repeat_row("stop_times.txt"), "duplicate", "stop_times.txt", 5, "stop_sequence", "1"),
    (set_value("routes.txt", 2, "route_type", "bus"), "number_invalid", "routes.txt", 2,
     "route_type", "bus"),
    (set_value("stops.txt", 2, "location_type", "5"), "number_invalid", "stops.txt", 2,
     "location_type", "5"),
    (set_value("trips.txt", 2, "direction_id", "-1"), "number_invalid", "trips.txt", 2,
     "direction_id", "-1"),
    (set_value("stop_times.txt", 2, "pickup_type", "4"), "number_invalid", "stop_times.txt", 2,
     "pickup_type", "4"),
    (set_value("stop_times.txt", 2, "stop_sequence", "1.5"), "number_invalid", "stop_times.txt", 2,
     "stop_sequence", "1.5"),
    (set_value("calendar.txt", 2, "monday", "yes"), "number_invalid", "calendar.txt", 2, "monday",
     "yes"),
    (add_row("calendar_dates.txt", exception("workdays", "20260101", "3")), "number_invalid",
     "calendar_dates.txt", 2, "exception_type", "3"),
    (set_value("stops.txt", 2, "zone_id", "x" * 101), "value_too_long", "stops.txt", 2, "zone_id",
     "x" * 100),
    (set_value("calendar.txt", 2, "service_id", "x" * 151), "value_too_long", "calendar.txt", 2,
     "service_id", "x" * 100),
    (set_value("agency.txt", 2, "agency_timezone", ""), "value_missing", "agency.txt", 2,
     "agency_timezone", ""),
    (set_value("agency.txt", 2, "agency_timezone", "Europe/Atlantis"), "timezone_unknown",
     "agency.txt", 2, "agency_timezone", "Europe/Atlantis"),
    (add_row("agency.txt", {"agency_id": "B", "agency_timezone": "Europe/Paris"}),
     "timezone_different", "agency.txt", 3, "agency_timezone", "Europe/Paris"),
    (set_value("calendar.txt", 2, "end_date", "20250101"), "no_service_day", "calendar.txt", None,
     "", ""),
]  # fmt: skip


def places(problems):
    return [(p.kind.value, p.file, p.line, p.field, p.value) for p in problems]


@pytest.mark.django_db
@pytest.mark.parametrize(("change", "kind", "file", "line", "field", "value"), VALUES)
def test_problem_names_its_place(change, kind, file, line, field, value, tmp_path):
    feed = small_feed()
    change(feed)

    with pytest.raises(FeedRefused) as refused:
        import_rows(feed, tmp_path)

    found = places(refused.value.report.errors)
    assert (kind, file, line, field, value) in found
    # A service without any day also ends before it begins.
    assert {each[0] for each in found} - {"dates_reversed"} == {kind} - {"dates_reversed"}


@pytest.mark.django_db
def test_report_lists_the_problems_of_all_files(tmp_path):
    feed = small_feed()
    feed["stops.txt"][0]["stop_lat"] = "x"
    feed["trips.txt"][0]["route_id"] = "none"
    feed["stop_times.txt"][1]["arrival_time"] = "x"
    feed["stop_times.txt"][2]["stop_id"] = "y"
    feed["calendar.txt"][0]["sunday"] = ""

    with pytest.raises(FeedRefused) as refused:
        import_rows(feed, tmp_path)

    assert sorted(places(refused.value.report.errors)) == [
        ("coordinate_invalid", "stops.txt", 2, "stop_lat", "x"),
        ("reference_unknown", "stop_times.txt", 4, "stop_id", "y"),
        ("reference_unknown", "trips.txt", 2, "route_id", "none"),
        ("time_invalid", "stop_times.txt", 3, "arrival_time", "x"),
        ("value_missing", "calendar.txt", 2, "sunday", ""),
    ]
    assert refused.value.detail.endswith("(4 more)")


@pytest.mark.django_db
def test_report_names_a_hundred_lines_of_a_kind_and_the_number_of_all(tmp_path):
    feed = small_feed()
    for number in range(150):
        add_trip(feed, f"trip {number}", [("market", "09:00:00"), ("nowhere", "09:10:00")])

    with pytest.raises(FeedRefused) as refused:
        import_rows(feed, tmp_path)

    problems = refused.value.report.problems
    assert [each.line for each in problems] == list(range(6, 206, 2))
    assert {each.total for each in problems} == {150}
    assert refused.value.detail.endswith("(149 more)")


@pytest.mark.django_db
def test_problem_is_kept_in_words_that_say_what_to_do(tmp_path):
    feed = small_feed()
    feed["stops.txt"][0]["stop_lat"] = "north"
    owner = FeedFactory()

    with pytest.raises(FeedRefused):
        import_rows(feed, tmp_path, feed=owner)

    assert owner.versions.get().problems == [
        {
            "kind": "coordinate_invalid",
            "message": "“north” is no latitude; write degrees from -90 to 90.",
            "file": "stops.txt",
            "line": 2,
            "field": "stop_lat",
            "value": "north",
            "severity": "error",
            "total": 1,
        }
    ]


@pytest.mark.django_db
def test_feed_with_more_zones_than_numbers_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(zones, "LARGEST_NUMBER", 1)
    monkeypatch.setattr(zones, "DRAWN_FROM", 1)
    feed = small_feed()
    feed["stops.txt"].append(stop("pier", "Pier", 52, 4, zone_id="pier"))
    owner = FeedFactory()

    with pytest.raises(FeedRefused) as refused:
        import_rows(feed, tmp_path, feed=owner)

    assert places(refused.value.report.errors) == [
        ("zones_too_many", "stops.txt", None, "zone_id", "")
    ]
    assert not owner.versions.get().stops.exists()


def test_problem_reads_as_a_sentence_with_its_place():
    whole = Problem(ProblemKind.INTERRUPTED, "The import was interrupted.")
    placed = Problem(ProblemKind.DUPLICATE, "Twice.", file="trips.txt", line=3, field="trip_id")

    assert str(whole) == "The import was interrupted."
    assert str(placed) == "trips.txt line 3, trip_id: Twice."
