"""Servers in processes of their own, each with its database, to be killed and started again."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep, time
from typing import Any

import time_machine
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection

import bookings.tasks  # noqa: F401  # the worker, which runs in this process, knows them so
from config.celery import app
from operators.tenancy.errors import DomainError
from tests.apart import FORKS, PATIENCE
from tests.apart.doing import Told, do

TIMERS = (
    "bookings.heal_due_supplied",
    "bookings.heal_due_purchases",
    "bookings.expire_holds",
    "bookings.expire_supplied_holds",
    "bookings.unlock_due_rentals",
    "bookings.close_due_rentals",
)
OFTEN = 0.2
"""Seconds between two runs of the timers, and two looks at the clock that both servers share."""


class Silent(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, *args: Any) -> None:
        pass


def serve(database: str, port: int, clock: Any) -> None:
    """Answer requests and run timers until somebody kills it; `clock` is how many seconds this
    server lives ahead of the real time, and is moved by the test."""
    connection.close()
    connection.settings_dict["NAME"] = database
    known = clock.value
    begins_at = datetime.fromtimestamp(time() + known, UTC)
    with time_machine.travel(begins_at, tick=True) as traveller:
        server = ThreadedWSGIServer(("localhost", port), Silent)
        server.set_app(get_wsgi_application())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        while True:
            if clock.value != known:
                traveller.shift(timedelta(seconds=clock.value - known))
                known = clock.value
            for name in TIMERS:
                # What the other one does not answer now, it does at the next run.
                with suppress(DatabaseError, DomainError):
                    app.tasks[name].apply()
            sleep(OFTEN)


class Server:
    """Started, killed, and started again on the same port."""

    def __init__(self, database: str, clock: Any) -> None:
        self.database = database
        self.clock = clock
        self.port = free_port()
        self.process: Any = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        args = (self.database, self.port, self.clock)
        self.process = FORKS.Process(target=serve, args=args, daemon=True)
        self.process.start()
        began = monotonic()
        while monotonic() - began < PATIENCE:
            with suppress(OSError), socket.create_connection(("localhost", self.port), 1):
                return
            sleep(0.05)
        raise AssertionError("The server does not start.")

    def kill(self) -> None:
        """SIGKILL: nothing of it goes on."""
        self.process.kill()
        self.process.join(PATIENCE)


def inside(database: str, call: Callable[[], Any]) -> Any:
    """What a call returns that is made on a database of its own; it must be picklable."""
    ours, theirs = FORKS.Pipe()
    process = FORKS.Process(target=do, args=(Told(database, call, None), theirs), daemon=True)
    process.start()
    theirs.close()
    ours.recv()
    ours.send("go")
    said = ours.recv()
    process.join(PATIENCE)
    if isinstance(said, Exception):
        raise said
    return said


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("localhost", 0))
        port: int = tried.getsockname()[1]
        return port
