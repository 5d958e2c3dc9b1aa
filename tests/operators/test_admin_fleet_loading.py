"""Loading a fleet in the admin: asked for, watched, cancelled, reported."""

import pytest
import time_machine

from operators.fleet.states import FleetImportState
from operators.models import Asset
from tests.admin_world import address, button, logged_in, member
from tests.factories.fleet import FleetFactory, FleetImportFactory
from tests.factories.gbfs import feed_2, files_of, load
from tests.factories.gbfs_site import publishing
from tests.factories.moments import NOW, later
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def fleet():
    return FleetFactory()


@standing
def browser(fleet):
    return logged_in(member(fleet.tenant))


def buttons_of(browser, row):
    page = browser.get(address(row, "change"))
    return [entry["title"] for entry in page.context["actions_detail"]]


def test_fleet_is_loaded_by_a_worker(browser, fleet, settings, django_capture_on_commit_callbacks):
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = True
    with publishing() as site:
        site.publish(files_of(feed_2()))
        fleet.gbfs_url = site.address
        fleet.save()
        with django_capture_on_commit_callbacks(execute=True):
            browser.post(button("operators_fleet_load_now", fleet))

    row = fleet.imports.get()
    assert row.state == FleetImportState.SUCCEEDED
    assert row.requested_by.startswith("staff:")
    assert Asset.objects.live().count() == 2


def test_fleet_without_an_address_has_no_button(browser, fleet):
    assert "Load now" not in buttons_of(browser, fleet)


def test_running_import_shows_its_step_and_looks_again(browser, fleet):
    row = FleetImportFactory(fleet=fleet, step="fetching vehicle_status.json")

    page = browser.get(address(row, "change"))

    assert "fetching vehicle_status.json" in page.content.decode()
    assert page["Refresh"] == "2"
    assert "Cancel import" in buttons_of(browser, row)


def test_import_that_has_ended_shows_what_it_changed(browser, fleet, tmp_path):
    row = load(fleet, files_of(feed_2()), tmp_path)

    page = browser.get(address(row, "change"))

    assert "Refresh" not in page
    assert "Cancel import" not in buttons_of(browser, row)
    assert "vehicles" in page.content.decode()


def test_imports_of_a_fleet_stand_on_its_page(browser, fleet, tmp_path):
    row = load(fleet, files_of(feed_2()), tmp_path, at=later(hours=-1))

    page = browser.get(address(fleet, "change")).content.decode()
    assert address(row, "change") in page
