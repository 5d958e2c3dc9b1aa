"""Asking for trips as apps do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.factories.moments import NOW
from tests.protocols.tripgo.client import App, Body

Place = tuple[float, float]


def plan(app: App, origin: Place, destination: Place, *, at: datetime = NOW, **query: Any) -> Body:
    """The answer to a routing query; the moment is one of departure."""
    return dict(app.get(address(origin, destination, at=at), **query))


def address(origin: Place, destination: Place, *, at: datetime = NOW) -> str:
    """Where trips that leave then are asked for."""
    ends = f"from={written(origin)}&to={written(destination)}"
    return f"routing.json?{ends}&departAfter={int(at.timestamp())}&v=13"


def written(place: Place) -> str:
    return f"({place[0]},{place[1]})"


def trips_of(told: Body) -> list[Body]:
    return [trip for group in told["groups"] for trip in group["trips"]]


def templates_of(told: Body, trip: Body) -> list[Body]:
    """The template of each segment of a trip."""
    known = {one["hashCode"]: one for one in told["segmentTemplates"]}
    return [known[segment["segmentTemplateHashCode"]] for segment in trip["segments"]]


def modes_of(told: Body) -> list[list[str]]:
    """The modes of each trip, segment by segment."""
    return [
        [template["modeInfo"]["identifier"] for template in templates_of(told, trip)]
        for trip in trips_of(told)
    ]
