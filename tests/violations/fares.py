"""Constraints of fares, of what they speak of, and of discounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from tests.factories.fares import (
    CategoryLimitFactory,
    DiscountFactory,
    FareAreaFactory,
    FareNetworkFactory,
    RideFareFactory,
    TimeBandFactory,
    TimeSpanFactory,
    TransferFareFactory,
)
from tests.factories.operators import TenantFactory
from tests.factories.sales import (
    FareFactory,
    PassengerCategoryFactory,
    ProductFactory,
    SalesChannelFactory,
)
from tests.violations.ways import NONSENSE, Violation, stranger, twice, two, write, wrong

LESS = Decimal("-0.01")
EMPTY = DateRange(date(2026, 6, 1), date(2026, 6, 1))


def by_zones() -> Any:
    return FareFactory(basis="ZONES", max_zones=2)


def by_areas() -> Any:
    fare = FareFactory()
    area = FareAreaFactory(tenant=fare.tenant)
    write(fare, basis="AREAS", origin_area=area, destination_area=area)
    return fare


def for_group() -> Any:
    return FareFactory(category=None, group_size=5)


def limited() -> Any:
    return TransferFareFactory(limit_seconds=60, limited="DEPARTURE_TO_ARRIVAL")


def two_halves_of_a_year() -> tuple[Any, Any]:
    """Fares of everybody for one half of the year each."""
    product = ProductFactory()
    halves = [
        DateRange(date(2026, 1, 1), date(2026, 7, 1)),
        DateRange(date(2026, 7, 1), date(2027, 1, 1)),
    ]
    first, second = (FareFactory(product=product, category=None, period=half) for half in halves)
    return first, second


def two_ride_fares() -> tuple[Any, Any]:
    product = ProductFactory()
    return RideFareFactory(product=product), RideFareFactory(product=product)


def two_transfers() -> tuple[Any, Any]:
    product = ProductFactory()
    return TransferFareFactory(product=product), TransferFareFactory(product=product)


VIOLATIONS: dict[str, Violation] = {
    "fare_has_what_its_basis_needs": wrong(FareFactory, max_km=5),
    "fare_is_for_a_category_or_a_group": wrong(for_group, group_size=1),
    "fare_is_not_negative": wrong(FareFactory, amount=LESS),
    "fare_currency_is_iso_4217": wrong(FareFactory, currency="E"),
    "fare_period_holds_a_day": wrong(FareFactory, period=EMPTY),
    "fare_once_at_a_time": twice(two_halves_of_a_year, "period"),
    "fare_product_same_tenant": stranger(FareFactory, "product", ProductFactory),
    "fare_category_same_tenant": stranger(FareFactory, "category", PassengerCategoryFactory),
    "fare_origin_area_same_tenant": stranger(by_areas, "origin_area", FareAreaFactory),
    "fare_destination_area_same_tenant": stranger(by_areas, "destination_area", FareAreaFactory),
    "fare_time_band_same_tenant": stranger(FareFactory, "time_band", TimeBandFactory),
    "ridefare_once_per_condition": twice(two_ride_fares, "name"),
    "ridefare_is_not_negative": wrong(RideFareFactory, amount=LESS),
    "ridefare_currency_is_iso_4217": wrong(RideFareFactory, currency="E"),
    "ridefare_product_same_tenant": stranger(RideFareFactory, "product", ProductFactory),
    "ridefare_category_same_tenant": stranger(
        RideFareFactory, "category", PassengerCategoryFactory
    ),
    "ridefare_network_same_tenant": stranger(RideFareFactory, "network", FareNetworkFactory),
    "ridefare_origin_area_same_tenant": stranger(RideFareFactory, "origin_area", FareAreaFactory),
    "ridefare_destination_area_same_tenant": stranger(
        RideFareFactory, "destination_area", FareAreaFactory
    ),
    "ridefare_time_band_same_tenant": stranger(RideFareFactory, "time_band", TimeBandFactory),
    "ridefare_arrival_band_same_tenant": stranger(RideFareFactory, "arrival_band", TimeBandFactory),
    "transferfare_once_per_condition": twice(two_transfers, "to_group"),
    "transferfare_kind_is_known": wrong(TransferFareFactory, kind=NONSENSE),
    "transferfare_limit_is_complete": wrong(limited, limited=""),
    "transferfare_allows_a_change": wrong(TransferFareFactory, most=0),
    "transferfare_is_not_negative": wrong(TransferFareFactory, amount=LESS),
    "transferfare_currency_is_iso_4217": wrong(TransferFareFactory, currency="E"),
    "transferfare_product_same_tenant": stranger(TransferFareFactory, "product", ProductFactory),
    "transferfare_category_same_tenant": stranger(
        TransferFareFactory, "category", PassengerCategoryFactory
    ),
    "farearea_once_per_code": twice(two(FareAreaFactory, "tenant", TenantFactory), "code"),
    "farearea_holds_something": wrong(FareAreaFactory, zone_ids=[]),
    "farenetwork_once_per_code": twice(two(FareNetworkFactory, "tenant", TenantFactory), "code"),
    "farenetwork_holds_something": wrong(FareNetworkFactory, route_ids=[]),
    "timeband_once_per_code": twice(two(TimeBandFactory, "tenant", TenantFactory), "code"),
    "timespan_weekdays_are_known": wrong(TimeSpanFactory, weekdays=[8]),
    "timespan_has_days": wrong(TimeSpanFactory, weekdays=[]),
    "timespan_dates_in_order": wrong(
        TimeSpanFactory, first_date=date(2026, 6, 2), last_date=date(2026, 6, 1)
    ),
    "timespan_band_same_tenant": stranger(TimeSpanFactory, "band", TimeBandFactory),
    "discount_once_per_code": twice(two(DiscountFactory, "tenant", TenantFactory), "code"),
    "discount_is_a_percentage_or_an_amount": wrong(DiscountFactory, percent=Decimal("100.01")),
    "discount_travellers_in_order": wrong(DiscountFactory, min_travellers=3, max_travellers=2),
    "discount_period_holds_a_day": wrong(DiscountFactory, period=EMPTY),
    "discount_product_same_tenant": stranger(DiscountFactory, "product", ProductFactory),
    "discount_category_same_tenant": stranger(
        DiscountFactory, "category", PassengerCategoryFactory
    ),
    "discount_channel_same_tenant": stranger(DiscountFactory, "channel", SalesChannelFactory),
    "discount_time_band_same_tenant": stranger(DiscountFactory, "time_band", TimeBandFactory),
    "categorylimit_once_per_category": twice(
        two(CategoryLimitFactory, "product", ProductFactory), "category"
    ),
    "categorylimit_product_same_tenant": stranger(CategoryLimitFactory, "product", ProductFactory),
    "categorylimit_category_same_tenant": stranger(
        CategoryLimitFactory, "category", PassengerCategoryFactory
    ),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("fare_has_what_its_basis_needs", wrong(by_zones, max_zones=None)),
    ("fare_has_what_its_basis_needs", wrong(by_areas, origin_area=None)),
    ("fare_has_what_its_basis_needs", wrong(by_areas, destination_area=None)),
    ("discount_is_a_percentage_or_an_amount", wrong(DiscountFactory, percent=None)),
    ("transferfare_limit_is_complete", wrong(limited, limit_seconds=None)),
]
