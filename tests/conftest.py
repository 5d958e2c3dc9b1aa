"""What holds for every test."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import TransactionTestCase
from hypothesis import settings

from demo.cards.server import Provider
from tests.card_provider import Cards, running_provider
from tests.emptying import empty_tables

settings.register_profile("suite", deadline=None, database=None)
settings.load_profile("suite")


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
