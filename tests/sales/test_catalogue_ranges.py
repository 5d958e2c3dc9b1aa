"""What a channel has on sale."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sales.catalogue.channels import SalesChannel
from sales.catalogue.ranges import read_range
from tests.counting import counted
from tests.factories.moments import NOW, later
from tests.factories.rentals import OF_FLEET, equip, open_rental_shop
from tests.factories.sales import CatalogueEntryFactory, ProductFactory, SalesChannelFactory
from tests.factories.taxis import open_taxi_shop

pytestmark = pytest.mark.django_db


def test_channel_without_anything_has_timetables_alone():
    channel = SalesChannelFactory()

    with counted() as queries:
        found = read_range(channel.pk, at=NOW)
        tenant = found.channel.tenant

    assert (found.channel, tenant) == (channel, channel.tenant)
    assert (found.sells_tickets, found.rents, found.resells) == (False, False, False)
    assert (found.has_timetables, found.fleets) == (True, ())
    assert queries.statements == 1


def test_every_column_is_what_the_table_has():
    channel = SalesChannelFactory()

    found = read_range(channel.pk, at=NOW).channel

    for row in (found, found.tenant):
        stored = type(row).objects.values().get(pk=row.pk)
        assert {name: vars(row)[name] for name in stored} == stored


def test_channel_that_is_not_there_has_nothing():
    with pytest.raises(SalesChannel.DoesNotExist):
        read_range(0, at=NOW)


def test_channel_of_vehicles_has_no_timetables():
    shop = open_rental_shop(single_product=False)
    second = equip(shop.channel, None, {}, {"vat_rate": "7.00"})

    found = read_range(shop.channel.pk, at=NOW)

    assert (found.rents, found.sells_tickets, found.has_timetables) == (True, False, False)
    assert found.fleets == (shop.fleet.pk, second.fleet.pk)
    assert found.rates == {shop.fleet.pk: Decimal("19.00"), second.fleet.pk: Decimal("7.00")}
    assert not read_range(shop.channel.pk, at=later(days=-300)).rents


def test_taxi_fleet_is_not_rented_out():
    shop = open_taxi_shop()

    found = read_range(shop.channel.pk, at=NOW)

    assert (found.rents, found.fleets, found.sells_tickets) == (False, (), False)


def test_first_product_of_a_fleet_by_its_code_tells_the_vat():
    shop = open_rental_shop(product={"code": "m"}, single_product=False)
    for code, rate in (("a", "5.00"), ("z", "6.00")):
        other = ProductFactory(
            tenant=shop.tenant,
            operator=shop.fleet.operator,
            fleet=shop.fleet,
            **{**OF_FLEET, "code": code, "vat_rate": rate},
        )
        CatalogueEntryFactory(channel=shop.channel, product=other)

    assert read_range(shop.channel.pk, at=NOW).rates == {shop.fleet.pk: Decimal("5.00")}
