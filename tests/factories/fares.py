"""Areas, networks, time bands, fares for rides, discounts and limits."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from sales.catalogue.states import TransferKind
from sales.models import (
    CategoryLimit,
    Discount,
    FareArea,
    FareNetwork,
    RideFare,
    TimeBand,
    TimeSpan,
    TransferFare,
)
from tests.factories.operators import TenantFactory
from tests.factories.sales import PassengerCategoryFactory, ProductFactory

WORKDAYS = [1, 2, 3, 4, 5]
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]


class FareAreaFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    code = factory.Sequence(lambda n: f"area-{n}")
    name = factory.Sequence(lambda n: f"Area {n}")
    zone_ids = ["A"]

    class Meta:
        model = FareArea


class FareNetworkFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    code = factory.Sequence(lambda n: f"network-{n}")
    name = factory.Sequence(lambda n: f"Network {n}")
    route_ids = ["route-1"]

    class Meta:
        model = FareNetwork


class TimeBandFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    code = factory.Sequence(lambda n: f"band-{n}")
    name = factory.Sequence(lambda n: f"Band {n}")

    class Meta:
        model = TimeBand


class TimeSpanFactory(DjangoModelFactory):
    band = factory.SubFactory(TimeBandFactory)
    tenant = factory.SelfAttribute("band.tenant")
    weekdays = EVERY_DAY
    starts_at = time(7)
    ends_at = time(9)

    class Meta:
        model = TimeSpan


class RideFareFactory(DjangoModelFactory):
    product = factory.SubFactory(ProductFactory)
    tenant = factory.SelfAttribute("product.tenant")
    name = factory.Sequence(lambda n: f"fare {n}")
    amount = Decimal("2.00")
    currency = "EUR"

    class Meta:
        model = RideFare


class TransferFareFactory(DjangoModelFactory):
    product = factory.SubFactory(ProductFactory)
    tenant = factory.SelfAttribute("product.tenant")
    from_group = "local"
    to_group = factory.Sequence(lambda n: f"group {n}")
    kind = TransferKind.INSTEAD_OF_NEXT
    amount = Decimal("0.50")
    currency = "EUR"

    class Meta:
        model = TransferFare


class DiscountFactory(DjangoModelFactory):
    tenant = factory.SubFactory(TenantFactory)
    code = factory.Sequence(lambda n: f"discount-{n}")
    name = factory.Sequence(lambda n: f"Discount {n}")
    percent = Decimal("20.00")

    class Meta:
        model = Discount


class CategoryLimitFactory(DjangoModelFactory):
    product = factory.SubFactory(ProductFactory)
    tenant = factory.SelfAttribute("product.tenant")
    category = factory.SubFactory(
        PassengerCategoryFactory, tenant=factory.SelfAttribute("..tenant")
    )

    class Meta:
        model = CategoryLimit
