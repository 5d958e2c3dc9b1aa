"""What holds for every test."""

import gc
import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import TransactionTestCase
from hypothesis import settings

from config.celery import app
from demo.cards.server import Provider
from tests.card_provider import Cards, running_provider
from tests.emptying import empty_tables
from tests.faces import GONE, is_left_out
from tests.standing import commits, ground, mark_tests, side_by_side, stood_up

__all__ = ["ground", "stood_up"]

settings.register_profile("suite", deadline=None, database=None)
settings.load_profile("suite")


def pytest_report_header() -> list[str]:
    return [f"left out: tests that need the wire format {face}, which is deleted" for face in GONE]


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    return True if is_left_out(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    mark_tests(items)
    items[:] = side_by_side(items)
    # The longest tests are among those that commit: last, they would keep one process busy while
    # the others are done. Being emptied, the database is the same before and after them.
    items.sort(key=lambda item: not commits(item))


# Nearly all that is made while tests are read stays to the end.
gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the garbage collector leave alone what is loaded now: it would look through millions of
    objects that stay to the end, again and again, for a tenth of the whole time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def tasks_known() -> None:
    """A task that is sent by its name runs at once as others do, whichever tests are chosen."""
    app.loader.import_default_modules()


@pytest.fixture(scope="session", autouse=True)
def tables_emptied_quickly() -> Iterator[None]:
    """Tests that commit leave an empty database without truncating every table."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: empty_tables())
        yield


@pytest.fixture(autouse=True)
def no_outside_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to anything but this machine."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        inside = self.family == socket.AF_UNIX or is_loopback(address[0])
        assert inside, f"A test wanted to connect to {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(scope="session")
def card_provider() -> Iterator[Provider]:
    """The card provider, once for all tests of a process that want it."""
    with running_provider() as provider:
        yield provider


@pytest.fixture
def cards(card_provider: Provider, settings: Any) -> Cards:
    """An account with the card provider that no other test has."""
    settings.CARD_API = card_provider.address
    settings.CARD_SCRIPT = f"{card_provider.address}/v3/"
    return Cards.new(card_provider)


def is_loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback
