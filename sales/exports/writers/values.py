"""How values of each kind are written in SQL: files come out of the database as they are."""

from __future__ import annotations

from sales.exports.columns import Column, ColumnKind
from sales.exports.selecting import named

FORMULA_SIGNS = r"('=', '+', '-', '@', E'\t', E'\r', E'\n')"
PLAIN_NUMBER = r"'^[-+]?[0-9]+([.,][0-9]+)?$'"
MOMENT_FORM = '\'YYYY-MM-DD"T"HH24:MI:SS"Z"\''


def in_table(column: Column, *, decimal: str) -> str:
    """For CSV: formulas neutralised, numbers with that decimal sign."""
    name = named(column)
    match column.kind:
        case ColumnKind.TEXT:
            return neutralised(name)
        case ColumnKind.AMOUNT | ColumnKind.RATE if decimal != ".":
            return f"replace({name}::text, '.', '{decimal}')"
        case ColumnKind.MOMENT:
            return moment_text(name)
        case ColumnKind.FLAG:
            return f"CASE WHEN {name} THEN 'true' WHEN NOT {name} THEN 'false' END"
        case _:
            return name


def in_json(column: Column) -> str:
    """For JSON: amounts and rates are texts, so that no reader makes binary fractions of them."""
    name = named(column)
    match column.kind:
        case ColumnKind.AMOUNT | ColumnKind.RATE:
            return f"{name}::text"
        case ColumnKind.MOMENT:
            return moment_text(name)
        case _:
            return name


def neutralised(name: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula.

    Leading spaces are looked past. A plain number stays: it is no formula, whatever its sign.
    """
    return (
        f"CASE WHEN left(ltrim({name}, ' '), 1) IN {FORMULA_SIGNS} AND {name} !~ {PLAIN_NUMBER} "
        f"THEN '''' || {name} ELSE {name} END"
    )


def moment_text(name: str) -> str:
    return f"to_char({name} AT TIME ZONE 'UTC', {MOMENT_FORM})"
