"""The rows of the fare files, and what is wrong with them, each with its line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

from operators.timetable.importing.problems import (
    LONGEST_VALUE,
    PROBLEMS_PER_CHECK,
    Problem,
    ProblemKind,
    ProblemsFound,
    Severity,
)
from operators.timetable.importing.records import read_header, read_records
from operators.timetable.importing.sources import FeedSource, open_file, open_source
from operators.timetable.importing.tables import GtfsFile
from sales.fares.gtfs.files import FIRST_VERSION, SECOND_VERSION, TIMETABLE

AMOUNT = re.compile(r"\d{1,7}(\.\d{1,4})?")
CLOCK = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)")
DAY = re.compile(r"\d{8}")
LARGEST = 999_999_999


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file; a value that is empty or has no column is an empty text."""

    file: str
    line: int
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass(slots=True)
class Findings:
    """What is wrong with the fares, or is not kept of them."""

    problems: list[Problem] = field(default_factory=list)
    totals: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    told: set[tuple[str, str, str, int]] = field(default_factory=set)

    def refuse(self, row: Row, name: str, message: str, kind: ProblemKind) -> None:
        """An error: nothing is imported."""
        self._add(row, name, message, kind, Severity.ERROR)

    def warn(self, row: Row, name: str, message: str) -> None:
        """Something that is not kept, though the rest is."""
        self._add(row, name, message, ProblemKind.NOT_KEPT, Severity.WARNING)

    def all(self) -> tuple[Problem, ...]:
        """The first of each check, with the number of all."""
        return tuple(
            replace(each, total=self.totals[each.kind, each.file, each.field])
            for each in self.problems
        )

    def has_errors(self) -> bool:
        return any(each.severity is Severity.ERROR for each in self.problems)

    def _add(
        self, row: Row, name: str, message: str, kind: ProblemKind, severity: Severity
    ) -> None:
        key = kind, row.file, name
        if (*key, row.line) in self.told:
            return
        self.told.add((*key, row.line))
        self.totals[key] += 1
        if self.totals[key] <= PROBLEMS_PER_CHECK:
            value = row[name][:LONGEST_VALUE]
            self.problems.append(Problem(kind, message, row.file, row.line, name, value, severity))


@dataclass(slots=True)
class FareFiles:
    """The files that were found: their rows, and the columns that they have."""

    rows: dict[str, list[Row]]
    columns: dict[str, frozenset[str]]
    findings: Findings

    def of(self, file: GtfsFile) -> list[Row]:
        return self.rows.get(file.name, [])

    def amount(self, row: Row, name: str) -> Decimal:
        """An amount of money with at most two decimals; 0.00, and a problem, if it is none."""
        text = row[name]
        amount = Decimal(text) if AMOUNT.fullmatch(text) else Decimal(0)
        if not AMOUNT.fullmatch(text) or amount != round(amount, 2):
            message = f"“{text}” is no amount; write one such as 2.50."
            self.findings.refuse(row, name, message, ProblemKind.NUMBER_INVALID)
            return Decimal("0.00")
        return amount.quantize(Decimal("0.01"))

    def integer(self, row: Row, name: str, *, low: int = 0, high: int = LARGEST) -> int | None:
        """A whole number; None if the value is empty, or is none and a problem."""
        text = row[name]
        if not text:
            return None
        digits = text.removeprefix("-")
        number = int(text) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None
        if number is None or not low <= number <= high:
            message = f"“{text}” is no whole number from {low} to {high}; correct it."
            self.findings.refuse(row, name, message, ProblemKind.NUMBER_INVALID)
            return None
        return number

    def clock(self, row: Row, name: str) -> time:
        """A time of the day; 24:00:00 and nothing are midnight."""
        text = row[name]
        found = CLOCK.fullmatch(text)
        numbers = [int(number) for number in found.groups()] if found else []
        if numbers == [24, 0, 0] or not text:
            return time.min
        if not numbers or numbers[0] > 23:
            message = f"“{text}” is no time of a day; write one from 00:00:00 to 24:00:00."
            self.findings.refuse(row, name, message, ProblemKind.TIME_INVALID)
            return time.min
        return time(numbers[0], numbers[1], numbers[2])

    def day(self, row: Row, name: str) -> date | None:
        """A day; None, and a problem, if it is none."""
        if DAY.fullmatch(row[name]):
            with suppress(ValueError):
                return date.fromisoformat(row[name])
        message = f"“{row[name]}” is no date; write one such as 20261231."
        self.findings.refuse(row, name, message, ProblemKind.DATE_INVALID)
        return None

    def known(self, row: Row, name: str, ids: Container[str], file: GtfsFile, key: str) -> bool:
        """Whether the id that a row names is there; a problem if it is not."""
        if not row[name] or row[name] in ids:
            return True
        message = f"{file.name} has no {key} “{row[name]}”; add it there or correct it here."
        self.findings.refuse(row, name, message, ProblemKind.REFERENCE_UNKNOWN)
        return False


def read_fare_files(path: Path) -> FareFiles:
    """Read all files that fares come from. ProblemsFound lists the lines that are malformed."""
    files = FareFiles({}, {}, Findings())
    problems: list[Problem] = []
    with open_source(path) as source:
        sizes = source.sizes()
        for file in (*FIRST_VERSION, *SECOND_VERSION, *TIMETABLE):
            if file.name not in sizes:
                if file.required:
                    message = f"The feed has no {file.name}; add it."
                    missing = Problem(ProblemKind.FILE_MISSING, message, file=file.name)
                    problems.append(missing)
                continue
            try:
                files.rows[file.name] = list(_read(source, file, files))
            except ProblemsFound as found:
                problems += found.problems
    if problems:
        raise ProblemsFound(*problems)
    for file in (*FIRST_VERSION, *SECOND_VERSION, *TIMETABLE):
        _check_values(files, file)
        _check_keys(files, file)
    return files


def _read(source: FeedSource, file: GtfsFile, files: FareFiles) -> Iterator[Row]:
    with open_file(source, file.name) as stream:
        header = read_header(stream, file)
        names = [name for name in header.names if name is not None]
        files.columns[file.name] = frozenset(names)
        for line, *values in read_records(stream, file, header):
            told = {name: value for name, value in zip(names, values, strict=True) if value}
            yield Row(file.name, line, told)


def _check_values(files: FareFiles, file: GtfsFile) -> None:
    for row in files.of(file):
        for column in file.columns:
            if column.filled and not row[column.name]:
                message = f"{column.name} is empty; write a value."
                files.findings.refuse(row, column.name, message, ProblemKind.VALUE_MISSING)
            if column.longest is not None and len(row[column.name]) > column.longest:
                message = f"The value has more than {column.longest} characters; choose a shorter."
                files.findings.refuse(row, column.name, message, ProblemKind.VALUE_TOO_LONG)


def _check_keys(files: FareFiles, file: GtfsFile) -> None:
    seen = set()
    for row in files.of(file):
        key = tuple(row[name] for name in file.key)
        if key and key in seen:
            message = f"“{', '.join(key)}” stands on an earlier line as well; keep one of them."
            files.findings.refuse(row, file.key[0], message, ProblemKind.DUPLICATE)
        seen.add(key)
