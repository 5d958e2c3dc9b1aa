import pytest

from operators.models import FareZone, Stop, StopTime, Trip
from operators.timetable.actions import import_feed
from operators.timetable.errors import FeedRefused
from operators.timetable.importing import zones
from operators.timetable.states import FeedVersionState
from tests.factories.gtfs import contents_of, small_feed, write_folder
from tests.factories.moments import BY, NOW
from tests.factories.timetable import FeedFactory, import_rows

pytestmark = pytest.mark.django_db

ROWS = (Stop, Trip, StopTime, FareZone)


def check(rows, folder, *, feed):
    source = write_folder(contents_of(rows), folder / "checked")
    return import_feed(feed, source=source, by=BY, at=NOW, dry_run=True)


def kept_rows():
    return {model.__name__: set(model.objects.values_list("pk", flat=True)) for model in ROWS}


def test_dry_run_keeps_its_report_and_counts_but_no_rows(tmp_path):
    old = import_rows(small_feed(), tmp_path)
    before = kept_rows()
    rows = small_feed()
    rows["stops.txt"][0]["zone_id"] = "new"
    rows["stops.txt"][0]["stop_name"] = "M" * 251

    version = check(rows, tmp_path, feed=old.feed)

    assert version.state == FeedVersionState.CHECKED
    assert version.counts["stop_times.txt"] == 3
    assert [each["kind"] for each in version.problems] == ["value_too_long"]
    assert str(version.last_date) == "2026-12-31"
    assert version.finished_at >= version.started_at
    assert kept_rows() == before
    assert old.feed.versions.in_force().get() == old


def test_dry_run_of_a_feed_without_some_times_ends_too(tmp_path):
    rows = small_feed()
    rows["stop_times.txt"][1] |= {"arrival_time": "", "departure_time": ""}

    version = check(rows, tmp_path, feed=FeedFactory())

    assert version.state == FeedVersionState.CHECKED
    assert not StopTime.objects.exists()


def test_dry_run_of_a_bad_feed_is_refused_with_its_report(tmp_path):
    feed = FeedFactory()
    rows = small_feed()
    rows["trips.txt"][0]["route_id"] = "none"

    with pytest.raises(FeedRefused):
        check(rows, tmp_path, feed=feed)

    version = feed.versions.get()
    assert version.state == FeedVersionState.REFUSED
    assert [each["kind"] for each in version.problems] == ["reference_unknown"]


def test_dry_run_tells_of_zones_without_numbers(tmp_path, monkeypatch):
    monkeypatch.setattr(zones, "LARGEST_NUMBER", 1)
    monkeypatch.setattr(zones, "DRAWN_FROM", 1)

    with pytest.raises(FeedRefused) as refused:
        check(small_feed(), tmp_path, feed=FeedFactory())

    assert [each.kind for each in refused.value.report.errors] == ["zones_too_many"]


def test_import_after_a_dry_run_goes_on_as_ever(tmp_path):
    feed = FeedFactory()
    check(small_feed(), tmp_path, feed=feed)

    version = import_rows(small_feed(), tmp_path, feed=feed)

    assert version.state == FeedVersionState.IN_FORCE
    assert StopTime.objects.count() == 3
