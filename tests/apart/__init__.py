"""Doing things in processes of their own, each with its own connection, which can be killed."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic, sleep
from typing import Any

from django.db import connection

from tests.apart.doing import Told, do

# One server process imports Django once; every other one is a fork of it.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.apart.preloaded"])

PATIENCE = 30
"""Seconds that anything here may take."""


@dataclass(frozen=True, slots=True)
class Running:
    """A process that was told to do something, and its session in the database."""

    process: BaseProcess
    pipe: Connection
    session: int

    def go(self) -> None:
        """Let it begin; until then it waits with its connection open."""
        self.pipe.send("go")

    def kill(self) -> bool:
        """Kill it and wait until the database has noticed; whether it was still at work."""
        self.process.kill()
        return self.has_died()

    def has_died(self) -> bool:
        """Wait for its end and for the end of its session; whether a signal ended it."""
        self.process.join(PATIENCE)
        wait_for_end(self.session)
        assert self.process.exitcode in (0, -signal.SIGKILL)
        return self.process.exitcode != 0

    def outcome(self) -> Any:
        """What it returned or raised."""
        assert self.pipe.poll(PATIENCE), "The process says nothing."
        said = self.pipe.recv()
        self.process.join(PATIENCE)
        return said


def start(call: Callable[[], Any], *, dies_at: int | None = None, database: str = "") -> Running:
    """A process that is ready to make the call, which must be picklable; on the database of this
    one, unless another one is named.

    With `dies_at` it kills itself there: 0 is before its first statement, 1 after it, 2 before the
    second, and so on.
    """
    ours, theirs = FORKS.Pipe()
    told = Told(database or connection.settings_dict["NAME"], call, dies_at)
    process = FORKS.Process(target=do, args=(told, theirs), daemon=True)
    process.start()
    theirs.close()
    assert ours.poll(PATIENCE), "The process did not start."
    return Running(process, ours, ours.recv())


def killed_at_each_statement(work: Callable[[], Callable[[], Any]]) -> Iterator[bool]:
    """Make fresh work and kill it before its next statement; ends when work came to its own end.

    After a statement is where it is before the one that follows, so every second point is left out.
    """
    point, died = 0, True
    while died:
        doomed = start(work(), dies_at=point)
        doomed.go()
        died = doomed.has_died()
        yield died
        point += 2


def race_apart(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned or raised, in the order of the calls; all begin at once."""
    running = [start(call) for call in calls]
    for each in running:
        each.go()
    return [each.outcome() for each in running]


def wait_for_end(session: int) -> None:
    """Wait until PostgreSQL has undone or stored what the session was doing."""
    began = monotonic()
    while monotonic() - began < PATIENCE:
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_stat_activity WHERE pid = %s", [session])
            if cursor.fetchone() is None:
                return
        sleep(0.002)
    raise AssertionError("The session of a killed process does not end.")
