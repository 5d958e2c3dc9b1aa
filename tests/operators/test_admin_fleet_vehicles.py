"""Vehicles in the admin, and alerts about fleets."""

from __future__ import annotations

import pytest
import time_machine
from django.contrib.admin.models import LogEntry

from operators.fleet.actions import reserve_asset
from operators.fleet.states import Situation
from operators.models import (
    Alert,
    Asset,
    AssetType,
    Fleet,
    Operator,
    Region,
    Tenant,
    VehicleStation,
)
from tests.admin_world import address, button, errors_of, logged_in, member, parts
from tests.factories.fleet import (
    AssetFactory,
    FleetFactory,
    fleet_rows,
)
from tests.factories.moments import BY, NOW
from tests.factories.operators import OperatorFactory
from tests.operators.fleet_pages import added, sent, text_of
from tests.pages import admin_form_of
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def rows(db):
    operator = OperatorFactory()
    found = {type(row): row for row in fleet_rows(operator)}
    return {**found, Operator: operator, Tenant: operator.tenant}


@standing
def browser(rows):
    return logged_in(member(rows[Tenant]))


def test_new_vehicle_of_one_fleet_with_a_type_of_another_is_refused(rows, browser):
    other = FleetFactory(operator=rows[Operator])

    response = added(browser, Asset, fleet=other.pk, asset_type=rows[AssetType].pk, asset_id="new")

    assert errors_of(response) == {
        "__all__": ["This does not belong to the same tenant or parent."]
    }


def test_new_vehicle_is_written_down(rows, browser):
    response = added(
        browser, Asset, fleet=rows[Fleet].pk, asset_type=rows[AssetType].pk, asset_id="new"
    )

    assert response.status_code == 302, errors_of(response)
    asset = Asset.objects.get(asset_id="new")
    user = LogEntry.objects.latest("pk").user
    assert list(asset.events.values_list("name", "actor")) == [("ADDED", f"staff:{user.username}")]


def test_vehicle_that_was_taken_while_its_form_was_open_stays_taken(rows, browser):
    asset = rows[Asset]
    page = address(asset, "change")
    form = admin_form_of(browser.get(page), plate="B-XY 7")
    reserve_asset(asset, by=BY, at=NOW)

    assert browser.post(page, form).status_code == 302

    asset.refresh_from_db()
    assert (asset.plate, asset.taken_at) == ("B-XY 7", NOW)


def test_half_a_place_is_refused(rows, browser):
    response = sent(browser, rows[Asset], latitude="")

    assert errors_of(response) == {
        "__all__": ["A place is a latitude (-90 to 90) and a longitude (-180 to 180)."]
    }


def test_simulated_lock_is_told_to_jam(rows, browser):
    asset = rows[Asset]
    page = address(asset, "change")
    form = admin_form_of(
        browser.get(page), **{"simulated-0-jams": "3", "simulated-0-delay_milliseconds": "500"}
    )

    assert browser.post(page, form).status_code == 302

    asset.simulated.refresh_from_db()
    assert (asset.simulated.jams, asset.simulated.delay_milliseconds) == (3, 500)
    assert asset.simulated.is_locked


def test_what_happened_is_shown_beside_the_vehicle(rows, browser):
    asset = rows[Asset]
    browser.post(button("operators_asset_disable", asset), {"reason": "Broken brake"})

    shown = parts(browser.get(address(asset, "change")))

    [event] = shown["assetevent"]
    assert (event.name, event.details) == ("DISABLED", {"reason": "Broken brake"})


def listed(browser, **asked):
    response = browser.get(address(Asset, "changelist"), asked)
    return set(response.context["cl"].queryset)


def test_vehicles_are_found_by_how_they_stand(rows, browser):
    free = rows[Asset]
    empty = AssetFactory(fleet=free.fleet, asset_type=free.asset_type, charge=3)
    retired = AssetFactory(fleet=free.fleet, asset_type=free.asset_type, retired_at=NOW)

    assert listed(browser) == {free, empty}
    assert listed(browser, situation=Situation.EMPTY) == {empty}
    assert listed(browser, situation=Situation.RETIRED) == {retired}


def test_vehicles_are_found_by_id_and_plate(rows, browser):
    free = rows[Asset]
    plated = AssetFactory(
        fleet=free.fleet, asset_type=free.asset_type, asset_id="XA-7", plate="B-XY 7"
    )

    assert listed(browser, q="xa-") == {plated}
    assert listed(browser, q="b-xy") == {plated}
    assert listed(browser, q="A-7") == set()


def test_list_tells_charge_and_situation(rows, browser):
    AssetFactory(fleet=rows[Fleet], asset_type=rows[AssetType], charge=None)

    page = text_of(browser.get(address(Asset, "changelist")))

    assert (page.count("85 %"), "Free" in page) == (1, True)


def alert_form(rows, **more):
    return {
        "kind": "STOP_CLOSED", "summary": "Closed", "operator": rows[Operator].pk,
        "periods-0-starts_at_0": "2026-06-01", "periods-0-starts_at_1": "12:00", **more,
    }  # fmt: skip


def test_alert_is_about_stations_and_regions_of_a_fleet(rows, browser):
    station, region = rows[VehicleStation], rows[Region]
    facts = {
        "fleet": rows[Fleet].pk,
        "vehicle_station_ids": station.station_id,
        "region_ids": region.region_id,
    }

    response = added(browser, Alert, **alert_form(rows, **facts))

    assert response.status_code == 302, errors_of(response)
    alert = Alert.objects.get(summary="Closed")
    assert (alert.fleet, alert.vehicle_station_ids, alert.region_ids) == (
        rows[Fleet],
        [station.station_id],
        [region.region_id],
    )


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        (
            {"region_ids": "anywhere"},
            {"fleet": ["Choose the fleet whose stations or regions these are."]},
        ),
        (
            {"fleet": Fleet, "vehicle_station_ids": "a,b", "region_ids": "c"},
            {"vehicle_station_ids": ["Not in the fleet: a, b."],
             "region_ids": ["Not in the fleet: c."]},
        ),
    ],
)  # fmt: skip
def test_alert_about_what_a_fleet_has_not_is_refused(rows, browser, facts, problems):
    told = {name: rows[Fleet].pk if value is Fleet else value for name, value in facts.items()}

    response = added(browser, Alert, **alert_form(rows, **told))

    assert errors_of(response) == problems


def test_alert_about_a_fleet_of_another_operator_is_refused(rows, browser):
    other = OperatorFactory(tenant=rows[Tenant], name="Other")

    response = added(browser, Alert, **alert_form(rows, operator=other.pk, fleet=rows[Fleet].pk))

    assert errors_of(response)["fleet"] == ["Other does not run this fleet."]


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_vehicles_takes_as_many_queries_for_three_as_for_one(
    rows, browser, count, django_assert_num_queries
):
    AssetFactory.create_batch(count - 1, fleet=rows[Fleet], asset_type=rows[AssetType])
    browser.get(address(Asset, "changelist"))

    with django_assert_num_queries(8):
        browser.get(address(Asset, "changelist"))
