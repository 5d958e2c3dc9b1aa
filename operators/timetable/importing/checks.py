"""What is asked of every file alike: values, keys, references. Each question is one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from psycopg import sql

from operators.timetable.importing.problems import (
    LONGEST_VALUE,
    PROBLEMS_PER_CHECK,
    Problem,
    ProblemKind,
    Severity,
)
from operators.timetable.importing.tables import Column, GtfsFile, Kind

FIRST = sql.SQL(
    "SELECT line, left(value, %(longest)s), count(*) OVER () FROM ({}) AS found (line, value) "
    "ORDER BY line LIMIT %(limit)s"
)


@dataclass(frozen=True, slots=True)
class Check:
    """A question whose answer is the rows that are wrong: SQL of two columns, line and value."""

    kind: ProblemKind
    file: GtfsFile
    field: str
    message: str
    """What people read; `{value}` stands for the value."""
    rows: sql.Composable
    severity: Severity = Severity.ERROR

    def find(self) -> Iterator[Problem]:
        """The first wrong rows, each with the number of all."""
        with connection.cursor() as cursor:
            cursor.execute(
                FIRST.format(self.rows), {"longest": LONGEST_VALUE, "limit": PROBLEMS_PER_CHECK}
            )
            found = cursor.fetchall()
        for line, value, total in found:
            yield Problem(
                self.kind,
                self.message.replace("{value}", value or ""),
                file=self.file.name,
                line=line,
                field=self.field,
                value=value or "",
                severity=self.severity,
                total=total,
            )


def find_all(checks: Iterable[Check]) -> list[Problem]:
    """Ask all questions."""
    return [problem for check in checks for problem in check.find()]


def value_checks(file: GtfsFile) -> Iterator[Check]:
    """Each value alone: there, short enough, and of its kind."""
    for column in file.columns:
        if column.filled:
            yield where(
                file,
                column,
                ProblemKind.VALUE_MISSING,
                f"{column.name} is empty; write a value.",
                f"{column.name} IS NULL AND ({column.filled})",
            )
        if column.longest is not None:
            yield length_check(file, column, column.longest)
        if column.kind is not Kind.TEXT:
            yield kind_check(file, column)


def length_check(file: GtfsFile, column: Column, longest: int) -> Check:
    text = f"The value has more than {longest} characters; "
    return where(
        file,
        column,
        ProblemKind.VALUE_TOO_LONG,
        text + ("it is cut there." if column.shortened else "choose a shorter one."),
        f"length({column.name}) > {longest}",
        Severity.WARNING if column.shortened else Severity.ERROR,
    )


def kind_check(file: GtfsFile, column: Column) -> Check:
    kind, message, condition = KIND_CHECKS[column.kind]
    numbers = {"low": column.low, "high": column.high}
    return where(
        file,
        column,
        kind,
        message.format(value="{value}", **numbers),
        condition.format(name=column.name, **numbers),
    )


KIND_CHECKS: dict[Kind, tuple[ProblemKind, str, str]] = {
    Kind.INTEGER: (
        ProblemKind.NUMBER_INVALID,
        "“{value}” is no whole number from {low} to {high}; correct it.",
        "{name} IS NOT NULL AND "
        "coalesce(pg_temp.gtfs_integer({name}) NOT BETWEEN {low} AND {high}, true)",
    ),
    Kind.DATE: (
        ProblemKind.DATE_INVALID,
        "“{value}” is no date; write one such as 20261231.",
        "{name} IS NOT NULL AND pg_temp.gtfs_date({name}) IS NULL",
    ),
    Kind.TIME: (
        ProblemKind.TIME_INVALID,
        "“{value}” is no time of at most seven days; write one such as 25:10:00.",
        "{name} IS NOT NULL AND pg_temp.gtfs_seconds({name}) IS NULL",
    ),
    Kind.LATITUDE: (
        ProblemKind.COORDINATE_INVALID,
        "“{value}” is no latitude; write degrees from -90 to 90.",
        "{name} IS NOT NULL AND "
        "coalesce(pg_temp.gtfs_degrees({name}) NOT BETWEEN -90 AND 90, true)",
    ),
    Kind.LONGITUDE: (
        ProblemKind.COORDINATE_INVALID,
        "“{value}” is no longitude; write degrees from -180 to 180.",
        "{name} IS NOT NULL AND "
        "coalesce(pg_temp.gtfs_degrees({name}) NOT BETWEEN -180 AND 180, true)",
    ),
}


def where(
    file: GtfsFile,
    column: Column,
    kind: ProblemKind,
    message: str,
    condition: str,
    severity: Severity = Severity.ERROR,
) -> Check:
    """The rows of a file for which an SQL condition holds."""
    rows = sql.SQL("SELECT line, {} FROM {} WHERE {}").format(
        sql.Identifier(column.name), sql.Identifier(file.table), sql.SQL(condition)
    )
    return Check(kind, file, column.name, message, rows, severity)


def unique(file: GtfsFile, key: tuple[str, ...]) -> Check:
    """The rows whose key an earlier line has as well."""
    names = sql.SQL(", ").join(sql.Identifier(name) for name in key)
    rows = sql.SQL(
        "SELECT line, value FROM (SELECT line, concat_ws(', ', {names}) AS value, "
        "row_number() OVER (PARTITION BY {names} ORDER BY line) AS place FROM {table} "
        "WHERE num_nulls({names}) = 0) AS numbered WHERE place > 1"
    ).format(names=names, table=sql.Identifier(file.table))
    message = "“{value}” stands on an earlier line as well; keep one of them."
    return Check(ProblemKind.DUPLICATE, file, ", ".join(key), message, rows)


def refers(file: GtfsFile, field: str, to: GtfsFile, key: str) -> Check:
    """The rows that name something which the other file does not have."""
    rows = sql.SQL(
        "SELECT line, {field} FROM {table} AS child WHERE {field} IS NOT NULL AND NOT EXISTS "
        "(SELECT FROM {to} AS other WHERE other.{key} = child.{field})"
    ).format(
        table=sql.Identifier(file.table),
        field=sql.Identifier(field),
        to=sql.Identifier(to.table),
        key=sql.Identifier(key),
    )
    message = f"{to.name} has no {key} “{{value}}”; add it there or correct it here."
    return Check(ProblemKind.REFERENCE_UNKNOWN, file, field, message, rows)
