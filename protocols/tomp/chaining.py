"""Lists that come from several places: the rows of one after those of the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """Rows in an order of their own."""

    read: Callable[[int, int], list[Any]]
    """A page: how many rows to leave out, and how many to read at most."""
    count: Callable[[], int]


def page_of(sources: Iterable[Source], *, offset: int, limit: int) -> list[Any]:
    """A page of all rows. A source is counted only if the page begins behind its end."""
    rows: list[Any] = []
    for source in sources:
        found = source.read(offset, limit - len(rows))
        rows += found
        if len(rows) >= limit:
            break
        # A page that is not full has come to the end of its source.
        offset = max(0, offset - source.count()) if offset and not found else 0
    return rows
