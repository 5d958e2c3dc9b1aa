import csv
import io
from datetime import date

from demo.timetable import feed_files, write_feed
from demo.town import HALTS, LINES, STATION

FIRST, LAST = date(2026, 12, 20), date(2027, 5, 1)


def rows(name):
    return list(csv.DictReader(io.StringIO(feed_files(FIRST, LAST)[name])))


def test_feed_is_the_same_for_the_same_days(tmp_path):
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"

    write_feed(first, first_day=FIRST, last_day=LAST)
    write_feed(second, first_day=FIRST, last_day=LAST)

    assert first.read_bytes() == second.read_bytes()


def test_town_has_five_lines_and_forty_stops_in_four_zones():
    stops = rows("stops.txt")

    assert len(LINES) == 5
    assert len(stops) == len({stop["stop_id"] for stop in stops}) == 40
    assert sorted({stop["zone_id"] for stop in stops}) == ["1", "2", "3", "4"]


def test_station_has_platforms():
    stops = rows("stops.txt")

    station = [stop["stop_id"] for stop in stops if stop["location_type"] == "1"]
    platforms = [stop["platform_code"] for stop in stops if stop["parent_station"] in station]

    assert station == [f"RVS:{STATION}"]
    assert platforms == ["A", "B", "C", "D"]


def test_every_stop_but_the_station_is_served():
    served = {code for line in LINES for code in line.calls}

    assert served == {halt.code for halt in HALTS} - {STATION}


def test_trips_run_from_half_past_five_until_after_midnight():
    times = [call["departure_time"] for call in rows("stop_times.txt")]

    first_calls = [call for call in rows("stop_times.txt") if call["stop_sequence"] == "1"]

    assert min(times) == "05:30:00"
    assert max(call["departure_time"] for call in first_calls) == "24:45:00"


def test_holiday_on_a_weekday_runs_as_a_sunday():
    exceptions = [tuple(row.values()) for row in rows("calendar_dates.txt")]

    assert [row for row in exceptions if row[1] == "20270427"] == [
        ("weekday", "20270427", "2"),
        ("sunday", "20270427", "1"),
    ]


def test_holiday_on_a_saturday_runs_as_a_sunday():
    exceptions = [tuple(row.values()) for row in rows("calendar_dates.txt")]

    assert [row for row in exceptions if row[1] == "20261226"] == [
        ("saturday", "20261226", "2"),
        ("sunday", "20261226", "1"),
    ]
