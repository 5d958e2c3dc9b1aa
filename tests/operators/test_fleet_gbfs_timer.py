"""The timer that refreshes fleets, and the task behind the button that loads one."""

from contextlib import contextmanager

import pytest
import time_machine

from operators.fleet.gbfs.actions import (
    LOCK,
    is_fresh,
    refresh_fleet,
)
from operators.fleet.models import Fleet
from operators.fleet.states import FleetImportState
from operators.tasks import load_fleet, refresh_fleets
from operators.tasks import refresh_fleet as refresh_task
from operators.timetable.importing.locks import TRY_LOCK
from tests.factories.fleet import FleetFactory
from tests.factories.gbfs import feed_2, files_of
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


def due(at):
    return set(Fleet.objects.due_for_refresh(at))


def test_timer_refreshes_what_is_due_and_nothing_twice(fleet, site):
    with time_machine.travel(NOW, tick=False):
        assert refresh_fleets() == 1
        assert refresh_fleets() == 0
        refresh_task(fleet_id=fleet.pk, argument_of_later_versions=1)

    assert fleet.imports.get().requested_by == "timer:refresh-fleets"
    assert site.asked.count("/gbfs.json") == 1
    assert due(later(minutes=5)) == {fleet}


def test_timer_goes_on_after_a_fleet_that_cannot_be_loaded(fleet):
    bad = FleetFactory(gbfs_url="http://127.0.0.1:1/gbfs.json", refreshes_itself=True)

    with time_machine.travel(NOW, tick=False):
        assert refresh_fleets() == 2

    assert fleet.imports.get().state == FleetImportState.SUCCEEDED
    assert bad.imports.get().state == FleetImportState.FAILED
    assert due(NOW) == set()


def test_timer_leaves_a_fleet_that_is_being_loaded_for_the_next_time(fleet, site):
    with time_machine.travel(NOW, tick=False), loaded_elsewhere(fleet):
        refresh_fleets()

    assert (due(NOW), site.asked) == ({fleet}, [])


def test_timer_waits_as_long_as_the_feed_says_that_nothing_is_new(fleet, site):
    files = files_of(feed_2())
    name = "free_bike_status.json"
    site.publish({**files, name: files[name].replace(b'"ttl": 60', b'"ttl": 3600')})
    refresh_fleet(fleet, by=BY, at=NOW)

    assert is_fresh(fleet, at=later(minutes=54))
    assert not is_fresh(fleet, at=later(minutes=56))
    with time_machine.travel(later(minutes=50), tick=False):
        assert refresh_fleets() == 1
    assert fleet.imports.count() == 1
    with time_machine.travel(later(minutes=60), tick=False):
        refresh_fleets()
    assert fleet.imports.count() == 2


def test_button_loads_once_for_each_request(fleet, site):
    for _ in range(2):
        load_fleet(fleet_id=fleet.pk, username="ann", requested_at=NOW.isoformat())

    assert fleet.imports.get().requested_by == "staff:ann"
    assert site.asked.count("/gbfs.json") == 1


def test_button_leaves_the_report_where_the_feed_is_wrong(fleet, site):
    site.files["/system_alerts.json"] = b"{"

    load_fleet(fleet_id=fleet.pk, username="ann", requested_at=NOW.isoformat())

    assert fleet.imports.get().state == FleetImportState.REFUSED
