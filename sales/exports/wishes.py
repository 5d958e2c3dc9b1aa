"""What somebody wants exported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from operators.tenancy.models import Tenant
from sales.exports.columns import Column
from sales.exports.errors import WishUnfit

if TYPE_CHECKING:
    from sales.exports.datasets.dataset import Dataset

Pairs = tuple[tuple[str, str], ...]


class Format(StrEnum):
    """The kinds of files. An accounting batch has a format of its own, and no other dataset has."""

    CSV = "CSV"
    XLSX = "XLSX"
    JSON_LINES = "JSON_LINES"
    DATEV = "DATEV"

    @property
    def suffix(self) -> str:
        return {"JSON_LINES": "jsonl", "DATEV": "csv"}.get(self.value, self.value.lower())

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self]


MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON_LINES: "application/x-ndjson",
    Format.DATEV: "text/csv; charset=windows-1252",
}
TABLES = (Format.CSV, Format.XLSX, Format.JSON_LINES)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written. The byte order mark tells spreadsheets that it is UTF-8."""

    delimiter: str = ","
    decimal: str = "."
    byte_order_mark: bool = False


DIALECTS = {
    "comma": Dialect(),
    "semicolon": Dialect(delimiter=";"),
    "semicolon-decimal-comma": Dialect(delimiter=";", decimal=","),
    "spreadsheet": Dialect(delimiter=";", decimal=",", byte_order_mark=True),
}
"""The dialects that can be asked for, by name."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the tenant's zone, the last one included. WishUnfit if it ends before it begins."""

    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise WishUnfit("The period ends before it begins.")

    @property
    def days(self) -> tuple[date, date]:
        return (self.first_day, self.last_day)


@dataclass(frozen=True)
class ExportWish:
    """A dataset of a tenant, for a period, narrowed by a filter, and the form of the file.

    `sellers`: ids of the organisations whose books may be seen; None: all of the tenant. `pairs`:
    the conditions as they were asked. `version`: of the column set; None: the latest.
    """

    dataset: Dataset
    tenant: Tenant
    sellers: frozenset[int] | None = None
    period: Period | None = None
    pairs: Pairs = ()
    format: Format = Format.CSV
    dialect: Dialect = DIALECTS["comma"]
    version: int | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those of the file. UnknownDataset for a version that never was."""
        return self.dataset.columns_of(self.version)

    @property
    def file_name(self) -> str:
        """Says what the file is, and nothing that changes."""
        days = [f"{day:%Y%m%d}" for day in self.period.days] if self.period else []
        version = self.version or self.dataset.latest
        parts = [self.dataset.name, *days, f"v{version}"]
        if self.format == Format.DATEV:
            # Programs that read batches look for files that begin so.
            parts = ["EXTF", *parts]
        return f"{'_'.join(parts)}.{self.format.suffix}"

    def check(self) -> None:
        """WishUnfit, UnknownDataset; UnusableListing with every problem of the filter."""
        dataset = self.dataset
        self.columns  # noqa: B018  # raises for an unknown version
        if self.format not in dataset.formats:
            known = ", ".join(dataset.formats)
            raise WishUnfit(f"{dataset.title} can be had as {known}, not as {self.format}.")
        if dataset.is_of_tenant and self.sellers is not None:
            raise WishUnfit(f"{dataset.title} can be had of the whole tenant only.")
        if dataset.needs_period and self.period is None:
            raise WishUnfit(f"{dataset.title} need a period: {dataset.period}")
        if dataset.listing is not None:
            dataset.listing.conditions(self.pairs)
        elif self.pairs:
            raise WishUnfit(f"{dataset.title} cannot be filtered.")
