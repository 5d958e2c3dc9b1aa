"""The admin of shared vehicles."""

from __future__ import annotations

import json

import pytest
import time_machine

from operators.admin.fleet.areas import AreaField
from operators.admin.fleet.regions import FROM_FEED
from operators.fleet.states import RegionSource
from operators.models import (
    Asset,
    AssetType,
    Fleet,
    FleetImport,
    Operator,
    PricingPlan,
    Region,
    Role,
    Tenant,
    VehicleStation,
)
from tests.admin_world import address, choices, errors_of, logged_in, member
from tests.factories.fleet import (
    FleetFactory,
    FleetImportFactory,
    PricingPlanFactory,
    RegionFactory,
    fleet_rows,
    square,
)
from tests.factories.moments import NOW
from tests.factories.operators import OperatorFactory
from tests.operators.fleet_pages import added, sent, text_of
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


def test_page_of_a_fleet_shows_its_map_without_outside_hosts(rows, browser):
    response = browser.get(address(rows[Fleet], "change"))

    assert text_of(response).count('aria-label="Map"') == 1
    assert "unsafe-inline" not in response["Content-Security-Policy"].split("style-src")[0]


@pytest.mark.parametrize("model", [Fleet, Region, PricingPlan, Asset])
def test_page_of_a_new_row_says_when_it_shows_more(rows, browser, model):
    page = text_of(browser.get(address(model, "add")))

    assert ("Save the " in page, 'aria-label="Map"' in page) == (True, False)


def test_fleet_with_hours_is_added(rows, browser):
    facts = {
        "name": "New", "system_id": "new", "operator": rows[Operator].pk,
        "timezone": "Europe/Berlin", "gateway": "NONE",
        "hours-TOTAL_FORMS": 1, "hours-0-days": ["MON", "SUN"],
        "hours-0-opens": "06:00", "hours-0-closes": "00:00",
    }  # fmt: skip

    response = added(browser, Fleet, **facts)

    assert response.status_code == 302, errors_of(response)
    fleet = Fleet.objects.get(system_id="new")
    assert [str(each) for each in fleet.hours.all()] == ["MON, SUN 06:00-00:00"]
    assert fleet.hours.get().tenant == rows[Tenant]


def test_fleet_in_no_time_zone_is_refused(rows, browser):
    response = sent(browser, rows[Fleet], timezone="Berlin")

    assert errors_of(response) == {
        "timezone": ["“Berlin” is no IANA time zone; write one such as Europe/Amsterdam."]
    }


def test_fleet_that_refreshes_itself_from_nowhere_is_refused(rows, browser):
    response = sent(browser, rows[Fleet], refreshes_itself="on")

    assert errors_of(response) == {"__all__": ["Write the GBFS address that is to be read."]}


def test_region_is_drawn_with_what_stands_there(rows, browser):
    page = text_of(browser.get(address(rows[Region], "change")))

    assert "<title>Free</title>" in page
    assert f"<title>{rows[VehicleStation].name}</title>" in page


def test_region_is_pasted_as_a_feature(rows, browser):
    area = square(-0.3, 51.4, -0.1, 51.6)
    feature = {"type": "Feature", "properties": {}, "geometry": area}

    response = sent(browser, rows[Region], area=json.dumps(feature))

    assert response.status_code == 302, errors_of(response)
    region = Region.objects.get()
    assert (region.area, region.west, region.north) == (area, -0.3, 51.6)


def test_wrong_area_is_named_and_stays_in_its_field(rows, browser):
    ring = square()["coordinates"][0]
    typed = json.dumps({"type": "Polygon", "coordinates": [ring[:-1]]})

    response = sent(browser, rows[Region], area=typed)

    assert errors_of(response) == {
        "area": ["The outer ring is open: its last position must be its first, [13.3, 52.5]."]
    }
    assert response.context["adminform"].form["area"].value() == typed
    assert Region.objects.get().area == square()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "This field is required."),
        ("{}", "An area is a GeoJSON object of the type Polygon or MultiPolygon."),
    ],
)
def test_wrong_area_of_a_new_region_is_told_once(rows, browser, typed, told):
    facts = {"fleet": rows[Fleet].pk, "name": "New", "region_id": "new", "kind": "OPERATING"}

    response = added(browser, Region, area=typed, **facts)

    assert errors_of(response) == {"area": [told]}


