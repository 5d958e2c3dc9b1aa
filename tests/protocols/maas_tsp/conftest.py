"""What the tests of this format share."""

import pytest

from tests.protocols.maas_tsp.client import Caller
from tests.protocols.maas_tsp.schemas import published
from tests.protocols.maas_tsp.worlds import MaasWorld, open_maas

__all__ = ["published"]


@pytest.fixture(scope="module")
def maas(module_database, tmp_path_factory) -> MaasWorld:
    """Rides, scooters and taxis, and a key that opens them."""
    return open_maas(tmp_path_factory.mktemp("feed"))


@pytest.fixture
def caller(maas) -> Caller:
    return maas.caller()
