"""A file of a feed read line by line: its header, and its records where COPY gives up on them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from operators.timetable.importing.problems import (
    PROBLEMS_PER_CHECK,
    Problem,
    ProblemKind,
    ProblemsFound,
)
from operators.timetable.importing.sources import FeedFile
from operators.timetable.importing.tables import GtfsFile

LONGEST_LINE = 1024 * 1024
MOST_COLUMNS = 500
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Every text in UTF-16 or UTF-32 that says what it is begins with one of these.
OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")

Record = tuple[int, *tuple[str | None, ...]]


@dataclass(frozen=True, slots=True)
class Header:
    """The names in the first line, in order; None for a column that is not read."""

    names: tuple[str | None, ...]


@dataclass(slots=True)
class Findings:
    """Malformed lines of one file: the first ones in full, the others as a number."""

    file: str
    first: list[tuple[ProblemKind, int, str]] = field(default_factory=list)
    totals: Counter[ProblemKind] = field(default_factory=Counter)

    def add(self, kind: ProblemKind, line: int, message: str) -> None:
        self.totals[kind] += 1
        if self.totals[kind] <= PROBLEMS_PER_CHECK:
            self.first.append((kind, line, message))

    def refuse(self) -> None:
        """ProblemsFound if there are any."""
        if self.first:
            raise ProblemsFound(
                *(
                    Problem(kind, message, file=self.file, line=line, total=self.totals[kind])
                    for kind, line, message in self.first
                )
            )


def read_header(stream: FeedFile, file: GtfsFile) -> Header:
    """Read the first line. ProblemsFound if a column that the import needs is not in it."""
    findings = Findings(file.name)
    raw = stream.readline(LONGEST_LINE).removeprefix(BYTE_ORDER_MARK)
    if raw.startswith(OTHER_MARKS):
        message = "The file is UTF-16 or UTF-32; save it as UTF-8."
        raise ProblemsFound(Problem(ProblemKind.ENCODING_INVALID, message, file=file.name, line=1))
    text = decoded(raw, 1, findings)
    findings.refuse()
    names = parse_names(text or "", file)
    problems = [
        Problem(
            ProblemKind.COLUMN_MISSING,
            f"{file.name} has no column {column.name}; add it.",
            file=file.name,
            line=1,
            field=column.name,
        )
        for column in file.columns
        if column.required and column.name not in names
    ]
    problems += [
        Problem(
            ProblemKind.COLUMN_REPEATED,
            f"{file.name} has more than one column {column.name}; keep one.",
            file=file.name,
            line=1,
            field=column.name,
        )
        for column in file.columns
        if names.count(column.name) > 1
    ]
    if problems:
        raise ProblemsFound(*problems)
    known = {column.name for column in file.columns}
    return Header(tuple(name if name in known else None for name in names))


def parse_names(text: str, file: GtfsFile) -> list[str]:
    try:
        names = [name.strip() for name in next(csv.reader([text], strict=True), [])]
        reason = f"more than {MOST_COLUMNS} columns" if len(names) > MOST_COLUMNS else ""
    except csv.Error as error:
        names, reason = [], str(error)
    if reason:
        message = f"The header is malformed ({reason}); separate the column names by commas."
        raise ProblemsFound(Problem(ProblemKind.ROW_MALFORMED, message, file=file.name, line=1))
    return names


def read_records(stream: FeedFile, file: GtfsFile, header: Header) -> Iterator[Record]:
    """Yield the line and the known values of each sound record; empty values are None.

    Empty lines are passed over. ProblemsFound at the end if a line was malformed.
    """
    findings = Findings(file.name)
    wanted = [position for position, name in enumerate(header.names) if name is not None]
    reader = csv.reader(decoded_lines(stream, findings), strict=True)
    while True:
        line = reader.line_num + 2
        try:
            values = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            findings.add(
                ProblemKind.ROW_MALFORMED,
                line,
                f"The line is malformed ({error}); check its quotes.",
            )
            continue
        if len(values) == len(header.names):
            yield (line, *(values[position].strip() or None for position in wanted))
        elif values and values != [""]:
            message = f"The line has {len(values)} values, the header {len(header.names)}."
            findings.add(ProblemKind.ROW_MALFORMED, line, message)
    findings.refuse()


def decoded_lines(stream: FeedFile, findings: Findings) -> Iterator[str]:
    """The lines after the header; one that is no text counts as empty."""
    number, continues = 1, False
    for raw in stream.readlines(LONGEST_LINE):
        if not continues:
            number += 1
            yield decoded(raw, number, findings) or "\n"
        continues = is_cut(raw)


def decoded(raw: bytes, number: int, findings: Findings) -> str | None:
    """The text of one line; None, and a finding, if it is no text."""
    if is_cut(raw):
        findings.add(ProblemKind.ROW_MALFORMED, number, "The line is longer than a megabyte.")
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"Byte {error.start + 1} of the line is no UTF-8; save the file as UTF-8."
        findings.add(ProblemKind.ENCODING_INVALID, number, message)
        return None
    if "\0" in text:
        findings.add(ProblemKind.ENCODING_INVALID, number, "The line has a NUL; save it as UTF-8.")
        return None
    return text


def is_cut(raw: bytes) -> bool:
    return len(raw) >= LONGEST_LINE and not raw.endswith(b"\n")
