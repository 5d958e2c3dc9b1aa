"""Worlds that the tests of one module share: each test's own changes are undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from hypothesis.internal.conjecture import providers

from tests.factories.moments import NOW
from tests.factories.scenarios import AT_ONCE, LATER
from tests.protocols.worlds import World, build_world
from tests.standing import undone_at_the_end


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The doors read this clock; it stands still until a test moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def same_inputs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hypothesis makes up the same whatever was imported and ran before: by itself it also draws
    constants from those of our modules that are loaded by then."""
    monkeypatch.setattr(providers, "_get_local_constants", providers.Constants)
    providers.CONSTANTS_CACHE.cache.clear()
    yield
    providers.CONSTANTS_CACHE.cache.clear()


@pytest.fixture(scope="module")
def module_database(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), undone_at_the_end():
        yield


@pytest.fixture(scope="module")
def at_once(module_database, tmp_path_factory) -> World:
    """Tickets are active with the sale."""
    return build_world(tmp_path_factory.mktemp("feed"), product=AT_ONCE)


@pytest.fixture(scope="module")
def later(module_database, tmp_path_factory) -> World:
    """Travellers activate their tickets."""
    return build_world(tmp_path_factory.mktemp("feed"), product=LATER)
