"""Constraints of taxi fleets, their drivers, and offers of trips with them."""

from __future__ import annotations

from decimal import Decimal

from operators.models import Driver
from sales.models import Offer
from tests.factories.fleet import (
    AssetFactory,
    FleetFactory,
    PricingPlanFactory,
)
from tests.factories.operators import TenantFactory
from tests.factories.taxis import DriverFactory, TaxiServiceFactory, open_taxi_shop, taxi_of
from tests.violations.ways import Make, Violation, stranger, twice, two, wrong


def of_tenant(make: Make) -> Violation:
    """The fleet of a row is of another tenant than the row."""
    return stranger(make, "tenant", TenantFactory)


def driving() -> Driver:
    return taxi_of(FleetFactory()).driver


def taxi_offer() -> Offer:
    return open_taxi_shop().offer()


VIOLATIONS: dict[str, Violation] = {
    "taxiservice_fleet_same_tenant": of_tenant(TaxiServiceFactory),
    "taxiservice_plan_of_fleet": stranger(TaxiServiceFactory, "plan", PricingPlanFactory),
    "taxiservice_phone_is_e164": wrong(TaxiServiceFactory, phone="030 123"),
    "taxiservice_needs_notice_within_a_week": wrong(TaxiServiceFactory, notice_minutes=0),
    "taxiservice_is_ordered_within_a_year": wrong(TaxiServiceFactory, days_ahead=366),
    "taxiservice_answers_within_a_day": wrong(TaxiServiceFactory, answer_minutes=0),
    "taxiservice_dispatches_within_a_week": wrong(TaxiServiceFactory, dispatch_minutes=0),
    "taxiservice_drives_at_a_speed": wrong(TaxiServiceFactory, speed_kmph=0),
    "taxiservice_detour_is_sane": wrong(TaxiServiceFactory, detour_percent=501),
    "taxiservice_fee_is_not_negative": wrong(TaxiServiceFactory, cancellation_fee=Decimal("-0.01")),
    "taxiservice_says_what_comes": wrong(TaxiServiceFactory, vehicle_type=""),
    "driver_once_per_number": twice(two(DriverFactory, "fleet", FleetFactory), "number"),
    "driver_fleet_same_tenant": of_tenant(DriverFactory),
    "driver_asset_of_fleet": stranger(driving, "asset", AssetFactory),
    "driver_phone_is_e164": wrong(DriverFactory, phone="0170"),
    "driver_has_a_name": wrong(DriverFactory, name=""),
    "offer_of_taxi_has_no_vehicle_yet": wrong(taxi_offer, is_group_ticket=True),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("offer_of_vehicle_has_its_plan", wrong(taxi_offer, plan_terms=None)),
    ("offer_media_is_known", wrong(taxi_offer, media="image/png")),
]
