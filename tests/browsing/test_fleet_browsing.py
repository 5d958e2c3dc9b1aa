"""An administrator pastes the area of a region and sees it with what stands there."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from operators.fleet.states import RegionKind
from tests.admin_world import address, member
from tests.browsing.test_admin_browsing import PASSWORD, log_in
from tests.factories.fleet import (
    AssetFactory,
    RegionFactory,
    VehicleStationFactory,
    assets_like,
    square,
)
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_area_is_pasted_corrected_and_drawn(page, live_server, tmp_path):
    region = RegionFactory(name="Mitte")
    scooter = AssetFactory(fleet=region.fleet)
    assets_like(scooter, 3, longitude=13.33, latitude=52.56, taken_at=NOW)
    VehicleStationFactory(fleet=region.fleet, latitude=52.53)
    RegionFactory(
        fleet=region.fleet,
        name="Park",
        kind=RegionKind.NO_PARKING,
        area=square(13.33, 52.53, 13.35, 52.55),
    )
    person = member(region.tenant)
    person.set_password(PASSWORD)
    person.save()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    log_in(page, person.username)

    page.goto(address(region, "change"))
    ring = square(13.3, 52.5, 13.42, 52.6)["coordinates"][0]
    page.locator("[name=area]").fill(json.dumps({"type": "Polygon", "coordinates": [ring[:-1]]}))
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("The outer ring is open: its last position must be")).to_be_visible()
    page.locator("[name=area]").fill(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    page.get_by_role("button", name="Save and continue editing").click()

    picture = page.get_by_role("img", name="Map")
    expect(picture).to_be_visible()
    expect(picture.locator("path").first).to_have_attribute("stroke-width", "2.5")
    region.refresh_from_db()
    assert region.east == 13.42
    page.screenshot(path=tmp_path / "region.png", full_page=True)
    page.goto(address(region.fleet, "change"))
    expect(page.get_by_text("With a customer: 3")).to_be_visible()
    page.screenshot(path=tmp_path / "fleet.png", full_page=True)
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
