"""How far it is over the ground."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import asin, cos, degrees, pi, radians, sin, sqrt
from typing import NamedTuple

EARTH_METRES = 6_371_008.8
"""Mean radius of the WGS 84 ellipsoid."""

Place = tuple[float, float]
"""Latitude and longitude in WGS 84 degrees."""


class Box(NamedTuple):
    """A box of longitudes and latitudes; one that is farther west in the east crosses 180°."""

    west: float
    south: float
    east: float
    north: float

    def halves(self) -> list[Box]:
        """The box, or the two on either side of the 180th meridian that it is made of."""
        if self.west <= self.east:
            return [self]
        return [self._replace(east=180.0), self._replace(west=-180.0)]


def metres_between(one: Place, other: Place) -> float:
    """The great-circle distance of two places; the flattened earth differs by at most 0.6 %."""
    north, east, other_north, other_east = map(radians, (*one, *other))
    height = sin((other_north - north) / 2) ** 2
    width = sin((other_east - east) / 2) ** 2
    return 2 * EARTH_METRES * asin(min(1, sqrt(height + cos(north) * cos(other_north) * width)))


def metres_along(places: Sequence[Place]) -> int:
    """The length of the straight lines from each place to the next, in whole metres."""
    return round(sum(metres_between(one, other) for one, other in pairwise(places)))


def box_around(longitude: float, latitude: float, metres: float) -> Box:
    """The smallest box that holds a circle on the globe; the whole turn where it holds a pole."""
    angle = metres / EARTH_METRES
    south, north = latitude - degrees(angle), latitude + degrees(angle)
    if south <= -90 or north >= 90 or angle >= pi / 2:
        return Box(-180.0, max(south, -90.0), 180.0, min(north, 90.0))
    width = degrees(asin(sin(angle) / cos(radians(latitude))))
    return Box(_turned(longitude - width), south, _turned(longitude + width), north)


def _turned(longitude: float) -> float:
    return (longitude + 180) % 360 - 180 if not -180 <= longitude <= 180 else longitude
