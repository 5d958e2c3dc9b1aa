"""Areas of feeds: drawn by hand and often a little wrong, so that small faults are mended."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from operators.fleet.areas import KINDS, check_area
from operators.fleet.errors import AreaWrong
from operators.fleet.gbfs.findings import Findings
from operators.timetable.importing.problems import ProblemKind

AROUND_STATIONS = 0.005
"""Degrees around stations that belong to their region; about 500 metres."""
DIGITS = 6
THE_EARTH = shapely.box(-180, -90, 180, 90)

Area = dict[str, Any]


def sound_area(told: Area, findings: Findings, *, file: str, place: str) -> Area | None:
    """The area as it is, or mended, which is told; None after a problem was noted."""
    area = {name: told.get(name) for name in ("type", "coordinates")}
    try:
        check_area(area)
    except AreaWrong as wrong:
        mended = mend(area)
        if mended is None:
            findings.wrong(ProblemKind.AREA_INVALID, wrong.detail, file=file, place=place)
            return None
        message = f"{wrong.detail} It was mended."
        findings.odd(ProblemKind.AREA_MENDED, message, file=file, place=place)
        return mended
    return area


def mend(area: Area) -> Area | None:
    """The area that an open or self-crossing outline must have meant; None if there is none."""
    if area["type"] not in KINDS:
        return None
    try:
        found = shapely.make_valid(shape(area))
        return checked(found)
    except (AreaWrong, shapely.errors.ShapelyError, TypeError, ValueError, IndexError):
        return None


def checked(geometry: BaseGeometry) -> Area:
    """The polygons of a geometry as GeoJSON. AreaWrong if there are none."""
    polygons = [each for each in parts_of(geometry) if isinstance(each, Polygon) and each.area > 0]
    whole = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    area: Area = json.loads(json.dumps(mapping(whole)))
    check_area(area)
    return area


def parts_of(geometry: BaseGeometry) -> list[BaseGeometry]:
    parts = list(getattr(geometry, "geoms", [geometry]))
    if len(parts) == 1 and not hasattr(parts[0], "geoms"):
        return parts
    return [each for part in parts for each in parts_of(part)]


def around(places: Iterable[tuple[float, float]]) -> Area:
    """The smallest area without dents around places (longitude, latitude), and a little more."""
    hull = shapely.MultiPoint(list(places)).convex_hull.buffer(AROUND_STATIONS, quad_segs=2)
    return checked(shapely.set_precision(hull.intersection(THE_EARTH), 10**-DIGITS))
