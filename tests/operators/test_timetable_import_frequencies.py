from datetime import UTC, datetime

import pytest

from operators.models import StopTime, Trip
from operators.timetable.errors import FeedRefused
from operators.timetable.importing import frequencies
from operators.timetable.planner import plan_itineraries
from tests.factories.gtfs import small_feed
from tests.factories.timetable import import_rows, stop_group

pytestmark = pytest.mark.django_db


def period(start, end, headway, *, trip_id="morning", exact=""):
    return {
        "trip_id": trip_id,
        "start_time": start,
        "end_time": end,
        "headway_secs": headway,
        "exact_times": exact,
    }


def by_headway(*periods):
    return {**small_feed(), "frequencies.txt": list(periods)}


def minutes(*clocks):
    return [60 * int(clock[:2]) * 60 + 60 * int(clock[3:]) for clock in clocks]


@pytest.mark.parametrize("exact", ["", "0", "1"])
def test_periods_become_runs_at_every_headway(exact, tmp_path):
    rows = by_headway(
        period("09:00:00", "09:30:00", "600", exact=exact),
        period("10:00:00", "10:40:00", "1200", exact=exact),
    )

    version = import_rows(rows, tmp_path)

    runs = version.trips.order_by("starts")
    expected = minutes("09:00", "09:10", "09:20", "10:00", "10:20")
    assert [(run.trip_id, run.starts) for run in runs] == [("morning", at) for at in expected]
    calls = StopTime.objects.filter(version=version).order_by("trip__starts", "sequence")
    assert list(calls.values_list("departure", flat=True)) == [
        first + after for first in expected for after in (0, 600, 1200)
    ]
    assert version.problems == []


def test_runs_are_found_by_planning(tmp_path):
    version = import_rows(by_headway(period("09:00:00", "09:30:00", "600")), tmp_path)
    origin, destination = (stop_group(version.tenant, each) for each in ("market", "beach"))

    found = plan_itineraries(
        version.tenant,
        origin=origin,
        destination=destination,
        departs_after=datetime(2026, 6, 2, 4, 0, tzinfo=UTC),
    )

    assert [each.departs_at for each in found] == [
        datetime(2026, 6, 2, 7, minute, tzinfo=UTC) for minute in (0, 10, 20)
    ]
    assert {each.rides[0].trip_id for each in found} == {"morning"}


def test_trips_without_periods_keep_their_times(tmp_path):
    rows = by_headway(period("23:50:00", "24:10:00", "600"))
    rows["trips.txt"].append({**rows["trips.txt"][0], "trip_id": "noon"})
    rows["stop_times.txt"] += [
        {**call, "trip_id": "noon", "arrival_time": "12:00:00", "departure_time": "12:00:00"}
        for call in rows["stop_times.txt"]
    ]

    version = import_rows(rows, tmp_path)

    assert Trip.objects.get(trip_id="noon").starts is None
    noon = StopTime.objects.filter(trip__trip_id="noon").values_list("departure", flat=True)
    assert set(noon) == {12 * 3600}
    assert version.latest_time == 24 * 3600 + 1200


def test_vehicle_that_waits_at_its_first_stop_does_not_come_before_the_day(tmp_path):
    rows = by_headway(period("00:00:00", "00:01:00", "600"))
    rows["stop_times.txt"][0]["arrival_time"] = "07:55:00"

    version = import_rows(rows, tmp_path)

    first = StopTime.objects.filter(version=version).earliest("sequence")
    assert (first.arrival, first.departure) == (0, 0)


PROBLEMS = [
    ([period("09:00:00", "10:00:00", "600", trip_id="none")],
     ("reference_unknown", 2, "trip_id", "none")),
    ([period("09:00:00", "10:00:00", "0")], ("number_invalid", 2, "headway_secs", "0")),
    ([period("09:00:00", "10:00:00", "")], ("value_missing", 2, "headway_secs", "")),
    ([period("9 o'clock", "10:00:00", "600")], ("time_invalid", 2, "start_time", "9 o'clock")),
    ([period("09:00:00", "10:00:00", "600", exact="2")],
     ("number_invalid", 2, "exact_times", "2")),
    ([period("10:00:00", "09:00:00", "600")], ("times_decrease", 2, "end_time", "09:00:00")),
    ([period("09:00:00", "10:00:00", "600"), period("09:59:59", "11:00:00", "600")],
     ("periods_overlap", 3, "start_time", "09:59:59")),
]  # fmt: skip


@pytest.mark.parametrize(("periods", "expected"), PROBLEMS)
def test_period_that_makes_no_sense_is_refused_with_its_place(periods, expected, tmp_path):
    with pytest.raises(FeedRefused) as refused:
        import_rows(by_headway(*periods), tmp_path)

    assert [
        (each.file, each.kind.value, each.line, each.field, each.value)
        for each in refused.value.report.errors
    ] == [("frequencies.txt", *expected)]


def test_feed_with_too_many_runs_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(frequencies, "MOST_RUNS", 5)
    rows = by_headway(period("09:00:00", "10:00:00", "600"))

    with pytest.raises(FeedRefused) as refused:
        import_rows(rows, tmp_path)

    assert refused.value.detail == (
        "The feed was refused. frequencies.txt, headway_secs: The headways make 6 runs; 5 are "
        "allowed. Look for a headway_secs that is too small, or split the feed."
    )
