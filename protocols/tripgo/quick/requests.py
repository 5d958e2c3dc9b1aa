"""The query of the list."""

from __future__ import annotations

from protocols.tripgo.fields import QueryRequest, WholeField

USUAL_MOST = 7
MOST = 50


class ListQuery(QueryRequest):
    """Which options are wanted. Parameters that are not named here are passed over."""

    first = WholeField(
        required=False, min_value=1, max_value=10_000, default=1, help_text="From 1."
    )
    max = WholeField(required=False, min_value=1, max_value=MOST, default=USUAL_MOST)
