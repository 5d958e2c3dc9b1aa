"""What the tests of this format share."""

from collections.abc import Iterator

import pytest

from sales.models import AccountProvider, TravellerAccount
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.providers import AccountProviderFactory
from tests.oauth_provider import Server, running_oauth_server
from tests.protocols.tripgo.client import App
from tests.protocols.tripgo.linking.filling import EMAIL
from tests.protocols.tripgo.worlds import TripGoWorld, another_traveller, open_tripgo
from tests.sales.providing import provider_at


@pytest.fixture(scope="module")
def tripgo(module_database, tmp_path_factory) -> TripGoWorld:
    """Rides, scooters and taxis, a key that opens them and a traveller."""
    return open_tripgo(tmp_path_factory.mktemp("feed"))


@pytest.fixture
def app(tripgo) -> App:
    """With the traveller signed in."""
    return tripgo.app()


@pytest.fixture
def stranger(tripgo) -> App:
    """Nobody is signed in."""
    return tripgo.stranger()


@pytest.fixture
def other(tripgo) -> App:
    """Another traveller is signed in at the same app."""
    return another_traveller(tripgo)


@pytest.fixture
def own(tripgo) -> AccountProvider:
    """The accounts of travellers at the tenant itself, for the products of the bus operator."""
    return AccountProviderFactory(
        tenant=tripgo.tenant,
        operator=tripgo.shop.product.operator,
        code="coastlines",
        name="Coast Lines",
        website="https://coast.example",
        color="#0c5ea0",
    )


@pytest.fixture
def account(tripgo) -> TravellerAccount:
    """What opens there with EMAIL and PASSWORD."""
    return TravellerAccountFactory(tenant=tripgo.tenant, email=EMAIL)


@pytest.fixture
def server() -> Iterator[Server]:
    with running_oauth_server() as server:
        yield server


@pytest.fixture
def remote(tripgo, server) -> AccountProvider:
    """Accounts elsewhere, for the products of the taxi operator."""
    tripgo.tenant.allows_private_callbacks = True
    tripgo.tenant.save()
    return provider_at(
        server,
        tenant=tripgo.tenant,
        operator=tripgo.taxis.product.operator,
        code="veloride",
        name="Veloride",
        redirect_uri="tripgo://oauth-callback/veloride",
    )
