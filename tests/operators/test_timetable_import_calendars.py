from datetime import date

import pytest

from operators.models import FareZone
from operators.timetable.errors import FeedRefused
from operators.timetable.states import FeedVersionState
from tests.factories.gtfs import (
    DAILY,
    calendar,
    exception,
    small_feed,
    stop,
)
from tests.factories.timetable import (
    FeedFactory,
    import_rows,
)


@pytest.mark.django_db
def test_import_resolves_the_calendar_and_its_exceptions(tmp_path):
    feed = small_feed()
    feed["calendar.txt"] = [calendar("workdays", "1000001", "20260601", "20260614")]
    feed["calendar_dates.txt"] = [
        exception("workdays", "20260603", "1"),
        exception("workdays", "20260601", "1"),
        exception("workdays", "20260608", "2"),
        exception("workdays", "20260609", "2"),
        exception("extra", "20260701", "1"),
    ]

    version = import_rows(feed, tmp_path)

    assert list(version.service_days.order_by("date").values_list("service_id", "date")) == [
        ("workdays", date(2026, 6, 1)),
        ("workdays", date(2026, 6, 3)),
        ("workdays", date(2026, 6, 7)),
        ("workdays", date(2026, 6, 14)),
        ("extra", date(2026, 7, 1)),
    ]
    assert (version.first_date, version.last_date) == (date(2026, 6, 1), date(2026, 7, 1))


@pytest.mark.django_db
def test_import_needs_no_calendar_beside_calendar_dates(tmp_path):
    feed = small_feed()
    feed["calendar.txt"] = []
    feed["calendar_dates.txt"] = [exception("workdays", "20260601", "1")]

    version = import_rows(feed, tmp_path)

    assert list(version.service_days.values_list("date", flat=True)) == [date(2026, 6, 1)]


@pytest.mark.django_db
def test_import_keeps_ten_years_of_an_endless_calendar(tmp_path):
    feed = small_feed()
    feed["calendar.txt"] = [calendar("workdays", DAILY, "20000101", "20991231")]

    version = import_rows(feed, tmp_path)

    assert version.service_days.count() == 3660
    assert version.first_date == date(2025, 5, 31)
    assert version.last_date == date(2035, 6, 7)
    assert [problem["kind"] for problem in version.problems] == ["calendar_shortened"]


@pytest.mark.django_db
def test_import_gives_inner_points_of_a_station_its_place(tmp_path):
    feed = small_feed()
    feed["stops.txt"].append(
        stop("hall", "", 0, 0, location_type="3", parent_station="church") | {"stop_lat": ""}
    )

    version = import_rows(feed, tmp_path)

    assert str(version.stops.get(stop_id="hall").latitude) == "52.150000"


@pytest.mark.django_db
def test_import_numbers_the_fare_zones_of_the_tenant(tmp_path):
    version = import_rows(small_feed(), tmp_path)
    again = small_feed()
    again["stops.txt"][0]["zone_id"] = "60000"
    import_rows(again, tmp_path, feed=FeedFactory(operator=version.feed.operator))

    zones = FareZone.objects.filter(tenant=version.tenant)
    assert dict(zones.values_list("zone_id", "number")) == {
        "1": 1,
        "coast": 60000,
        "60000": 59999,
    }


def days(first, last):
    return {**small_feed(), "calendar.txt": [calendar("workdays", "1111100", first, last)]}


@pytest.mark.django_db
def test_feed_that_is_over_does_not_take_the_place_of_one_that_runs(tmp_path):
    old = import_rows(small_feed(), tmp_path)

    with pytest.raises(FeedRefused) as refused:
        import_rows(days("20250101", "20251231"), tmp_path, feed=old.feed)

    assert refused.value.detail == (
        "The feed was refused. calendar.txt: The last service day was 2025-12-31; the timetable "
        "in force runs until 2026-12-31 and stays. Send a feed with days to come."
    )
    assert old.feed.versions.in_force().get() == old


WARNED = [
    ("20250101", "20251231", "service_over"),
    ("20260602", "20261231", "service_begins_later"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "last", "kind"), WARNED)
def test_feed_that_does_not_run_today_is_told(first, last, kind, tmp_path):
    version = import_rows(days(first, last), tmp_path)

    assert version.state == FeedVersionState.IN_FORCE
    assert [(each["severity"], each["kind"]) for each in version.problems] == [("warning", kind)]


@pytest.mark.django_db
@pytest.mark.parametrize("last", ["20260601", "20260602"])
def test_feed_that_runs_today_is_told_nothing(last, tmp_path):
    version = import_rows(days("20260601", last), tmp_path)

    assert version.problems == []


@pytest.mark.django_db
def test_feed_that_is_over_may_take_the_place_of_one_that_is_over_too(tmp_path):
    old = import_rows(days("20250101", "20250630"), tmp_path)

    new = import_rows(days("20250101", "20251231"), tmp_path, feed=old.feed)

    assert new.state == FeedVersionState.IN_FORCE
