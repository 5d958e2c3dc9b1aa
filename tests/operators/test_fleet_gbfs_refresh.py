"""Fleets that are loaded from where their feed is published, over real HTTP on this machine."""

from contextlib import contextmanager

import pytest

from operators.fleet.gbfs import sources
from operators.fleet.gbfs.actions import (
    LOCK,
    cancel_fleet_import,
    refresh_fleet,
)
from operators.fleet.gbfs.errors import (
    FleetAddressMissing,
    FleetFeedRefused,
    FleetImportCancelled,
    FleetImportNotRunning,
    FleetImportRunning,
)
from operators.fleet.models import FleetImport
from operators.fleet.states import FleetImportState
from operators.timetable.importing.locks import TRY_LOCK
from tests.factories.fleet import FleetFactory, FleetImportFactory
from tests.factories.gbfs import feed_2, feed_3, files_of, load
from tests.factories.gbfs_site import publishing
from tests.factories.moments import BY, NOW, later
from tests.factories.timetable import other_connection

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    with publishing() as site:
        site.publish(files_of(feed_2()))
        yield site


@pytest.fixture(autouse=True)
def private_addresses(settings):
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = True


@pytest.fixture
def fleet(site):
    return FleetFactory(gbfs_url=site.address, refreshes_itself=True)


@contextmanager
def loaded_elsewhere(fleet):
    """Another process loads the fleet."""
    with other_connection() as other:
        other.execute(TRY_LOCK, {"name": LOCK, "key": fleet.pk})
        yield


def failed(fleet, *, at=NOW):
    with pytest.raises(FleetFeedRefused) as refusal:
        refresh_fleet(fleet, by=BY, at=at)
    row = fleet.imports.latest("pk")
    assert row.problems == refusal.value.report.to_json()
    return row


@pytest.mark.parametrize(("feed", "version"), [(feed_2, "2.3"), (feed_3, "3.0")])
def test_fleet_is_loaded_from_its_address(feed, version, fleet, site):
    site.publish(files_of(feed(), version=version), version=version)

    row = refresh_fleet(fleet, by=BY, at=NOW)

    fleet.refresh_from_db()
    assert (row.state, row.source) == (FleetImportState.SUCCEEDED, site.address)
    assert (fleet.refreshed_at, fleet.name) == (NOW, "Example")
    assert sorted(site.asked) == sorted(site.files)


def test_files_that_we_do_not_read_are_not_fetched(fleet, site):
    site.publish({**files_of(feed_2()), "gbfs_versions.json": b"{}", "other.json": b"{}"})

    refresh_fleet(fleet, by=BY, at=NOW)

    assert "/other.json" not in site.asked
    assert "/gbfs_versions.json" not in site.asked


def test_file_that_cannot_be_had_leaves_the_fleet_and_says_why(fleet, site):
    refresh_fleet(fleet, by=BY, at=NOW)
    del site.files["/vehicle_types.json"]

    row = failed(fleet, at=later(minutes=5))

    fleet.refresh_from_db()
    assert row.state == FleetImportState.FAILED
    assert [(each["file"], each["message"]) for each in row.problems] == [
        (
            "vehicle_types.json",
            "The file could not be fetched: the server answered 404 Not Found. The fleet stays as "
            "it is.",
        )
    ]
    assert (fleet.assets.live().count(), fleet.refreshed_at) == (2, later(minutes=5))


def test_file_that_is_too_large_is_given_up(fleet, monkeypatch):
    monkeypatch.setattr(sources, "LARGEST_FILE", 100)

    (problem,) = failed(fleet).problems

    assert (problem["file"], problem["kind"]) == ("gbfs.json", "download_failed")
    assert "the file has more than 100 bytes" in problem["message"]


def test_private_address_is_refused(fleet, site, settings):
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = False

    (problem,) = failed(fleet).problems

    assert "its address is not public" in problem["message"]
    assert site.asked == []


@pytest.mark.parametrize("content", [b"<html>", b"{}", b'{"data": []}'])
def test_address_of_something_else_is_refused(content, fleet, site):
    site.files["/gbfs.json"] = content

    row = failed(fleet)

    assert row.state == FleetImportState.REFUSED
    assert {each["file"] for each in row.problems} == {"gbfs.json"}


