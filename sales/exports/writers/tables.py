"""CSV and JSON lines: written by the database itself."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from sales.exports.selecting import Selection
from sales.exports.totals import ControlTotals
from sales.exports.wishes import Dialect, ExportWish
from sales.exports.writers.copying import copy_rows
from sales.exports.writers.outlet import Outlet
from sales.exports.writers.values import in_json, in_table

BYTE_ORDER_MARK = "\ufeff"
# JSON has no raw control characters, so nothing is ever quoted with these or set apart by them.
ONE_COLUMN = r"FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02'"


def write_csv(selection: Selection, totals: ControlTotals, outlet: Outlet) -> None:
    """A line of names, the rows, and lines of control totals that begin with #."""
    wish = selection.wish
    dialect, columns = wish.dialect, wish.columns
    if dialect.byte_order_mark:
        outlet.write(BYTE_ORDER_MARK.encode())
    outlet.write(_lines([[column.name for column in columns]], dialect))
    values = [in_table(column, decimal=dialect.decimal) for column in columns]
    options = f"FORMAT csv, DELIMITER '{dialect.delimiter}'"
    copy_rows(selection.written(values), options, outlet)
    outlet.write(_lines(trailer(wish, totals), dialect))


def trailer(wish: ExportWish, totals: ControlTotals) -> Iterable[Sequence[str]]:
    """What the file is and what it comes to."""
    yield "#dataset", wish.dataset.name, str(wish.version or wish.dataset.latest)
    if wish.period:
        yield "#period", *(day.isoformat() for day in wish.period.days)
    for name, asked in wish.pairs:
        yield "#filter", name, asked
    yield "#rows", str(totals.rows)
    for one in totals.sums:
        written = str(one.amount).replace(".", wish.dialect.decimal)
        yield "#sum", one.currency, one.column, written


def write_json_lines(selection: Selection, totals: ControlTotals, outlet: Outlet) -> None:
    """An object a row, and at the end one with the control totals."""
    columns = selection.wish.columns
    names = ", ".join(f'{in_json(column)} AS "{column.name}"' for column in columns)
    row = f"(SELECT row_to_json(told) FROM (SELECT {names}) AS told)"  # noqa: S608
    copy_rows(selection.written([f"{row}::text"]), ONE_COLUMN, outlet)
    wish = selection.wish
    about = {
        "dataset": wish.dataset.name,
        "version": wish.version or wish.dataset.latest,
        "period": [day.isoformat() for day in wish.period.days] if wish.period else None,
        "filter": [list(pair) for pair in wish.pairs],
        **totals.to_json(),
    }
    outlet.write(json.dumps({"#totals": about}, ensure_ascii=False).encode() + b"\n")


def _lines(rows: Iterable[Sequence[str]], dialect: Dialect) -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=dialect.delimiter, lineterminator="\n").writerows(rows)
    return written.getvalue().encode()
