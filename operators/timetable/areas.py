"""The area that stops span. Pure geometry on a map whose edges are the date line and the poles."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

Point = tuple[Decimal, Decimal]
"""Longitude and latitude in WGS 84 degrees; exact, so that stops in one line are seen to be."""

MARGIN = Decimal("0.001")
"""Degrees, about a hundred metres: what is left of an area whose stops stand in one line."""


def hull_around(points: Iterable[Point]) -> list[Point]:
    """The smallest convex polygon around the points, counterclockwise, its first corner again at
    the end; empty without points. Stops in one place or one line get a rectangle with a margin.
    """
    ordered = sorted(set(points))
    if not ordered:
        return []
    corners = [*_chain(ordered), *_chain(ordered[::-1])]
    if len(corners) < 3:
        corners = _rectangle_around(ordered)
    return [*corners, corners[0]]


def _chain(points: list[Point]) -> list[Point]:
    """One side of the hull without its last point (Andrew's monotone chain)."""
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def _turn(origin: Point, first: Point, second: Point) -> Decimal:
    """Positive where the way over the three points turns left."""
    return (first[0] - origin[0]) * (second[1] - origin[1]) - (first[1] - origin[1]) * (
        second[0] - origin[0]
    )


def _rectangle_around(points: list[Point]) -> list[Point]:
    west, east = min(x for x, _ in points) - MARGIN, max(x for x, _ in points) + MARGIN
    south, north = min(y for _, y in points) - MARGIN, max(y for _, y in points) + MARGIN
    west, east = max(west, Decimal(-180)), min(east, Decimal(180))
    south, north = max(south, Decimal(-90)), min(north, Decimal(90))
    return [(west, south), (east, south), (east, north), (west, north)]
