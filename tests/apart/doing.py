"""What the other process does."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Told:
    """A call to make on a database, and the point at which to die, if any."""

    database: str
    call: Callable[[], Any]
    dies_at: int | None


class Death:
    """Counts the statements of a connection and ends the process at one of them."""

    def __init__(self, point: int) -> None:
        self.left = point

    def on_its_way(self) -> AbstractContextManager[None]:
        return connection.execute_wrapper(self)

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        self.step()
        result = execute(*statement)
        self.step()
        return result

    def step(self) -> None:
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1


def do(told: Told, pipe: Connection) -> None:
    """Connect, say so, wait for a word, make the call, tell what it returned or raised."""
    connection.close()
    connection.settings_dict["NAME"] = told.database
    connection.ensure_connection()
    pipe.send(connection.connection.info.backend_pid)
    pipe.recv()
    dying = nullcontext() if told.dies_at is None else Death(told.dies_at).on_its_way()
    outcome: Any
    try:
        with dying:
            outcome = told.call()
    except Exception as fault:  # noqa: BLE001  # it is told to the test
        outcome = fault
    connection.close()
    pipe.send(outcome)
