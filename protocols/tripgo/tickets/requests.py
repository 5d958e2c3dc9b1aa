"""Queries of lists of tickets."""

from __future__ import annotations

from protocols.tripgo.fields import FlagField, QueryRequest


class TicketsQuery(QueryRequest):
    """Which tickets."""

    valid = FlagField(
        required=False,
        help_text="true: those that wait or are active; false: the others; without it all.",
    )
