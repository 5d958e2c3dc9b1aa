"""An end to calls that never end.

A time-out of a connection is for each part of an answer alone, so a server that says a byte now and
then would keep a caller for hours.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from threading import Event, Timer

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

Opened = HTTPConnection | socket.socket

_opened: ContextVar[list[Opened] | None] = ContextVar("opened", default=None)


@contextmanager
def hung_up_after(seconds: float) -> Iterator[Event]:
    """Hang up on whoever was connected to in this block and still speaks then, and set the event.

    The call ends as if the other end had hung up. That may look like a short answer, so whoever
    calls must look at the event.
    """
    opened: list[Opened] = []
    is_over = Event()
    token = _opened.set(opened)
    timer = Timer(seconds, _hang_up, [opened, is_over])
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()
        _opened.reset(token)


def watch_pools(pools: PoolManager) -> PoolManager:
    """Let `hung_up_after` know of the connections of these pools."""
    pools.pool_classes_by_scheme = {"http": WatchedPool, "https": WatchedSecurePool}
    return pools


class WatchedConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        _note(self)
        return super()._new_conn()

    def connect(self) -> None:
        super().connect()
        _note(self.sock)


class WatchedSecureConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        _note(self)
        return super()._new_conn()

    def connect(self) -> None:
        super().connect()
        _note(self.sock)


class WatchedPool(HTTPConnectionPool):
    ConnectionCls = WatchedConnection


class WatchedSecurePool(HTTPSConnectionPool):
    ConnectionCls = WatchedSecureConnection


def _note(found: Opened | None) -> None:
    """The connection while it is being made, and its socket then: a connection that ends with its
    answer lets go of the socket before the answer is read."""
    opened = _opened.get()
    if opened is not None and found is not None:
        opened.append(found)


def _hang_up(opened: list[Opened], is_over: Event) -> None:
    is_over.set()
    for found in opened:
        sock = found if isinstance(found, socket.socket) else found.sock
        if sock is not None:
            # The plain one: that of TLS would take away what the reader is reading from.
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
