"""Two operators on one server: one sells, the other one buys of it over HTTP and resells."""

from __future__ import annotations

import pytest

import bookings.tasks  # noqa: F401  # the worker, which runs in this process, knows them so
from operators.supply.finding import _GATEWAYS
from operators.supply.states import SupplierKind
from protocols.tomp.client.gateway import open_supplier
from tests.factories.rentals import RentalShop, open_rental_shop
from tests.factories.scenarios import AT_ONCE, LATER
from tests.factories.supply import Reseller, open_reseller
from tests.protocols.worlds import World, build_world, open_channel


@pytest.fixture(autouse=True)
def real_ones(monkeypatch) -> None:
    """Suppliers are asked over HTTP, whatever other tests have put in their place."""
    monkeypatch.setitem(_GATEWAYS, SupplierKind.TOMP, open_supplier)


@pytest.fixture
def seller(transactional_db, tmp_path) -> World:
    """Sells buses whose tickets travellers activate."""
    return build_world(tmp_path, product=LATER)


@pytest.fixture
def quick_seller(transactional_db, tmp_path) -> World:
    """Sells buses whose tickets are active with the sale."""
    return build_world(tmp_path, product=AT_ONCE)


@pytest.fixture(params=["1.1.3", "1.6.1"])
def supplied_version(request) -> str:
    """The version that the buyer speaks to the seller."""
    return request.param


@pytest.fixture
def reseller(seller, live_server, supplied_version) -> Reseller:
    return open_reseller(f"{live_server.url}/tomp", seller.secret, version=supplied_version)


@pytest.fixture
def quick_reseller(quick_seller, live_server, supplied_version) -> Reseller:
    return open_reseller(f"{live_server.url}/tomp", quick_seller.secret, version=supplied_version)


@pytest.fixture
def ride_seller(transactional_db) -> RentalShop:
    """Rents scooters out: 1.00 to unlock and 0.19 for each minute."""
    return open_rental_shop(timezone="Europe/Amsterdam")


@pytest.fixture
def ride_reseller(ride_seller, live_server) -> Reseller:
    """Speaks 1.6 with the seller; 1.1 has no bookings at once."""
    _, secret = open_channel(ride_seller.channel)
    return open_reseller(f"{live_server.url}/tomp", secret, version="1.6.1")
