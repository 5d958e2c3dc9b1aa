"""Where a channel serves: a box around all its stops, stations and vehicles, as an app draws it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Max, Min, QuerySet

from operators.models import Asset, FeedVersion, Stop, VehicleStation
from sales.catalogue.ranges import ChannelRange

Corner = tuple[float, float]
"""Latitude and longitude, WGS 84 degrees."""
MARGIN = 0.02
"""Degrees around what is served: one walks to a stop from further out."""
EDGES = {
    "south": Min("latitude"), "west": Min("longitude"),
    "north": Max("latitude"), "east": Max("longitude"),
}  # fmt: skip
WHOLE_WORLD = ((-85.0, -180.0), (85.0, 180.0))
"""Of a channel of which nothing has a place."""


def served_box(opened: ChannelRange) -> tuple[Corner, Corner]:
    """The south-western and the north-eastern corner; four queries at most."""
    boxes = [
        box for rows in _placed(opened) if (box := rows.aggregate(**EDGES))["south"] is not None
    ]
    if not boxes:
        return WHOLE_WORLD
    south, west = (min(float(box[name]) for box in boxes) for name in ("south", "west"))
    north, east = (max(float(box[name]) for box in boxes) for name in ("north", "east"))
    return (
        (max(-90.0, south - MARGIN), max(-180.0, west - MARGIN)),
        (min(90.0, north + MARGIN), min(180.0, east + MARGIN)),
    )


def box_polygon(box: tuple[Corner, Corner]) -> list[Corner]:
    """The corners of a box, closed."""
    (south, west), (north, east) = box
    return [(south, west), (south, east), (north, east), (north, west), (south, west)]


def encode_polyline(corners: Iterable[Corner]) -> str:
    """Google's encoded polyline, to five decimals of a degree."""
    told, before = [], (0, 0)
    for latitude, longitude in corners:
        now = (round(latitude * 100_000), round(longitude * 100_000))
        told += [_encoded(after - earlier) for after, earlier in zip(now, before, strict=True)]
        before = now
    return "".join(told)


def _encoded(number: int) -> str:
    left = ~(number << 1) if number < 0 else number << 1
    chunks: list[int] = []
    while left >= 0x20:
        chunks.append((left & 0x1F) | 0x20)
        left >>= 5
    return "".join(chr(chunk + 63) for chunk in [*chunks, left])


def _placed(opened: ChannelRange) -> Sequence[QuerySet[Any]]:
    found: list[QuerySet[Any]] = []
    if opened.sells_tickets:
        versions = FeedVersion.objects.keys_in_force(opened.channel.tenant)
        found.append(Stop.objects.filter(version__in=versions))
    if opened.rents:
        found.append(VehicleStation.objects.filter(fleet__in=opened.fleets))
        found.append(Asset.objects.filter(fleet__in=opened.fleets))
    return found
