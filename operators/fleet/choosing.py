"""Which free vehicles there are around a place, for somebody who chooses one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q

from operators.fleet.models import Asset
from operators.fleet.models.assets import AssetQuerySet
from operators.fleet.spatial import metres_from
from operators.timetable.distances import box_around

JOINED = ("fleet", "asset_type__default_plan", "plan", "station")
PARTS = ("plan__parts", "asset_type__default_plan__parts")
AT_STATION = "station__"
HALF_ROUND = 20_038_000
"""Metres; nothing on earth is farther."""


@dataclass(frozen=True, slots=True)
class AssetSearch:
    """Around which place, and which vehicles; no ids: whichever. WGS 84 degrees. `riders`: how many
    have to find room on one."""

    longitude: float
    latitude: float
    metres: float = HALF_ROUND
    asset_ids: Collection[str] = ()
    type_ids: Collection[str] = ()
    riders: int = 1


def find_free_assets(
    fleets: Collection[int], search: AssetSearch, *, offset: int = 0, limit: int
) -> list[Asset]:
    """A page of the free vehicles of these fleets with their types, plans and parts of plans, the
    nearest first.

    Each has `metres`, how far it is; one that tells no place of its own stands where its station
    is. Two queries, and two for the parts of plans.
    """
    placed = _chosen(_own_place(fleets, search), search)
    docked = _chosen(_place_of_station(fleets, search), search)
    last = offset + limit
    found: list[Any] = [*placed[:last], *docked[:last]]
    return sorted(found, key=lambda asset: (asset.metres, asset.pk))[offset:last]


def _own_place(fleets: Collection[int], search: AssetSearch) -> AssetQuerySet:
    # The index begins with the fleet, so it is told which ones.
    of_fleets = Asset.objects.filter(fleet__in=fleets)
    return of_fleets.within(search.longitude, search.latitude, search.metres)


def _place_of_station(fleets: Collection[int], search: AssetSearch) -> Any:
    box = box_around(search.longitude, search.latitude, search.metres)
    boxed = reduce(
        or_,
        (
            Q(
                station__longitude__range=(half.west, half.east),
                station__latitude__range=(half.south, half.north),
            )
            for half in box.halves()
        ),
    )
    docked = Asset.objects.filter(boxed, fleet__in=fleets, longitude=None)
    far = metres_from(search.longitude, search.latitude, of=AT_STATION)
    return docked.annotate(metres=far).filter(metres__lte=search.metres)


def _chosen(found: Any, search: AssetSearch) -> Any:
    if search.asset_ids:
        found = found.filter(asset_id__in=search.asset_ids)
    if search.type_ids:
        found = found.filter(asset_type__type_id__in=search.type_ids)
    if search.riders > 1:
        found = found.filter(asset_type__riders__gte=search.riders)
    free = found.free().filter(Q(station=None) | Q(station__is_renting=True))
    return free.select_related(*JOINED).prefetch_related(*PARTS).order_by(F("metres"), "pk")
