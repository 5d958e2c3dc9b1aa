"""Marking dead barcodes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

from benchmarks.bench import Bench, settle
from benchmarks.figures import Comparison, compared_by_cpu, per_second
from benchmarks.loading.barcodes import load_dead_barcodes
from benchmarks.processes import cpu_of, less
from benchmarks.report import Section, Table, compared, number
from bookings.queries import read_leg
from demo.channels import AT_ONCE
from tickets.actions.barcodes import expire_barcodes
from tickets.models import Barcode

TARGET = 0.5
PLAIN = """
UPDATE tickets_barcode SET expired_at = %(at)s WHERE expired_at IS NULL AND dies_at <= %(at)s
"""


def measure_sweep(bench: Bench) -> Section:
    """Barcodes per second in the batches of the timer, beside one plain UPDATE."""
    count = bench.options.barcodes
    model, at = shown_barcode(bench), timezone.now()
    load(bench, count, model, at)
    batches, swept = timed(lambda: sweep(at))
    load(bench, count, model, at)
    _, plain = timed(lambda: update(at))
    speeds = compared(
        [
            Comparison(
                "expire_barcodes, batch by batch",
                "rows/s",
                per_second(count, swept.seconds),
                per_second(count, plain.seconds),
                TARGET,
            ),
            *compared_by_cpu(
                "by the database's processor time",
                "rows/CPU s",
                swept.per_cpu_second(count),
                plain.per_cpu_second(count),
            ),
        ]
    )
    times = Table(
        ("", "seconds", "database CPU s", "statements"),
        [
            ("expire_barcodes", number(swept.seconds), number(swept.cpu), str(batches)),
            ("floor: one UPDATE", number(plain.seconds), number(plain.cpu), "1"),
        ],
    )
    return Section(f"Sweep: {count:,} barcodes", (speeds, times))


def shown_barcode(bench: Bench) -> Barcode:
    """One barcode as it is handed out; the dead ones are as long as this."""
    channel = bench.works.past.channels[AT_ONCE]
    barcode = read_leg(bench.live_legs[0], channel_id=channel.pk, at=timezone.now()).barcode
    assert barcode is not None
    return barcode


def load(bench: Bench, count: int, model: Barcode, at: datetime) -> None:
    """Nothing but so many dead barcodes, in a table without gaps."""
    bench.tell(f"loading {count:,} dead barcodes")
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE tickets_barcode")
    load_dead_barcodes(count, model=model, at=at)
    settle()


def sweep(at: datetime) -> int:
    """Batch after batch, each a transaction, until one finds nothing; returns how many."""
    batches = 1
    while expire_barcodes(at=at):
        batches += 1
    return batches


def update(at: datetime) -> int:
    """The same in a single statement."""
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, {"at": at})
    return 1


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, and those of the processors that our session in the database used."""

    seconds: float
    cpu: float | None

    def per_cpu_second(self, count: int) -> float | None:
        """So much of the work in each second of processor time."""
        return per_second(count, self.cpu) if self.cpu else None


def timed(work: Callable[[], int]) -> tuple[int, Spent]:
    """Do the work; returns what it returned and what it took."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [session] = cursor.fetchone()
    used, began = cpu_of([session], named="postgres"), time.perf_counter()
    done = work()
    seconds = time.perf_counter() - began
    return done, Spent(seconds, less(cpu_of([session], named="postgres"), used))
