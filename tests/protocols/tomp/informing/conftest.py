"""Who sells what: vehicles alone, and rides with vehicles beside them."""

from __future__ import annotations

import pytest

from tests.factories.rentals import RentalShop, equip, open_rental_shop
from tests.factories.sales import CatalogueEntryFactory, SalesChannelFactory
from tests.protocols.tomp.informing.asking import VERSIONS, Asker
from tests.protocols.worlds import open_channel


@pytest.fixture(params=VERSIONS)
def version(request) -> str:
    return request.param


@pytest.fixture
def shop(clock) -> RentalShop:
    """A channel that rents out one scooter of one fleet."""
    return open_rental_shop()


@pytest.fixture
def asker(shop, version) -> Asker:
    return Asker(open_channel(shop.channel)[1], version)


@pytest.fixture
def both(at_once) -> RentalShop:
    """A channel that sells rides by a timetable, and rents out one scooter of one fleet."""
    shop = at_once.shop
    channel = SalesChannelFactory(
        tenant=shop.tenant,
        seller=shop.channel.seller,
        partner=shop.channel.partner,
        single_product=False,
    )
    CatalogueEntryFactory(channel=channel, product=shop.product)
    return equip(channel, None, {}, {})


@pytest.fixture
def both_asker(both, version) -> Asker:
    return Asker(open_channel(both.channel)[1], version)
