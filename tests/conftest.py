"""What holds for every test."""

import ipaddress
import socket
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("suite", deadline=None, database=None)
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def no_outside_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to anything but this machine."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        inside = self.family == socket.AF_UNIX or is_loopback(address[0])
        assert inside, f"A test wanted to connect to {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


def is_loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback
