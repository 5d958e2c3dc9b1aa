"""What an export is of: a wish, and how it is kept in a row."""

from __future__ import annotations

from typing import Any

from sales.exports.datasets import find_dataset
from sales.exports.jobs.models import Export
from sales.exports.jobs.schedules import ExportSchedule
from sales.exports.wishes import DIALECTS, ExportWish, Format, Period


def kept_wish(wish: ExportWish) -> dict[str, Any]:
    """The columns that exports and schedules share. The wish is of one organisation or of all."""
    [organisation_id] = wish.sellers or [None]
    return {
        "tenant": wish.tenant,
        "organisation_id": organisation_id,
        "dataset": wish.dataset.name,
        "column_set": wish.version or wish.dataset.latest,
        "pairs": [list(pair) for pair in wish.pairs],
        "format": wish.format,
        "dialect": next(name for name, known in DIALECTS.items() if known == wish.dialect),
    }


def wish_of(export: Export) -> ExportWish:
    """What somebody wanted. UnknownDataset for one that is not offered any more."""
    is_dated = export.first_day is not None and export.last_day is not None
    period = Period(export.first_day, export.last_day) if is_dated else None  # type: ignore[arg-type]  # both
    return read_wish(export, period)


def read_wish(kept: Export | ExportSchedule, period: Period | None) -> ExportWish:
    """The wish of a row for these days."""
    return ExportWish(
        find_dataset(kept.dataset),
        kept.tenant,
        sellers=None if kept.organisation_id is None else frozenset({kept.organisation_id}),
        period=period,
        pairs=tuple((name, text) for name, text in kept.pairs),
        format=Format(kept.format),
        dialect=DIALECTS[kept.dialect],
        version=kept.column_set,
    )
