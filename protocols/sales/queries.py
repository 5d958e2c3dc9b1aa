"""Which names the query of a request may have, and how often."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.http import QueryDict

from protocols.sales.errors import QueryFaults, QueryUnusable
from protocols.sales.lists import RESERVED

SHOWN = 100


def check_query(query: QueryDict, names: Collection[str] | None) -> None:
    """QueryFaults, with all of them, for a name that is not asked for here and for one that is told
    twice. None stands for the names of a list, whose filters may come several times."""
    if faults := list(_faults(query, names)):
        raise QueryFaults(faults)


def _faults(query: QueryDict, names: Collection[str] | None) -> Iterator[QueryUnusable]:
    known = RESERVED if names is None else names
    for name, texts in query.lists():
        if name in known:
            if len(texts) > 1:
                told = f"Send {name} once."
                yield QueryUnusable(name, told, str(texts[-1]), code="REPEATED_PARAMETER")
        elif names is not None:
            told = f"Nothing is asked by '{name[:SHOWN]}' here."
            yield QueryUnusable(name[:SHOWN], told, str(texts[0]), code="UNKNOWN_PARAMETER")
