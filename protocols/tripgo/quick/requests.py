"""The query of the list."""

from __future__ import annotations

from protocols.tripgo.fields import PlaceField, QueryRequest

USUAL_MOST = 7
MOST = 50
FARTHEST = 10_000


class ListQuery(QueryRequest):
    """Which options are wanted. Parameters that are not named here are passed over."""

    first = PlaceField(smallest=1, largest=FARTHEST, default=1, told="Place of the first one.")
    max = PlaceField(smallest=1, largest=MOST, default=USUAL_MOST, told="How many of them.")
