"""What can be taken where: vehicles by type, and stations with what stands at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Prefetch, Q

from operators.fleet.models import Asset, AssetType, PlanPart, VehicleStation
from operators.fleet.models.assets import AssetQuerySet
from operators.fleet.places import Area
from operators.fleet.spatial import PointInBox, metres_from
from operators.timetable.distances import Box, box_around


@dataclass(frozen=True, slots=True)
class Circle:
    """All places that are no farther than that from one; WGS 84 degrees and metres."""

    longitude: float
    latitude: float
    metres: float


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which vehicles or stations are asked for; None leaves nothing out."""

    fleets: Sequence[int]
    area: Area | None = None
    station: VehicleStation | None = None
    box: Box | None = None
    circle: Circle | None = None

    @property
    def is_whole(self) -> bool:
        """Whether everything that the fleets have is asked for."""
        return (self.area or self.station or self.box) is None


@dataclass(frozen=True, slots=True)
class StationReading:
    """A vehicle station with what stands at it now."""

    station: VehicleStation
    standing: int = 0
    """All vehicles, whether they can be taken or not."""
    free: Mapping[str, int] = field(default_factory=dict)
    """How many can be taken, by the id of their type."""

    @property
    def docks_free(self) -> int | None:
        """How many vehicles still fit; None where nobody knows, or where none is docked."""
        capacity = self.station.capacity
        if capacity is None or self.station.is_virtual:
            return None
        return max(0, capacity - self.standing)


@dataclass(frozen=True, slots=True)
class TypeReading:
    """A vehicle type with those of its vehicles that can be taken now."""

    asset_type: AssetType
    free: int
    assets: tuple[Asset, ...]
    """Those of the page, with their stations."""


def count_stations(narrowing: Narrowing) -> int:
    """How many stations are asked for; one query."""
    return _stations(narrowing).count()


def read_stations(narrowing: Narrowing, *, offset: int, limit: int) -> list[StationReading]:
    """A page of stations by their ids; two queries."""
    page = list(_stations(narrowing).order_by("station_id", "pk")[offset : offset + limit])
    standing = Asset.objects.live().filter(station__in=[station.pk for station in page])
    free: dict[int, dict[str, int]] = {station.pk: {} for station in page}
    totals = dict.fromkeys(free, 0)
    able = Count("pk", filter=Q(pk__in=standing.free().values("pk")))
    rows: Any = standing.values("station", "asset_type__type_id")
    rows = rows.annotate(all=Count("pk"), able=able)
    for row in rows.order_by("station", "asset_type__type_id"):
        totals[row["station"]] += row["all"]
        free[row["station"]][row["asset_type__type_id"]] = row["able"]
    return [StationReading(each, totals[each.pk], free[each.pk]) for each in page]


def read_types(narrowing: Narrowing, *, offset: int, limit: int) -> list[TypeReading]:
    """A page of the vehicles that can be taken now, in the types that they are of; a type that
    fills several pages comes in each of them. A type of which none is free takes a row itself, and
    is left out where a region, a station or a box is asked for. Four queries."""
    asked = _free_assets(narrowing)
    counts = dict(asked.values_list("asset_type").annotate(Count("pk")).order_by())
    types = [each for each in _types(narrowing) if narrowing.is_whole or counts.get(each.pk)]
    wanted, first, last = _page(types, counts, offset, offset + limit)
    found: dict[int, list[Asset]] = {each.pk: [] for each in wanted}
    if last > first:
        rows = asked.select_related("station").order_by("asset_type_id", "asset_id", "pk")
        for asset in rows[first:last]:
            found.setdefault(asset.asset_type_id, []).append(asset)
    return [TypeReading(each, counts.get(each.pk, 0), tuple(found[each.pk])) for each in wanted]


def _page(
    types: Iterable[AssetType], counts: Mapping[int, int], begin: int, end: int
) -> tuple[list[AssetType], int, int]:
    """The types of a page of rows, and which of all vehicles in their order are on it."""
    wanted: list[AssetType] = []
    first = last = row = vehicles = 0
    for each in types:
        count = counts.get(each.pk, 0)
        rows = max(1, count)
        if row < end and row + rows > begin:
            if not wanted:
                first = vehicles + min(count, max(0, begin - row))
            wanted.append(each)
            last = vehicles + min(count, end - row)
        row, vehicles = row + rows, vehicles + count
    return wanted, first, last


def _types(narrowing: Narrowing) -> Iterable[AssetType]:
    parts = Prefetch("default_plan__parts", PlanPart.objects.order_by("sequence"))
    found = AssetType.objects.filter(fleet__in=narrowing.fleets)
    found = found.select_related("fleet", "default_plan__region").prefetch_related(parts)
    return found.order_by("pk")


def _free_assets(narrowing: Narrowing) -> AssetQuerySet:
    found = Asset.objects.filter(fleet__in=narrowing.fleets).free()
    if narrowing.station is not None:
        found = found.filter(station=narrowing.station)
    if narrowing.area is not None:
        found = found.filter(_standing(narrowing, narrowing.area.rows_inside()))
    if narrowing.box is not None:
        found = found.filter(_standing(narrowing, _in_box(narrowing.box)))
    return found


def _standing(narrowing: Narrowing, inside: Q) -> Q:
    """Vehicles whose place is inside; of one that tells none, that of its station."""
    stations = VehicleStation.objects.filter(inside, fleet__in=narrowing.fleets)
    return inside | Q(longitude=None, station__in=stations.values("pk"))


def _stations(narrowing: Narrowing) -> Any:
    found: Any = VehicleStation.objects.filter(fleet__in=narrowing.fleets)
    found = found.select_related("fleet", "region")
    if narrowing.area is not None:
        found = found.filter(Q(region=narrowing.area.region) | narrowing.area.rows_inside())
    return found if narrowing.circle is None else within(found, narrowing.circle)


def within(found: Any, circle: Circle) -> Any:
    """Of these rows, which have a place, those in the circle."""
    place = (circle.longitude, circle.latitude)
    around = found.filter(_in_box(box_around(*place, circle.metres)))
    return around.annotate(metres=metres_from(*place)).filter(metres__lte=circle.metres)


def _in_box(box: Box) -> Q:
    return reduce(or_, (Q(PointInBox(half)) for half in box.halves()))
