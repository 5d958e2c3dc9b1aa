"""The ids of regions of fleets on the wire, which knows regions of one polygon alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from operators.fleet.places import Area, RegionKey, get_area
from operators.service.errors import RegionUnknown


def name_of(region_id: str, polygon: int) -> str:
    """The id of a polygon of a region: the region's own for the first one, with ~2, ~3 and so on
    for the others."""
    return region_id if polygon == 1 else f"{region_id}~{polygon}"


def names_of(keys: Iterable[RegionKey]) -> Iterator[str]:
    """The ids of all polygons of these regions."""
    for key in keys:
        yield from (name_of(key.region_id, place) for place in range(1, key.polygons + 1))


def find_area(fleets: Iterable[int], name: str) -> Area:
    """What is told under that id. RegionUnknown."""
    try:
        return get_area(fleets, name)
    except RegionUnknown:
        region_id, _, place = name.rpartition("~")
        # More digits than any area has polygons.
        if not region_id or not place.isascii() or not place.isdigit() or len(place) > 6:
            raise
        return get_area(fleets, region_id, int(place))
