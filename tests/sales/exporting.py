"""Exports for tests: a wish, the file that it gives, and the file read back."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

from operators.models import Tenant
from sales.exports.datasets import find_dataset
from sales.exports.wishes import DIALECTS, ExportWish, Format, Period
from sales.exports.writing import write_export
from sales.models import Export

Row = dict[str, str]


def wish(
    tenant: Tenant, dataset: str, *days: date, dialect: str = "comma", **more: Any
) -> ExportWish:
    period = Period(*days) if days else None
    facts = {"period": period, "dialect": DIALECTS[dialect], **more}
    return ExportWish(find_dataset(dataset), tenant, **facts)


def again(export: Export) -> Export:
    """As it is stored."""
    return Export.objects.get(pk=export.pk)


def written(wanted: ExportWish) -> bytes:
    """The whole file."""
    file = io.BytesIO()
    write_export(wanted, file)
    return file.getvalue()


def csv_lines(wanted: ExportWish) -> list[list[str]]:
    """All lines of the CSV file, those of the control totals as well."""
    text = written(wanted).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=wanted.dialect.delimiter))


def csv_rows(wanted: ExportWish) -> list[Row]:
    names, *lines = csv_lines(wanted)
    return [dict(zip(names, line, strict=True)) for line in lines if not line[0].startswith("#")]


def json_rows(wanted: ExportWish) -> list[dict[str, Any]]:
    lines = written(ExportWish(**{**vars(wanted), "format": Format.JSON_LINES})).splitlines()
    return [json.loads(line) for line in lines[:-1]]


def summed(rows: list[Row], column: str) -> Decimal:
    return sum((Decimal(row[column] or 0) for row in rows), Decimal("0.00"))
