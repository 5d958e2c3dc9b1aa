"""What happened, counted in this process for those who watch the service; see /metrics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from django.db import models, transaction
from prometheus_client import Counter as Figure

EVENTS = Figure("perron_events", "Facts that happened, by whose and which.", ["of", "name"])
BARCODES = Figure("perron_barcodes_handed_out", "Barcodes that were shown for the first time.")


def count_events(events: Sequence[models.Model]) -> None:
    """Count them once their transaction is committed; one that is rolled back counts nothing."""
    if not events:
        return
    names = Counter(str(getattr(event, "name", "")) for event in events)
    count_written(type(events[0]), names)


def count_written(kind: type[models.Model], names: Mapping[str, int]) -> None:
    """Count events that SQL has written, by name, once that is committed."""
    of = str(kind._meta.model_name).removesuffix("event")
    transaction.on_commit(partial(_count, of, names), robust=True)


def count_barcodes(count: int) -> None:
    """Count barcodes that were handed out, once that is committed."""
    if count:
        transaction.on_commit(partial(BARCODES.inc, count), robust=True)


def _count(of: str, names: Mapping[str, int]) -> None:
    for name, count in names.items():
        EVENTS.labels(of, name).inc(count)
