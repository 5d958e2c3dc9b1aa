"""Tenants that the tests of one module share, each of which undoes its own changes."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.protocols.tomp.edge.renting import Rentals, open_rentals
from tests.protocols.tomp.v1_6.platform import Platform
from tests.protocols.worlds import World


@pytest.fixture(scope="module")
def opened(module_database: None) -> Rentals:
    return open_rentals()


@pytest.fixture
def rentals(opened: Rentals) -> Rentals:
    """Objects of its own for each test, which may change and save them."""
    return deepcopy(opened)


@pytest.fixture
def renter(rentals: Rentals) -> Platform:
    """A platform whose channel rents out vehicles."""
    return Platform(rentals.secret)


@pytest.fixture
def travel(later: World) -> Platform:
    """A platform whose channel sells trips that are activated later."""
    return Platform(later.secret)


@pytest.fixture
def quick(at_once: World) -> Platform:
    """A platform whose channel sells trips that are active at once."""
    return Platform(at_once.secret)
