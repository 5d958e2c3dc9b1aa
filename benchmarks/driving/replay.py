"""One client of the database: sends the SQL of a whole sale again and again, without Django.

`python -m benchmarks.driving.replay FILE` reads what to do from a JSON file and prints what it saw
as JSON, as the client of the service does.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, LiteralString, cast

import psycopg

from benchmarks.driving.client import until, wait_until
from benchmarks.loading.identities import fresh
from benchmarks.processes import cpu_of

DICE = random.SystemRandom()
INDEX_PAGES = "SET random_page_cost = 1.1"
"""As every session of Perron begins; see operators/prepared.py, which needs Django."""


class Different(Exception):
    """The database did not do what it did when the sale was recorded."""


def main(path: str) -> None:
    """Do the task of the file and print what was seen."""
    task = json.loads(Path(path).read_text())
    json.dump(seen_by(task, lambda one: (replay(one, task) for _ in itertools.count())), sys.stdout)


def seen_by(
    task: dict[str, Any], work: Callable[[psycopg.Connection], Iterator[float]]
) -> dict[str, Any]:
    """Do work that yields the seconds of each of its parts, for as long as the task says."""
    with psycopg.connect(task["database"], autocommit=True) as connection:
        connection.execute(INDEX_PAGES)
        wait_until(task["begins_at"])
        session = connection.info.backend_pid
        cpu_before = cpu_of([session], named="postgres") or 0.0
        began = time.time()
        latencies = list(until(began + task["seconds"], work(connection)))
        ended = time.time()
        cpu_after = cpu_of([session], named="postgres") or 0.0
    return {
        "count": len(latencies),
        "began": began,
        "ended": ended,
        "latencies": {task["step"]: latencies},
        "database_cpu": cpu_after - cpu_before,
        "offered": [],
    }


def replay(connection: psycopg.Connection, task: dict[str, Any]) -> float:
    """Send every statement of one sale with new identities; returns the seconds it took."""
    names = {name: fresh(kind, DICE) for name, kind in task["fresh"].items()}
    began = time.perf_counter()
    cursor = connection.cursor()
    for statement in task["statements"]:
        cursor.execute(cast("LiteralString", statement["text"] % names))
        if cursor.rowcount != statement["rows"]:
            raise Different(f"{cursor.rowcount} rows, not {statement['rows']}: {statement['text']}")
        if statement["returns"]:
            rows = cursor.fetchall()
            for row, column, name in statement["returns"]:
                names[name] = str(rows[row][column])
        elif cursor.description:
            cursor.fetchall()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(sys.argv[1])
