"""Worlds that the tests of one module share: each test's own changes are undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
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


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """The requests run in the transaction of the test, so none of them closes its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Requests(set[str]):
    """Requests, which hypothesis need not tell with whatever else a test was called with."""

    def __repr__(self) -> str:
        return f"<{len(self)} requests>"


@pytest.fixture
def tried() -> Requests:
    """The requests that a test has sent, so that it sends none again."""
    return Requests()


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