def test_address_of_a_listed_file_that_is_no_web_address_is_refused(fleet, site):
    site.files["/gbfs.json"] = site.files["/gbfs.json"].replace(
        f"{site.root}/system_information.json".encode(), b"file:///etc/passwd"
    )

    (problem,) = failed(fleet).problems

    assert problem["file"] == "system_information.json"
    assert "the address is no web address" in problem["message"]


def test_feed_is_taken_in_the_language_of_the_fleet(site):
    fleet = FleetFactory(gbfs_url=site.address, language="fr")
    french = site.files["/gbfs.json"].replace(b'"en"', b'"fr-CA"')
    english = b'"en": {"feeds": [{"name": "system_information", "url": "/none"}]}, "fr-CA"'
    site.files["/gbfs.json"] = french.replace(b'"fr-CA"', english)

    assert refresh_fleet(fleet, by=BY, at=NOW).state == FleetImportState.SUCCEEDED


def test_fleet_without_an_address_says_so():
    with pytest.raises(FleetAddressMissing):
        refresh_fleet(FleetFactory(), by=BY, at=NOW)


def test_second_import_at_once_is_refused(fleet, tmp_path):
    with loaded_elsewhere(fleet), pytest.raises(FleetImportRunning):
        load(fleet, files_of(feed_2()), tmp_path)

    assert fleet.imports.count() == 0


def test_import_that_was_killed_is_ended_by_the_next_one(fleet, tmp_path):
    killed = FleetImportFactory(fleet=fleet)

    load(fleet, files_of(feed_2()), tmp_path, at=later(hours=1))

    killed.refresh_from_db()
    assert (killed.state, killed.ended_at) == (FleetImportState.FAILED, later(hours=1))
    assert [each["kind"] for each in killed.problems] == ["interrupted"]


@pytest.mark.parametrize("step", ["reading the feed", "checking the feed", "writing"])
def test_import_can_be_cancelled_at_each_step_and_run_again(step, fleet, tmp_path):
    def cancel(progress):
        if progress.step == step:
            cancel_fleet_import(FleetImport.objects.get(), by=BY, at=later(minutes=1))

    with pytest.raises(FleetImportCancelled):
        load(fleet, files_of(feed_2()), tmp_path, progress=cancel)

    row = fleet.imports.get()
    assert (row.state, row.ended_at) == (FleetImportState.FAILED, later(minutes=1))
    assert row.problems[0]["message"] == "The import was cancelled by test."
    assert fleet.assets.count() == 0
    assert load(fleet, files_of(feed_2()), tmp_path).state == FleetImportState.SUCCEEDED


def test_import_that_was_cancelled_stays_so_when_its_feed_turns_out_wrong(fleet, tmp_path):
    def cancel(progress):
        cancel_fleet_import(FleetImport.objects.get(), by=BY, at=NOW)

    with pytest.raises(FleetFeedRefused):
        load(fleet, {}, tmp_path, progress=cancel)

    assert [each["kind"] for each in fleet.imports.get().problems] == ["cancelled"]


def test_import_that_has_ended_cannot_be_cancelled(fleet, tmp_path):
    row = load(fleet, files_of(feed_2()), tmp_path)

    with pytest.raises(FleetImportNotRunning):
        cancel_fleet_import(row, by=BY, at=NOW)


def test_import_that_breaks_off_is_told(fleet, tmp_path):
    def explode(progress):
        if progress.step == "writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(fleet, files_of(feed_2()), tmp_path, progress=explode)

    row = fleet.imports.get()
    assert (row.state, row.problems[0]["kind"]) == (FleetImportState.FAILED, "interrupted")


def test_steps_are_shown_while_they_run(fleet):
    steps = []
    refresh_fleet(fleet, by=BY, at=NOW, progress=lambda progress: steps.append(progress.step))

    assert steps[:3] == [
        "reading the feed",
        "fetching gbfs.json",
        "fetching system_hours.json",
    ]
    assert steps[-2:] == ["checking the feed", "writing"]
    assert fleet.imports.get().step == ""


def test_old_imports_are_forgotten_but_not_the_last_good_one(fleet, tmp_path):
    good = load(fleet, files_of(feed_2()), tmp_path)
    bad = FleetImportFactory(fleet=fleet, started_at=NOW)
    bad.fail(problems=[], at=NOW)
    bad.save()

    with pytest.raises(FleetFeedRefused):
        load(fleet, {}, tmp_path, at=later(days=30))

    assert set(fleet.imports.filter(started_at=NOW)) == {good}
