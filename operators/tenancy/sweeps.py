"""What all sweeps share: batch after batch, and one statement for rows that changed alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from django.db import models

from operators.tenancy.actors import Actor

MOST_BATCHES = 50
"""A run leaves what is more than that to the next one, so that no message takes too long."""


class Sweep(Protocol):
    """An action that changes one batch in a transaction of its own and returns its size."""

    def __call__(self, *, by: Actor, at: datetime, limit: int) -> int: ...


def run_batches(sweep: Sweep, *, by: Actor, at: datetime, limit: int) -> int:
    """Sweep until a batch does not come back full; returns how many rows were touched in all."""
    touched = 0
    for _ in range(MOST_BATCHES):
        swept = sweep(by=by, at=at, limit=limit)
        touched += swept
        if swept < limit:
            break
    return touched


def store_state(rows: Sequence[models.Model], fields: Sequence[str]) -> None:
    """Store the fields of rows whose transitions ran in memory and gave all of them the same.

    `bulk_update` writes a CASE with a branch for every row, and the database walks through it for
    each of them: time that grows with the square of the batch. ValueError if the rows differ.
    """
    if not rows:
        return
    [same] = {tuple(getattr(row, field) for field in fields) for row in rows}
    found = type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows])
    found.update(**dict(zip(fields, same, strict=True)))
