"""XLSX, row by row: nothing but the row in hand is kept in memory."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from rustpy_xlsxwriter import write_worksheets

from sales.exports.columns import Column, ColumnKind
from sales.exports.selecting import Selection, named
from sales.exports.totals import ControlTotals
from sales.exports.writers.copying import typed_rows
from sales.exports.writers.outlet import BLOCK, Outlet

MOST_ROWS = 1_048_575
"""Of a sheet, below the line of names."""
LONGEST_TEXT = 32_767
PROPERTIES = "docProps/core.xml"
TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
BEGINNING = b"1980-01-01T00:00:00Z"
ZIP_BEGINNING = (1980, 1, 1, 0, 0, 0)
Record = dict[str, Any]
Convert = Callable[[Any], Any]


def write_xlsx(selection: Selection, totals: ControlTotals, outlet: Outlet) -> None:
    """The rows, on as many sheets as they need, and a sheet of control totals.

    Texts are texts, so none is ever a formula; numbers of 16 digits are texts as well, since a
    spreadsheet keeps 15. The file goes through a temporary one, since its last part names the
    places of the others.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        records = _records(selection, outlet)
        sheets: list[tuple[str, Iterable[Record]]] = [
            (name, islice(records, MOST_ROWS)) for name in _sheet_names(totals.rows)
        ] or [("Rows", [dict.fromkeys(column.name for column in selection.wish.columns)])]
        write_worksheets(
            [*sheets, ("Totals", _totals(selection, totals))],
            str(path),
            float_format="0.00",
            datetime_format="yyyy-mm-dd hh:mm:ss",
        )
        forget_the_time(path)
        with path.open("rb") as written:
            shutil.copyfileobj(written, outlet, BLOCK)


def forget_the_time(path: Path) -> None:
    """Let the workbook not say when it was written: the same rows are the same bytes."""
    with zipfile.ZipFile(path, "a") as book:
        place = [part.filename for part in book.filelist].index(PROPERTIES)
        later = [(part.filename, book.read(part)) for part in book.filelist[place:]]
        # The parts from there on are cut off, and written again; they are the last and small.
        book.start_dir = book.filelist[place].header_offset
        for part in book.filelist[place:]:
            del book.NameToInfo[part.filename]
        del book.filelist[place:]
        for name, text in later:
            part = zipfile.ZipInfo(name, ZIP_BEGINNING)
            part.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(part, TIME.sub(BEGINNING, text) if name == PROPERTIES else text)


def _sheet_names(rows: int) -> list[str]:
    sheets = -(-rows // MOST_ROWS)
    return ["Rows", *(f"Rows {number}" for number in range(2, sheets + 1))][:sheets]


def _records(selection: Selection, outlet: Outlet) -> Iterator[Record]:
    columns = selection.wish.columns
    converts = [(column.name, _convert(column)) for column in columns]
    for row in typed_rows(selection.written([named(column) for column in columns])):
        outlet.count_row()
        yield {
            name: None if value is None else convert(value)
            for (name, convert), value in zip(converts, row, strict=True)
        }


def _convert(column: Column) -> Convert:
    match column.kind:
        case ColumnKind.TEXT | ColumnKind.CODE:
            return _text
        case ColumnKind.MOMENT:
            return _moment
        case _:
            return _as_it_is


def _text(value: Any) -> str:
    return str(value)[:LONGEST_TEXT]


def _moment(value: datetime) -> datetime:
    return value.replace(tzinfo=None, microsecond=0)


def _as_it_is(value: Any) -> Any:
    return value


def _totals(selection: Selection, totals: ControlTotals) -> list[Record]:
    wish = selection.wish
    # Of one type in each column: the writer keeps one form for all cells of a column.
    facts: list[tuple[str, str, str, Decimal | None]] = [
        ("dataset", "", wish.dataset.name, None),
        ("version", "", str(wish.version or wish.dataset.latest), None),
        *(
            ("period", "", day.isoformat(), None)
            for day in (wish.period.days if wish.period else ())
        ),
        *(("filter", "", f"{name}={asked}", None) for name, asked in wish.pairs),
        ("rows", "", str(totals.rows), None),
        *(("sum", one.currency, one.column, one.amount) for one in totals.sums),
    ]
    return [dict(zip(("fact", "currency", "value", "amount"), fact, strict=True)) for fact in facts]
