"""How files are written: dialects, formulas, totals inside, progress, and one snapshot."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from sales.exports.columns import code
from sales.exports.datasets import find_dataset
from sales.exports.errors import ExportStopped, RowsDiffer
from sales.exports.totals import ControlSum, ControlTotals, totals_of
from sales.exports.wishes import ExportWish, Format
from sales.exports.writers import outlet
from sales.exports.writing import WRITERS, write_export
from sales.models import Order
from tests.factories.moments import NOW, later
from tests.factories.orders import sold
from tests.factories.scenarios import open_shop
from tests.racing import race
from tests.sales.exporting import csv_lines, csv_rows, json_rows, wish, written
from tests.sales.test_exports_lines import taken_back
from tests.standing import standing

TODAY = NOW.date()


@standing
def shop(db):
    return open_shop()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd", "'-2+3+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\n=x", "'\n=x"),
        ("  =1+1", "'  =1+1"),
        ("-12.50", "-12.50"),
        ("+4712345678", "+4712345678"),
        ("1-2", "1-2"),
        ("'", "'"),
        ("", ""),
        ('a;"b",c', 'a;"b",c'),
        ("Bodø → Øst\nny", "Bodø → Øst\nny"),
    ],
)
def test_formula_is_neutralised_and_all_other_text_is_as_it_was(shop, text, told):
    order = sold(shop, external_reference=text)

    [row] = csv_rows(wish(shop.tenant, "orders", dialect="spreadsheet"))

    assert (row["order"], row["external_reference"]) == (order.code, told)
    [plain] = json_rows(wish(shop.tenant, "orders"))
    assert plain["external_reference"] == text


@pytest.mark.parametrize(
    ("dialect", "begins", "amount"),
    [
        ("comma", b"order,kind,", "-4.00"),
        ("semicolon", b"order;kind;", "-4.00"),
        ("semicolon-decimal-comma", b"order;kind;", "-4,00"),
        ("spreadsheet", b"\xef\xbb\xbforder;kind;", "-4,00"),
    ],
)
def test_dialect_decides_how_numbers_and_columns_are_written(shop, dialect, begins, amount):
    taken_back(sold(shop), at=later(days=7))
    days = (later(days=7).date(),) * 2
    wanted = wish(shop.tenant, "order_lines", *days, dialect=dialect)

    assert written(wanted).startswith(begins)
    assert [row["booked_amount"] for row in csv_rows(wanted)][:1] == [amount]


def test_csv_ends_with_its_control_totals(shop):
    sold(shop)
    pairs = (("currency", "eq:EUR"),)
    wanted = wish(shop.tenant, "orders", TODAY, TODAY, pairs=pairs, dialect="spreadsheet")

    assert csv_lines(wanted)[2:] == [
        ["#dataset", "orders", "1"],
        ["#period", "2026-06-01", "2026-06-01"],
        ["#filter", "currency", "eq:EUR"],
        ["#rows", "1"],
        ["#sum", "EUR", "booked_amount", "4,00"],
        ["#sum", "EUR", "booked_tax_amount", "0,33"],
    ]


def test_json_lines_end_with_their_control_totals(shop):
    order = sold(shop)
    file = written(wish(shop.tenant, "orders", TODAY, TODAY, format=Format.JSON_LINES))

    row, about = map(json.loads, file.splitlines())

    assert (row["order"], row["version"], row["specimen"], row["total_amount"]) == (
        order.code, 1, False, "4.00",
    )  # fmt: skip
    assert row["created_at"] == "2026-06-01T10:00:00Z"
    assert about == {
        "#totals": {
            "dataset": "orders",
            "version": 1,
            "period": ["2026-06-01", "2026-06-01"],
            "filter": [],
            "rows": 1,
            "sums": [
                {"currency": "EUR", "column": "booked_amount", "amount": "4.00"},
                {"currency": "EUR", "column": "booked_tax_amount", "amount": "0.33"},
            ],
        }
    }


def test_file_without_rows_has_its_names_and_totals(shop):
    assert csv_lines(wish(shop.tenant, "open_items")) == [
        ["ledger", "account", "party", "order", "currency", "open_amount"],
        ["#dataset", "open_items", "1"],
        ["#rows", "0"],
    ]


def test_totals_can_be_kept(shop):
    sold(shop)
    totals = totals_of(wish(shop.tenant, "orders"))

    assert ControlTotals.from_json(json.loads(json.dumps(totals.to_json()))) == totals
    assert totals.of("booked_amount", "EUR") == Decimal("4.00")
    assert totals.of("booked_amount", "NOK") == Decimal("0.00")
    assert totals.sums[0] == ControlSum("EUR", "booked_amount", Decimal("4.00"))


@pytest.mark.parametrize("format", [Format.CSV, Format.JSON_LINES, Format.XLSX])
def test_what_was_written_is_told(shop, format):  # noqa: A002
    sold(shop)
    file, told = io.BytesIO(), []

    done = write_export(
        wish(shop.tenant, "orders", format=format),
        file,
        told=lambda rows, all_rows: told.append((rows, all_rows)) or True,
    )

    assert (done.rows, done.totals.rows, done.size) == (1, 1, len(file.getvalue()))
    assert len(done.digest) == 64
    assert told == [(0, 1), (1, 1)]


@pytest.mark.parametrize("format", [Format.CSV, Format.JSON_LINES, Format.XLSX])
def test_export_stops_when_it_is_told_to(shop, monkeypatch, format):  # noqa: A002
    monkeypatch.setattr(outlet, "ROWS_AT_ONCE", 1)
    for _ in range(3):
        sold(shop)

    with pytest.raises(ExportStopped):
        write_export(
            wish(shop.tenant, "orders", format=format),
            io.BytesIO(),
            told=lambda rows, _: rows < 2,
        )

    assert Order.objects.count() == 3


def test_file_is_written_in_blocks(shop, monkeypatch):
    sold(shop)
    wanted = wish(shop.tenant, "orders")
    whole = written(wanted)
    monkeypatch.setattr(outlet, "BLOCK", 1)

    assert written(wanted) == whole


def test_file_with_other_rows_than_its_totals_is_no_export(shop, monkeypatch):
    sold(shop)
    monkeypatch.setitem(WRITERS, Format.CSV, lambda *_: None)

    with pytest.raises(RowsDiffer, match="0 rows were written, and 1 were counted"):
        written(wish(shop.tenant, "orders"))


@pytest.mark.django_db(transaction=True)
def test_rows_and_totals_are_of_one_moment():
    """A sale that is committed between the totals and the rows is in neither."""
    shop = open_shop()
    sold(shop)
    file = io.BytesIO()

    def sells_meanwhile(rows, all_rows):
        if rows == 0:
            [made] = race(lambda: sold(shop))
            assert isinstance(made, Order)
        return True

    done = write_export(wish(shop.tenant, "orders"), file, told=sells_meanwhile)

    assert (done.rows, done.totals.rows) == (1, 1)
    assert totals_of(wish(shop.tenant, "orders")).rows == 2


@pytest.mark.django_db(transaction=True)
def test_nothing_can_be_changed_while_it_is_written():
    shop = open_shop()

    with pytest.raises(Exception, match="read-only transaction"):
        write_export(wish(shop.tenant, "orders"), io.BytesIO(), told=lambda *_: bool(sold(shop)))


def test_older_version_stays_as_it_was(shop):
    sold(shop)
    known = find_dataset("open_items")
    old, new = known.column_sets[1][:5], known.column_sets[1]
    made = replace(known, column_sets={1: (*old, new[5]), 2: (*new, code("party_again", "Twice."))})
    sources = known.sources(wish(shop.tenant, "open_items"))
    both = [
        replace(one, values={**one.values, "party_again": one.values["party"]}) for one in sources
    ]
    dataset = replace(made, sources=lambda _: both)

    first, latest = (ExportWish(dataset, shop.tenant, version=n) for n in (1, None))

    assert csv_rows(first) == csv_rows(wish(shop.tenant, "open_items"))
    assert list(csv_rows(latest)[0]) == [column.name for column in made.column_sets[2]]
    assert (dataset.latest, first.columns) == (2, made.column_sets[1])


@pytest.mark.parametrize(
    ("name", "more", "told"),
    [
        ("orders", {}, "orders_20260601_20260601_v1.csv"),
        ("orders", {"format": Format.XLSX}, "orders_20260601_20260601_v1.xlsx"),
        ("audit_log", {"format": Format.JSON_LINES}, "audit_log_20260601_20260601_v1.jsonl"),
        ("accounting_batch", {"format": Format.DATEV},
         "EXTF_accounting_batch_20260601_20260601_v1.csv"),
    ],
)  # fmt: skip
def test_file_has_a_name_that_says_what_it_is(shop, name, more, told):
    assert wish(shop.tenant, name, TODAY, TODAY, **more).file_name == told


def test_every_format_has_a_media_type():
    assert {one.media_type.split(";")[0] for one in Format} == {
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/x-ndjson",
    }
