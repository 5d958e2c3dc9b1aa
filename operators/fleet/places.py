"""Parts of fleets as callers name them: regions, their polygons, and vehicle stations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, F, Func, IntegerField, Q, Value, When

from operators.fleet.areas import covers
from operators.fleet.models import Region, VehicleStation
from operators.fleet.spatial import in_polygons
from operators.fleet.states import RegionKind
from operators.service.errors import RegionUnknown, StationUnknown

POLYGONS = Case(
    When(
        area__type="MultiPolygon", then=Func(F("area__coordinates"), function="jsonb_array_length")
    ),
    default=Value(1),
    output_field=IntegerField(),
)
"""How many polygons the area of a region has."""


class RegionKey(NamedTuple):
    """A region without its area, which may have very many corners."""

    pk: int
    fleet: int
    operator: int
    """Of the fleet."""
    region_id: str
    kind: str
    polygons: int

    @property
    def is_operating(self) -> bool:
        """Whether vehicles may be used there, as far as this region says."""
        return self.kind == RegionKind.OPERATING


@dataclass(frozen=True, slots=True)
class Area:
    """A region of a fleet, or one of the polygons that it is made of."""

    region: Region
    polygon: int | None = None
    """Which one, from 1 on; None: all."""

    @property
    def polygons(self) -> list[Any]:
        """Each with its outline and its holes."""
        found = polygons_of(self.region)
        return found if self.polygon is None else [found[self.polygon - 1]]

    def holds(self, station: VehicleStation) -> bool:
        """Whether a station is of this region, or stands in it."""
        if station.region_id == self.region.pk:
            return True
        area = {"type": "MultiPolygon", "coordinates": self.polygons}
        mine = station.fleet_id == self.region.fleet_id
        return mine and covers(area, station.longitude, station.latitude)

    def rows_inside(self) -> Q:
        """Rows of its fleet whose own place lies in it."""
        return Q(fleet=self.region.fleet_id) & in_polygons(self.polygons)


def polygons_of(region: Region) -> list[Any]:
    """The polygons of a region, each as rings of longitudes and latitudes."""
    told = region.area["coordinates"]
    return [told] if region.area["type"] == "Polygon" else list(told)


def region_keys(
    fleets: Iterable[int],
    *,
    at: datetime,
    kinds: Sequence[str] = tuple(RegionKind),
    coming: bool = True,
) -> list[RegionKey]:
    """The regions of these fleets that hold, or are `coming`, in the order of their making; one
    query."""
    found = Region.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), fleet__in=fleets)
    if not coming:
        found = found.filter(Q(starts_at=None) | Q(starts_at__lte=at))
    columns = ("pk", "fleet", "fleet__operator", "region_id", "kind")
    rows = found.of_kind(*kinds).order_by("pk").values_list(*columns)
    return [RegionKey(*row) for row in rows.annotate(polygons=POLYGONS)]


def get_area(fleets: Iterable[int], region_id: str, polygon: int | None = None) -> Area:
    """The region of that id, the eldest where several fleets have it; one query. RegionUnknown."""
    found = Region.objects.filter(fleet__in=fleets, region_id=region_id).order_by("fleet_id")
    region = found.first()
    if region is None or polygon not in (None, *range(1, len(polygons_of(region)) + 1)):
        raise RegionUnknown
    return Area(region, polygon)


def get_vehicle_station(
    fleets: Iterable[int], station_id: str, *, area: Area | None = None
) -> VehicleStation:
    """The station of that id, the eldest where several fleets have it; one query. StationUnknown,
    also if it lies outside the area."""
    found = VehicleStation.objects.filter(fleet__in=fleets, station_id=station_id)
    station = found.select_related("fleet", "region").order_by("fleet_id").first()
    if station is None or (area is not None and not area.holds(station)):
        raise StationUnknown
    return station


def slots_of(keys: Iterable[RegionKey]) -> Iterator[tuple[int, int]]:
    """Each polygon of each region: the region's key, and which polygon it is."""
    for key in keys:
        yield from ((key.pk, place) for place in range(1, key.polygons + 1))


def read_areas(slots: Sequence[tuple[int, int]]) -> list[Area]:
    """The polygons that these are, in their order; one query."""
    regions = Region.objects.in_bulk({pk for pk, _ in slots})
    return [Area(regions[pk], place) for pk, place in slots]
