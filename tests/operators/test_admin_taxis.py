"""Setting up taxi fleets and their drivers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from operators.fleet.actions import retire_asset
from operators.fleet.taxis import TaxiPlace
from operators.models import Driver, TaxiService
from tests.admin_world import address, choices, errors_of, logged_in, member
from tests.factories.fleet import PLACE, AssetFactory, PricingPlanFactory
from tests.factories.moments import BY, NOW
from tests.factories.taxis import CORNER, open_taxi_shop, taxi_of

pytestmark = pytest.mark.django_db

IN_DIGITS = "Write it as +31201234567: a plus sign and 7 to 15 digits."
SERVICE = {
    "phone": "+31201234567",
    "picture_url": "https://taxis.example/logo.png",
    "notice_minutes": 20,
    "days_ahead": 7,
    "answer_minutes": 5,
    "speed_kmph": 40,
    "detour_percent": 20,
    "cancellation_fee": "5.00",
    "vehicle_type": "estate car",
}


@pytest.fixture
def shop():
    return open_taxi_shop()


@pytest.fixture
def browser(shop):
    return logged_in(member(shop.tenant))


def test_fleet_becomes_one_of_taxis(shop, browser):
    plan = PricingPlanFactory(fleet__operator=shop.fleet.operator)
    sent = browser.post(
        address(TaxiService, "add"), {**SERVICE, "fleet": plan.fleet_id, "plan": plan.pk}
    )

    assert sent.status_code == 302
    service = TaxiService.objects.get(fleet=plan.fleet)
    assert (service.tenant, service.plan, service.cancellation_fee) == (
        shop.tenant,
        plan,
        Decimal("5.00"),
    )


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"phone": "030 123"}, {"phone": [IN_DIGITS]}),
        ({"notice_minutes": 0}, {"__all__": ["A notice is 1 minute to 7 days."]}),
        ({"days_ahead": 366}, {"__all__": ["Trips are ordered 1 to 365 days ahead."]}),
        ({"answer_minutes": 0}, {"__all__": ["A driver is looked for 1 minute to 24 hours."]}),
        (
            {"dispatch_minutes": 0},
            {"__all__": ["A driver is looked for 1 minute to 7 days ahead."]},
        ),
        ({"speed_kmph": 201}, {"__all__": ["A speed is 1 to 200 kilometres an hour."]}),
        ({"detour_percent": 501}, {"__all__": ["A detour is 0 to 500 percent."]}),
        (
            {"cancellation_fee": "-1"},
            {"cancellation_fee": ["Ensure this value is greater than or equal to 0."]},
        ),
        ({"vehicle_type": ""}, {"vehicle_type": ["This field is required."]}),
    ],
)  # fmt: skip
def test_service_that_makes_no_sense_is_refused(shop, browser, changes, errors):
    form = {**SERVICE, "plan": shop.service.plan_id, **changes}

    assert errors_of(browser.post(address(shop.service, "change"), form)) == errors


def test_plan_is_one_of_the_fleet(shop, browser):
    other = PricingPlanFactory(fleet__operator=shop.fleet.operator)
    page = browser.get(address(shop.service, "change"))
    assert choices(page, "plan") == {shop.service.plan}

    new = {**SERVICE, "fleet": PricingPlanFactory(fleet__operator=shop.fleet.operator).fleet_id}
    refused = browser.post(address(TaxiService, "add"), {**new, "plan": other.pk})
    assert errors_of(refused) == {"__all__": ["This does not belong to the same tenant or parent."]}


def test_driver_goes_to_work_in_a_vehicle_of_the_fleet(shop, browser):
    AssetFactory(fleet__operator=shop.fleet.operator)
    retire_asset(AssetFactory(fleet=shop.fleet), by=BY, at=NOW)
    parked = AssetFactory(fleet=shop.fleet, asset_type=shop.asset.asset_type)
    page = browser.get(address(shop.driver, "change"))
    assert choices(page, "asset") == {shop.asset, parked}

    form = {"number": "7", "name": "Jussi K.", "phone": "+358401234567", "asset": parked.pk}
    assert browser.post(address(shop.driver, "change"), form).status_code == 302
    driver = Driver.objects.get(pk=shop.driver.pk)
    assert (driver.asset, str(driver)) == (parked, "Jussi K. (7)")


def test_vehicle_has_one_driver(shop, browser):
    other = taxi_of(shop.fleet).driver
    form = {"number": other.number, "name": other.name, "asset": shop.asset.pk}

    refused = browser.post(address(other, "change"), form)
    assert errors_of(refused) == {
        "asset": ["Somebody else drives this vehicle now; free it there first."]
    }


def test_number_is_given_once_in_a_fleet(shop, browser):
    form = {"fleet": shop.fleet.pk, "number": shop.driver.number, "name": "Twin"}

    refused = browser.post(address(Driver, "add"), form)
    assert errors_of(refused) == {"__all__": ["The fleet has a driver of this number."]}


@pytest.mark.parametrize(
    ("origin", "told"),
    [
        (CORNER, "Friedrichstraße 1"),
        (TaxiPlace(*PLACE, address="Friedrichstraße 1, Berlin"), "Friedrichstraße 1, Berlin"),
        (TaxiPlace(*PLACE), "52.51700, 13.38880"),
    ],
)
def test_offer_of_a_taxi_tells_its_trip(shop, browser, origin, told):
    offer = shop.offer(origin=origin)
    page = browser.get(address(offer, "change")).content.decode()

    assert f"{told}, 1 Jun 2026 12:15" in page
    assert "Fernsehturm, 1 Jun 2026 12:18" in page
