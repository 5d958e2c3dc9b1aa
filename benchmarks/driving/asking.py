"""One client of the database: asks plain statements in turn, without Django.

`python -m benchmarks.driving.asking FILE` reads them from a JSON file and prints what it saw as
JSON, as the client of the service does.
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from benchmarks.driving.replay import Different, seen_by


def main(path: str) -> None:
    """Do the task of the file and print what was seen."""
    task = json.loads(Path(path).read_text())
    json.dump(seen_by(task, lambda one: ask(one, task["questions"])), sys.stdout)


def ask(connection: psycopg.Connection, questions: list[str]) -> Iterator[float]:
    """Send the statements again and again; each must find its one row."""
    cursor = connection.cursor()
    for question in itertools.cycle(questions):
        began = time.perf_counter()
        cursor.execute(question.encode())
        found = cursor.fetchall()
        if len(found) != 1:
            raise Different(f"{len(found)} rows, not 1: {question}")
        yield time.perf_counter() - began


if __name__ == "__main__":
    main(sys.argv[1])
