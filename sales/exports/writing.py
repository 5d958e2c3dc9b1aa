"""Writing the file of an export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from sales.exports.errors import RowsDiffer
from sales.exports.selecting import Selection, select
from sales.exports.snapshot import one_snapshot
from sales.exports.totals import ControlTotals, read_totals
from sales.exports.wishes import ExportWish, Format
from sales.exports.writers.datev import write_datev
from sales.exports.writers.outlet import Outlet, Told
from sales.exports.writers.tables import write_csv, write_json_lines
from sales.exports.writers.workbook import write_xlsx

Writer = Callable[[Selection, ControlTotals, Outlet], None]
WRITERS: Mapping[Format, Writer] = {
    Format.CSV: write_csv,
    Format.XLSX: write_xlsx,
    Format.DATEV: write_datev,
    Format.JSON_LINES: write_json_lines,
}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: `size` in bytes, `digest` is their SHA-256 in hexadecimal digits."""

    totals: ControlTotals
    rows: int
    size: int
    digest: str


def go_on(rows: int, all_rows: int) -> bool:
    """Nobody wants to know."""
    return True


def write_export(wish: ExportWish, file: BinaryIO, *, told: Told = go_on) -> Written:
    """Write the rows of a wish and their control totals, both of one snapshot of the database.

    `told` hears how many rows of how many are written, first and last of all as well, and says
    whether to go on; it is called inside the read-only transaction of this thread's connection.
    WishUnfit, UnknownDataset, UnusableListing; ExportStopped; RowsDiffer, which is a fault of ours.
    """
    with one_snapshot():
        selection = select(wish)
        totals = read_totals(selection)
        outlet = Outlet(file, rows=totals.rows, told=told)
        outlet.tell()
        WRITERS[wish.format](selection, totals, outlet)
        outlet.flush()
    outlet.tell()
    if outlet.rows != totals.rows:
        raise RowsDiffer(f"{outlet.rows} rows were written, and {totals.rows} were counted.")
    return Written(totals, outlet.rows, outlet.size, outlet.digest)
