"""Rentals that the tests of one module share, each of which undoes its own changes."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.protocols.tomp.edge.renting import Rentals, Rider, open_rentals


@pytest.fixture(scope="module")
def opened(module_database: None) -> Rentals:
    return open_rentals()


@pytest.fixture
def world(opened: Rentals) -> Rentals:
    """Objects of its own for each test, which may change and save them."""
    return deepcopy(opened)


@pytest.fixture
def rider(world: Rentals) -> Rider:
    return Rider(world)
