"""One look at the feed of a fleet in a process of its own, as a worker takes it.

`python -m benchmarks.driving.refreshing FLEET FOLDER` with the variables of the service; FLEET is
the key of the fleet. Prints one line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import django
from django.db import connection
from django.utils import timezone

from benchmarks.driving.exporting import resident

MARKS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What one refresh took; memory in bytes, 0 where it cannot be read."""

    seconds: float
    cpu: float
    """Seconds of this process."""
    statements: int
    idle: int
    peak: int
    counts: dict[str, dict[str, int]]


def main(fleet: str, folder: str) -> None:
    """Make the fleet what the feed in the folder says, and tell what it took."""
    django.setup()
    # These read the settings, so they can be imported only now.
    from operators.fleet.gbfs.actions import import_fleet
    from operators.models import Fleet
    from operators.tenancy.actors import Actor

    loaded, by = Fleet.objects.get(pk=fleet), Actor.command("benchmarks")
    idle, used = resident(), time.process_time()
    # So that Django notes what it sends, and a COPY as well.
    connection.force_debug_cursor = True
    began = time.perf_counter()
    done = import_fleet(loaded, source=Path(folder), by=by, at=timezone.now())
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    sent = sum(not str(each["sql"]).startswith(MARKS) for each in connection.queries)
    cpu = time.process_time() - used
    told = Refreshed(seconds, cpu, sent, idle, peak if idle else 0, done.counts)
    print(json.dumps(asdict(told)))
    connection.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
