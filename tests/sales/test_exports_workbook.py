import io
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from sales.exports.wishes import Format
from sales.exports.writers import workbook
from tests.factories.moments import NOW
from tests.factories.orders import sold
from tests.factories.scenarios import open_shop
from tests.sales.exporting import csv_rows, wish, written

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def sheets(wanted):
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(wanted)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def plain(value):
    """The value of a cell as a CSV file has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, float):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else value


def test_workbook_that_another_library_reads_has_the_rows_of_the_csv_file():
    shop = open_shop()
    for _ in range(3):
        sold(shop, 34, pos="=1+1")
    wanted = wish(shop.tenant, "orders", TODAY, TODAY, format=Format.XLSX)

    names, *rows = sheets(wanted)["Rows"]

    told = csv_rows(wish(shop.tenant, "orders", TODAY, TODAY))
    whole = {"version"}
    assert [
        {n: str(int(v)) if n in whole else plain(v) for n, v in zip(names, row, strict=True)}
        for row in rows
    ] == [{**row, "pos": "=1+1"} for row in told]


def test_workbook_has_its_control_totals():
    shop = open_shop()
    sold(shop, 34)
    wanted = wish(shop.tenant, "orders", TODAY, TODAY, format=Format.XLSX, pairs=(("pos", "ne:x"),))

    assert sheets(wanted)["Totals"] == [
        ["fact", "currency", "value", "amount"],
        ["dataset", "", "orders", ""],
        ["version", "", "1", ""],
        ["period", "", TODAY.isoformat(), ""],
        ["period", "", TODAY.isoformat(), ""],
        ["filter", "", "pos=ne:x", ""],
        ["rows", "", "1", ""],
        ["sum", "EUR", "booked_amount", 4.0],
        ["sum", "EUR", "booked_tax_amount", 0.33],
    ]


def test_workbook_without_rows_has_the_names():
    shop = open_shop()
    wanted = wish(shop.tenant, "open_items", format=Format.XLSX)

    assert sheets(wanted)["Rows"] == [
        ["ledger", "account", "party", "order", "currency", "open_amount"]
    ]


def test_rows_that_are_too_many_for_a_sheet_go_on_on_the_next(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    shop = open_shop()
    codes = [sold(shop).code for _ in range(5)]

    book = sheets(wish(shop.tenant, "orders", format=Format.XLSX))

    assert list(book) == ["Rows", "Rows 2", "Rows 3", "Totals"]
    assert [row[0] for name in list(book)[:-1] for row in book[name][1:]] == codes


def test_workbook_does_not_say_when_it_was_written():
    shop = open_shop()
    sold(shop)
    wanted = wish(shop.tenant, "orders", format=Format.XLSX)
    first = written(wanted)

    with time_machine.travel(datetime.now(UTC) + timedelta(days=400)):
        assert written(wanted) == first
