"""Importing a timetable."""

from __future__ import annotations

import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from benchmarks.bench import Bench, settle
from benchmarks.figures import Comparison, per_second
from benchmarks.report import Section, Table, compared, number
from operators.timetable.importing.tables import STOP_TIMES

TARGET = 0.5
BLOCK = 1 << 20

AS_WRITTEN = """
CREATE TABLE floor_as_written (
    trip_id text, arrival_time text, departure_time text, stop_id text, stop_sequence integer
)
"""
AS_WRITTEN_INDEXES = (
    "ALTER TABLE floor_as_written ADD PRIMARY KEY (trip_id, stop_sequence)",
    "CREATE INDEX ON floor_as_written (stop_id, departure_time)",
)
FINISHED = """
CREATE TABLE floor_finished (
    trip_id bigint, stop_id bigint, sequence integer, arrival integer, departure integer,
    pickup_type smallint, drop_off_type smallint
)
"""
FINISHED_INDEXES = (
    "ALTER TABLE floor_finished ADD PRIMARY KEY (trip_id, sequence)",
    "CREATE INDEX ON floor_finished (stop_id, departure)",
)
FINISHED_ROWS = """
COPY (
    SELECT
        stop_time.trip_id, stop_id, sequence, arrival, departure, pickup_type, drop_off_type
    FROM operators_stoptime AS stop_time
    JOIN operators_trip AS trip ON trip.id = stop_time.trip_id
    WHERE trip.version_id = %s
) TO STDOUT
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """How long it took to bring the stop times in."""

    copied: float
    indexed: float

    @property
    def seconds(self) -> float:
        return self.copied + self.indexed


def measure_feed(bench: Bench) -> Section:
    """Stop times per second, beside COPY and the index build alone."""
    rows = bench.network.stop_times
    source = unpacked(bench.feed_file, bench.folder)
    _ = bench.works
    bench.tell("copying the bare rows")
    before = copy_as_written(source)
    settle()
    began = time.perf_counter()
    version = bench.feed_version
    seconds = time.perf_counter() - began
    finished = bench.folder / "finished.tsv"
    write_finished(finished, version.pk)
    bench.tell("copying the bare rows again")
    # Before and after, so that a bad moment of the machine meets both.
    as_written = mean(before, copy_as_written(source))
    settle()
    bare = bare_copy(FINISHED, "FORMAT text", finished, FINISHED_INDEXES)
    ours = per_second(rows, seconds)
    speeds = compared(
        [
            Comparison(
                "import, beside the file as it is",
                "rows/s",
                ours,
                per_second(rows, as_written.seconds),
                TARGET,
            ),
            Comparison(
                "import, beside its finished rows", "rows/s", ours, per_second(rows, bare.seconds)
            ),
        ]
    )
    times = Table(
        ("", "seconds", "COPY", "indexes"),
        [
            ("import of the zip file", number(seconds), "", ""),
            row_of("floor: stop_times.txt as it is", as_written),
            row_of("floor: finished rows", bare),
        ],
    )
    return Section(f"Feed: {rows:,} stop times", (speeds, times))


def unpacked(feed: Path, folder: Path) -> Path:
    """The stop times as a file of their own, so that the floor has nothing to unpack."""
    with zipfile.ZipFile(feed) as archive:
        return Path(archive.extract(STOP_TIMES.name, folder))


def write_finished(path: Path, version_id: int) -> None:
    """The stop times as the timetable keeps them."""
    with (
        path.open("wb") as file,
        connection.cursor() as cursor,
        cursor.copy(FINISHED_ROWS, [version_id]) as copy,
    ):
        for block in copy:
            file.write(block)


def copy_as_written(source: Path) -> Taken:
    settle()
    return bare_copy(AS_WRITTEN, "FORMAT csv, HEADER", source, AS_WRITTEN_INDEXES)


def mean(one: Taken, other: Taken) -> Taken:
    return Taken((one.copied + other.copied) / 2, (one.indexed + other.indexed) / 2)


def bare_copy(table: str, form: str, source: Path, indexes: tuple[str, ...]) -> Taken:
    """COPY a file into a new table and index it as the timetable is indexed."""
    name = table.split()[2]
    with connection.cursor() as cursor:
        cursor.execute(table)
        began = time.perf_counter()
        with source.open("rb") as file, cursor.copy(f"COPY {name} FROM STDIN ({form})") as copy:
            while block := file.read(BLOCK):
                copy.write(block)
        copied = time.perf_counter()
        for index in indexes:
            cursor.execute(index)
        ended = time.perf_counter()
        cursor.execute(f"DROP TABLE {name}")
    return Taken(copied - began, ended - copied)


def row_of(name: str, taken: Taken) -> tuple[str, ...]:
    return name, number(taken.seconds), number(taken.copied), number(taken.indexed)
