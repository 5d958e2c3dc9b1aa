"""Exporting order lines."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

from benchmarks.bench import Bench
from benchmarks.driving.exporting import PLAIN, Exported
from benchmarks.figures import Comparison, per_second
from benchmarks.report import Section, Table, compared, number
from runner import CannotRun

TARGET = 0.5
MOST_MEMORY = 100 * 1024 * 1024
TURNS = 3
MODULE = "benchmarks.driving.exporting"


def measure_export(bench: Bench) -> Section:
    """Lines per second as CSV, beside a plain COPY of the table, and as other files."""
    lines = bench.lines
    plain, ours = in_turn(bench, (PLAIN, "CSV"))
    others = {way: export(bench, way) for way in ("JSON_LINES", "XLSX")}
    speeds = compared(
        [Comparison("order lines as CSV", "lines/s", speed(ours), speed(plain), TARGET)]
    )
    rows = [
        row("CSV, with its control totals", ours),
        *(row(way, told) for way, told in others.items()),
        row("floor: plain COPY of the table", plain),
    ]
    memory = Table(("", "seconds", "lines/s", "MB written", "MB idle", "MB above idle"), rows)
    above = ours.peak - ours.idle
    verdict = "met" if above < MOST_MEMORY else "missed"
    note = (
        f"Memory of the CSV export above the idle process: less than 100 MB is wanted; {verdict}."
    )
    return Section(f"Export: {lines:,} order lines", (speeds, memory), (note,))


def in_turn(bench: Bench, ways: Sequence[str]) -> list[Exported]:
    """Each way several times, one after the other; the quickest run of each."""
    runs = [[export(bench, way) for way in ways] for _ in range(TURNS)]
    return [min(told, key=lambda one: one.seconds) for told in zip(*runs, strict=True)]


def export(bench: Bench, way: str) -> Exported:
    bench.tell(f"exporting as {way}")
    path = bench.folder / f"lines.{way.lower()}"
    command = [sys.executable, "-m", MODULE, way, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise CannotRun(f"The export as {way} failed:\n{done.stderr}")
    path.unlink()
    return Exported(**json.loads(done.stdout))


def speed(told: Exported) -> float:
    return per_second(told.rows, told.seconds)


def row(name: str, told: Exported) -> tuple[str, ...]:
    megabytes = (told.size, told.idle, told.peak - told.idle)
    return (
        name,
        number(told.seconds),
        number(speed(told)),
        *(number(one / 1024 / 1024) for one in megabytes),
    )
