from datetime import date

import pytest

from operators.models import FareZone
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
