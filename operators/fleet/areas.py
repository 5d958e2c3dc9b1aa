"""Areas on a map: GeoJSON that is checked, with what is wrong about it in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import shapely
from shapely.geometry import Point, shape
from shapely.validation import explain_validity

from operators.fleet.errors import AreaWrong

KINDS = ("Polygon", "MultiPolygon")
MOST_CORNERS = 100_000

Place = Sequence[float]
"""Longitude and latitude in WGS 84 degrees, and perhaps a height, which nothing uses."""


class Bounds(NamedTuple):
    """The smallest box around an area, in WGS 84 degrees."""

    west: float
    south: float
    east: float
    north: float


def read_area(text: str) -> dict[str, Any]:
    """The area that somebody wrote as GeoJSON: a geometry, or a feature with one. AreaWrong."""
    try:
        told = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as wrong:
        raise AreaWrong(f"This is no JSON: {wrong}.") from wrong
    if isinstance(told, dict) and told.get("type") == "Feature":
        told = told.get("geometry")
    check_area(told)
    assert isinstance(told, dict)
    return {"type": told["type"], "coordinates": told["coordinates"]}


def _no_number(told: str) -> None:
    """Python reads NaN and Infinity, which no JSON has and no database keeps."""
    raise ValueError(f"{told} is no number")


def check_area(area: Any) -> None:
    """AreaWrong, which names the ring, position or crossing, unless this is a sound area."""
    if not isinstance(area, Mapping) or area.get("type") not in KINDS:
        raise AreaWrong(f"An area is a GeoJSON object of the type {' or '.join(KINDS)}.")
    corners = 0
    for name, ring in _rings(area):
        _check_ring(name, ring)
        corners += len(ring)
    if corners > MOST_CORNERS:
        raise AreaWrong(f"The area has {corners} corners; {MOST_CORNERS} are the most.")
    found = shape(dict(area))
    if not found.is_valid:
        raise AreaWrong(f"The outline is not sound: {_in_words(explain_validity(found))}.")


def bounds_of(area: Mapping[str, Any]) -> Bounds:
    """The box around a sound area. AreaWrong."""
    places = [place for _, ring in _rings(area) for place in ring]
    try:
        longitudes = [float(place[0]) for place in places]
        latitudes = [float(place[1]) for place in places]
        return Bounds(min(longitudes), min(latitudes), max(longitudes), max(latitudes))
    except (IndexError, TypeError, ValueError) as wrong:
        raise AreaWrong from wrong


def covers(area: Mapping[str, Any], longitude: float, latitude: float) -> bool:
    """Whether a place lies in a sound area or on its edge."""
    return bool(shapely.covers(shape(dict(area)), Point(longitude, latitude)))


def _rings(area: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each ring with what people call it."""
    told = area.get("coordinates")
    polygons = [told] if area.get("type") == "Polygon" else told
    for number, polygon in enumerate(_listed(polygons, "coordinates"), start=1):
        part = f"polygon {number}, " if area.get("type") == "MultiPolygon" else ""
        for index, ring in enumerate(
            _listed(polygon, f"{part}its rings" if part else "coordinates")
        ):
            yield f"{part}{f'hole {index}' if index else 'outer ring'}", ring


def _listed(told: Any, name: str) -> list[Any]:
    if not isinstance(told, list) or not told:
        raise AreaWrong(f"GeoJSON wants a list here that is not empty: {name}.")
    return told


def _check_ring(name: str, ring: Any) -> None:
    for number, place in enumerate(_listed(ring, name), start=1):
        _check_place(f"{name}, position {number}", place)
    if len(ring) < 4:
        raise AreaWrong(f"Too few positions in the {name}: four at least, the first again at last.")
    if list(ring[0][:2]) != list(ring[-1][:2]):
        raise AreaWrong(f"The {name} is open: its last position must be its first, {ring[0]}.")
    if all(one[:2] == other[:2] for one, other in pairwise(ring)):
        raise AreaWrong(f"The {name} is a single point.")


def _check_place(name: str, place: Any) -> None:
    if not isinstance(place, list) or len(place) < 2 or not all(map(_is_number, place)):
        raise AreaWrong(f"A position is a longitude and a latitude, as numbers: {name}, {place}.")
    if not -180 <= place[0] <= 180:
        raise AreaWrong(f"A longitude is -180 to 180: {name}, {place}.")
    if not -90 <= place[1] <= 90:
        raise AreaWrong(f"A latitude is -90 to 90, after the longitude: {name}, {place}.")


def _is_number(told: Any) -> bool:
    return isinstance(told, int | float) and not isinstance(told, bool)


def _in_words(problem: str) -> str:
    """Shapely says `Self-intersection[13.4 52.5]`."""
    what, _, where = problem.partition("[")
    place = where.rstrip("]").replace(" ", ", ")
    return f"{what.lower()} at {place}" if place else what.lower()
