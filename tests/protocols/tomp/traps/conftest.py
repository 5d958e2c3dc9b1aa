"""Clients of both versions at the same channels: trips that start with the sale or later, and
vehicles."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.protocols.tomp.edge.renting import Rentals, open_rentals
from tests.protocols.tomp.traps.speaking import NEW, OLD, Speaker
from tests.protocols.worlds import World


@pytest.fixture(params=[OLD, NEW])
def version(request) -> str:
    return request.param


@pytest.fixture
def travel(later: World, version: str) -> Speaker:
    """At a channel whose tickets are activated later."""
    return Speaker(later.secret, version)


@pytest.fixture
def quick(at_once: World, version: str) -> Speaker:
    """At a channel whose tickets are active with the sale."""
    return Speaker(at_once.secret, version)


@pytest.fixture(scope="module")
def opened(module_database: None) -> Rentals:
    return open_rentals()


@pytest.fixture
def rentals(opened: Rentals) -> Rentals:
    """Objects of its own for each test, which may change and save them."""
    return deepcopy(opened)


@pytest.fixture
def renter(rentals: Rentals, version: str) -> Speaker:
    """At a channel that rents out vehicles."""
    return Speaker(rentals.secret, version)
