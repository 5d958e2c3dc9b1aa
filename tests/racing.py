"""Doing things at the same moment, each in a thread with a database connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import connection

WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def race(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned or raised, in the order of the calls."""
    start = Barrier(len(calls), timeout=10)

    def run(call: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as runners:
        runs = [runners.submit(run, call) for call in calls]
        return [done.exception() or done.result() for done in runs]


def in_thread(call: Callable[[], Any]) -> Thread:
    """Start a call with a connection of its own."""

    def run() -> None:
        try:
            call()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def wait_until_somebody_waits() -> None:
    """Until another connection to this database waits for a lock."""
    for _ in range(500):
        with connection.cursor() as cursor:
            # Within a transaction it would be what it was at first.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        Event().wait(0.01)
    pytest.fail("Nobody waits.")
