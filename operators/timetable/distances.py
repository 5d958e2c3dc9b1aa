"""How far it is over the ground."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

EARTH_METRES = 6_371_008.8
"""Mean radius of the WGS 84 ellipsoid."""

Place = tuple[float, float]
"""Latitude and longitude in WGS 84 degrees."""


def metres_between(one: Place, other: Place) -> float:
    """The great-circle distance of two places; the flattened earth differs by at most 0.6 %."""
    north, east, other_north, other_east = map(radians, (*one, *other))
    height = sin((other_north - north) / 2) ** 2
    width = sin((other_east - east) / 2) ** 2
    return 2 * EARTH_METRES * asin(min(1, sqrt(height + cos(north) * cos(other_north) * width)))


def metres_along(places: Sequence[Place]) -> int:
    """The length of the straight lines from each place to the next, in whole metres."""
    return round(sum(metres_between(one, other) for one, other in pairwise(places)))
