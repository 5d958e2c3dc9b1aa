"""One export in a process of its own, as a worker runs it: how long it takes, and its memory.

`python -m benchmarks.driving.exporting WAY FILE` with the variables of the service; WAY is one of
the formats, or PLAIN for a COPY of the table of lines as it is. Prints one line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

import django
from django.db import connection

PLAIN = "PLAIN"
PLAIN_COPY = "COPY sales_orderline TO STDOUT (FORMAT csv)"
MEMORY = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Exported:
    """What one export took; memory and size in bytes, memory 0 where it cannot be read."""

    rows: int
    seconds: float
    idle: int
    peak: int
    size: int


def main(way: str, path: str) -> None:
    """Export into the file and tell what it took."""
    django.setup()
    write = copy_plainly if way == PLAIN else exporter(way)
    idle = resident()
    with Path(path).open("wb") as file:
        began = time.perf_counter()
        rows = write(file)
        seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    told = Exported(rows, seconds, idle, peak if idle else 0, Path(path).stat().st_size)
    print(json.dumps(asdict(told)))
    connection.close()


def copy_plainly(file: BinaryIO) -> int:
    rows = 0
    with connection.cursor() as cursor, cursor.copy(PLAIN_COPY) as copy:
        for row in copy:
            file.write(row)
            rows += 1
    return rows


def exporter(way: str) -> Callable[[BinaryIO], int]:
    """What writes the lines of all days, ready to begin."""
    # These read the settings, so they can be imported only now.
    from operators.models import Tenant
    from sales.exports.datasets import find_dataset
    from sales.exports.wishes import ExportWish, Format, Period
    from sales.exports.writing import write_export

    wish = ExportWish(
        find_dataset("order_lines"),
        Tenant.objects.get(),
        period=Period(date(2000, 1, 1), date(2099, 12, 31)),
        format=Format(way),
    )
    return lambda file: write_export(wish, file).rows


def resident() -> int:
    """The memory that the process has now."""
    if not MEMORY.exists():
        return 0
    return int(MEMORY.read_text().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main(*sys.argv[1:])