def test_area_that_is_written_otherwise_is_no_change():
    field = AreaField()

    assert not field.has_changed(square(), json.dumps(square(), indent=1))
    assert field.has_changed(square(), "{")
    assert field.has_changed(square(), "")
    assert AreaField(required=False).clean("") is None


def test_region_of_the_feed_says_so(rows, browser):
    region = RegionFactory(fleet=rows[Fleet], source=RegionSource.GBFS)

    assert FROM_FEED in text_of(browser.get(address(region, "change")))
    assert FROM_FEED not in text_of(browser.get(address(rows[Region], "change")))


def test_region_that_limits_no_speed_is_refused(rows, browser):
    response = sent(browser, rows[Region], kind="SPEEDLIMIT")

    assert errors_of(response) == {"__all__": ["A speed limit, and nothing else, has a speed."]}


def test_plan_is_told_in_words(rows, browser):
    page = text_of(browser.get(address(rows[PricingPlan], "change")))

    assert "<div>Per minute: EUR 0.19 for each minute begun.</div>" in page


def test_plan_without_a_part_is_refused(rows, browser):
    response = added(
        browser, PricingPlan, fleet=rows[Fleet].pk, name="New", plan_id="new", currency="EUR"
    )

    assert response.status_code == 200
    assert not PricingPlan.objects.filter(plan_id="new").exists()


def test_part_gets_the_tenant_of_its_plan(rows, browser):
    plan = rows[PricingPlan]
    extra = {
        "parts-TOTAL_FORMS": 3, "parts-2-sequence": 3, "parts-2-type": "MAX",
        "parts-2-amount": "25", "parts-2-kind": "DEFAULT", "parts-2-use": "IN_USE",
        "parts-2-units": "1",
    }  # fmt: skip

    response = sent(browser, plan, **extra)

    assert response.status_code == 302, response.context["errors"]
    assert plan.parts.get(type="MAX").tenant == rows[Tenant]


def test_rows_of_a_fleet_offer_rows_of_that_fleet_alone(rows, browser):
    other = FleetFactory(operator=rows[Operator])
    PricingPlanFactory(fleet=other)
    RegionFactory(fleet=other)

    kind = browser.get(address(rows[AssetType], "change"))
    station = browser.get(address(rows[VehicleStation], "change"))

    assert choices(kind, "default_plan") == {rows[PricingPlan]}
    assert choices(station, "region") == {rows[Region]}


def test_import_shows_what_was_wrong(rows, browser):
    reading = FleetImportFactory(fleet=FleetFactory(operator=rows[Operator]))
    problem = {
        "severity": "error", "file": "vehicle_status.json", "line": None,
        "field": "data.vehicles[3].lat", "message": "91 is no latitude; write -90 to 90.",
    }  # fmt: skip
    reading.refuse(problems=[problem], at=NOW)
    reading.save()

    page = text_of(browser.get(address(reading, "change")))
    names = text_of(browser.get(address(FleetImport, "changelist")))

    assert "data.vehicles[3].lat" in page
    assert "Refused" in names


@pytest.mark.parametrize("role", [Role.FINANCE, Role.INSPECTOR])
def test_who_only_looks_sees_maps_and_words(rows, role):
    browser = logged_in(member(rows[Tenant], role))

    pages = [
        browser.get(address(rows[model], "change"))
        for model in (Fleet, Region, PricingPlan, Asset, VehicleStation)
    ]

    assert [page.status_code for page in pages] == [200] * 5
