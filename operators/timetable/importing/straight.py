"""Stop times that go straight from their file into the timetable.

Nearly every feed tells its trips one after the other, each in the order of its calls, with all
times, and nothing is wrong with it. Such a file is read once, while PostgreSQL takes in what was
read before. At the first line that is anything else nothing is kept, and the file goes the long
way over the staging table, where every oddity is understood and told.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from operator import itemgetter

from django.db import connection, transaction
from psycopg import sql

from operators.timetable.importing.partitions import create_part, drop_part, part_of
from operators.timetable.importing.progress import Progress
from operators.timetable.importing.records import read_header
from operators.timetable.importing.run import ImportRun
from operators.timetable.importing.sources import FeedFile, FeedSource, open_file
from operators.timetable.importing.staging import BLOCKS_PER_COPY, NotPlain, read_blocks
from operators.timetable.importing.tables import STOP_TIMES, STOPS, TRIPS, GtfsFile

TIME = re.compile(r"([0-9]{1,2}|[01][0-9]{2}):([0-5][0-9]):([0-5][0-9])")
LATEST_TIME = 7 * 24 * 3600
"""Seconds after the start of its service day by which a trip must have ended."""
LONGEST_NUMBER = 9
KINDS = {"": "0", "0": "0", "1": "1", "2": "2", "3": "3"}
"""pickup_type and drop_off_type, and what is kept of them."""
COPY = """
COPY {} (trip_id, stop_id, sequence, arrival, departure, pickup_type, drop_off_type, version_id)
FROM STDIN
"""


class NotStraight(Exception):
    """The file has to go the long way."""


class Clock(dict[str, tuple[int, str]]):
    """Seconds of the times that were met, as a number and as its text."""

    def __missing__(self, text: str) -> tuple[int, str]:
        found = TIME.fullmatch(text)
        if found is None:
            raise NotStraight
        hours, minutes, seconds = map(int, found.groups())
        total = hours * 3600 + minutes * 60 + seconds
        if total > LATEST_TIME:
            raise NotStraight
        self[text] = total, str(total)
        return self[text]


class Numbers(dict[str, int]):
    """Whole numbers that were met."""

    def __missing__(self, text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
            raise NotStraight
        self[text] = int(text)
        return self[text]


@dataclass(slots=True)
class Straight:
    """What is remembered from line to line. Trips are forgotten once they have begun."""

    version: str
    trips: dict[str, str]
    stops: dict[str, str]
    clock: Clock = field(default_factory=Clock)
    numbers: Numbers = field(default_factory=Numbers)
    trip: str | None = None
    key: str = ""
    sequence: int = -1
    departed: int = 0

    def lines(self, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
        """The lines for COPY. NotStraight, or KeyError for an id that is not (or no longer) known.

        This is the one loop that runs for every stop time, so it calls as little as it can.
        """
        trip, key, sequence, departed = self.trip, self.key, self.sequence, self.departed
        trips, stops, clock, numbers = self.trips, self.stops, self.clock, self.numbers
        version = self.version
        for row in rows:
            name, arrives, departs, stop, place, pickup, drop_off = row
            if name != trip:
                key = trips.pop(name)
                trip, sequence, departed = name, -1, 0
            number = numbers[place]
            arrival, arrival_text = clock[arrives or departs]
            departure, departure_text = clock[departs or arrives]
            if number <= sequence or arrival < departed or departure < arrival:
                raise NotStraight
            sequence, departed = number, departure
            yield "\t".join(
                (
                    key,
                    stops[stop],
                    place,
                    arrival_text,
                    departure_text,
                    KINDS[pickup],
                    KINDS[drop_off],
                    version,
                )
            )
        self.trip, self.key, self.sequence, self.departed = trip, key, sequence, departed

    @property
    def latest(self) -> int:
        """The largest time that was met."""
        return max((seconds for seconds, _ in self.clock.values()), default=0)


def keep_straight(source: FeedSource, run: ImportRun) -> int | None:
    """Fill the part of the version; the latest time, or None if the file must go the long way.

    ProblemsFound if the file cannot be read or its header is wrong.
    """
    run.begin(f"reading {STOP_TIMES.name}")
    run.count(STOP_TIMES.name, 0)
    version_id = run.version.pk
    keys = read_keys(TRIPS), read_keys(STOPS)
    with open_file(source, STOP_TIMES.name) as stream:
        names = read_header(stream, STOP_TIMES).names
        straight = Straight(str(version_id), *keys)
        create_part(version_id)
        try:
            copy_lines(stream, straight, reader_of(names), run)
        except (NotStraight, NotPlain, KeyError, UnicodeDecodeError, csv.Error):
            drop_part(version_id)
            return None
    return straight.latest


def read_keys(file: GtfsFile) -> dict[str, str]:
    """The keys of staged rows as COPY wants them, by their GTFS id."""
    (name,) = file.key
    statement = sql.SQL("SELECT {}, id::text FROM {} WHERE {} IS NOT NULL")
    with connection.cursor() as cursor:
        cursor.execute(
            statement.format(sql.Identifier(name), sql.Identifier(file.table), sql.Identifier(name))
        )
        return dict(cursor.fetchall())


def reader_of(names: tuple[str | None, ...]) -> Callable[[str], Iterator[tuple[str, ...]]]:
    """What makes the wanted values out of a text of whole lines."""
    wanted = [column.name for column in STOP_TIMES.columns]
    # A column that the file has not is read from behind its end, where an empty value is put.
    places = [names.index(name) if name in names else len(names) for name in wanted]
    pick, width = itemgetter(*places), len(names)

    def rows(text: str) -> Iterator[tuple[str, ...]]:
        lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
        quoted = '"' in text
        records = csv.reader(lines, strict=True) if quoted else (line.split(",") for line in lines)
        for values in records:
            if len(values) != width:
                raise NotStraight
            values.append("")
            yield pick(values)

    return rows


def copy_lines(
    stream: FeedFile,
    straight: Straight,
    rows_of: Callable[[str], Iterator[tuple[str, ...]]],
    run: ImportRun,
) -> None:
    """Read block by block, in transactions of some megabytes, so that the import can be stopped."""
    statement = sql.SQL(COPY).format(part_of(run.version.pk))
    blocks = read_blocks(stream)
    rows = 0
    for first in blocks:
        with transaction.atomic(), connection.cursor() as cursor:
            with cursor.copy(statement) as copy:
                for block in chain([first], islice(blocks, BLOCKS_PER_COPY - 1)):
                    lines = "\n".join(straight.lines(rows_of(block.decode())))
                    copy.write(lines + "\n")
            rows += cursor.rowcount
        run.count(STOP_TIMES.name, rows)
        run.tell(Progress(run.step, STOP_TIMES.name, rows, stream.tell(), stream.size))
