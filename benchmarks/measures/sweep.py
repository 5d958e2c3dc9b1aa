"""Marking dead barcodes."""

from __future__ import annotations

import time
from datetime import datetime

from django.db import connection
from django.utils import timezone

from benchmarks.bench import Bench, settle
from benchmarks.figures import Comparison, per_second
from benchmarks.loading.barcodes import load_dead_barcodes
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
    batches, swept = sweep(at)
    load(bench, count, model, at)
    plain = update(at)
    speeds = compared(
        [
            Comparison(
                "expire_barcodes, batch by batch",
                "rows/s",
                per_second(count, swept),
                per_second(count, plain),
                TARGET,
            )
        ]
    )
    times = Table(
        ("", "seconds", "statements"),
        [
            ("expire_barcodes", number(swept), str(batches)),
            ("floor: one UPDATE", number(plain), "1"),
        ],
    )
    return Section(f"Sweep: {count:,} barcodes", (speeds, times))


def shown_barcode(bench: Bench) -> Barcode:
    """One barcode as it is handed out; the dead ones are as long as this."""
    channel = bench.works.past.channels[AT_ONCE]
    barcode = read_leg(bench.live_legs[0], channel=channel, at=timezone.now()).barcode
    assert barcode is not None
    return barcode


def load(bench: Bench, count: int, model: Barcode, at: datetime) -> None:
    """Nothing but so many dead barcodes, in a table without gaps."""
    bench.tell(f"loading {count:,} dead barcodes")
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE tickets_barcode")
    load_dead_barcodes(count, model=model, at=at)
    settle()


def sweep(at: datetime) -> tuple[int, float]:
    """Batches until one finds nothing, and the seconds of all; each is a transaction."""
    batches = 1
    began = time.perf_counter()
    while expire_barcodes(at=at):
        batches += 1
    return batches, time.perf_counter() - began


def update(at: datetime) -> float:
    """The seconds of a single statement."""
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, {"at": at})
    return time.perf_counter() - began
