"""The only door to the numbers of documents."""

from __future__ import annotations

from typing import Any

from django.db import connection

from operators.tenancy.models import Organisation
from sales.numbering.models import NumberSeries
from sales.numbering.states import SeriesKind

DRAW = """
    INSERT INTO sales_numberseries
        (tenant_id, organisation_id, kind, pos, year, specimen, last_number)
    VALUES (%s, %s, %s, %s, %s, %s, 1)
    ON CONFLICT ON CONSTRAINT numberseries_once
        DO UPDATE SET last_number = sales_numberseries.last_number + 1
    RETURNING id, last_number
"""


def draw_number(
    organisation: Organisation,
    kind: SeriesKind,
    *,
    pos: str = "",
    year: int | None = None,
    specimen: bool = False,
) -> tuple[NumberSeries, int]:
    """The series, and its next number; a step of the action that stores the document.

    Call it late in that action's transaction: the series is locked until this ends, so the next
    document waits, and gets the same number if this one is rolled back.
    """
    assert connection.in_atomic_block, "A number without its document would be a gap."
    facts: dict[str, Any] = {
        "tenant_id": organisation.tenant_id,
        "organisation_id": organisation.pk,
        "kind": kind,
        "pos": pos,
        "year": year,
        "specimen": specimen,
    }
    # One statement: two that are the first of a series at once wait for each other as well.
    with connection.cursor() as cursor:
        cursor.execute(DRAW, list(facts.values()))
        pk, number = cursor.fetchone()
    return NumberSeries(pk=pk, last_number=number, **facts), number
