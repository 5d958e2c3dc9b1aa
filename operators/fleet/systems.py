"""Fleets as systems: who runs them, and of what kind they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef

from operators.fleet.models import AssetType, Fleet, VehicleStation
from operators.fleet.states import SystemKind


@dataclass(frozen=True, slots=True)
class SystemReading:
    """The fleets that a channel rents out, as one system: the eldest gives its name."""

    fleet: Fleet
    kind: SystemKind
    asset_classes: tuple[str, ...]


def read_system(fleets: Collection[int]) -> SystemReading:
    """These fleets, one at least, as one system, in one query. Its vehicles are brought back to
    stations if there is any, and those are virtual if all are."""
    stations = VehicleStation.objects.filter(fleet=OuterRef("pk"))
    types = AssetType.objects.filter(fleet=OuterRef("pk")).order_by("asset_class")
    rows: Any = Fleet.objects.filter(pk__in=fleets).select_related("operator").order_by("pk")
    found = list(
        rows.annotate(
            docks=Exists(stations.filter(is_virtual=False)),
            marks=Exists(stations.filter(is_virtual=True)),
            classes=ArraySubquery(types.values("asset_class").distinct()),
        )
    )
    classes = dict.fromkeys(name for row in found for name in row.classes)
    return SystemReading(found[0], _kind(found), tuple(classes))


def _kind(rows: Sequence[Any]) -> SystemKind:
    if any(row.docks for row in rows):
        return SystemKind.STATION_BASED
    if any(row.marks for row in rows):
        return SystemKind.VIRTUAL_STATION_BASED
    return SystemKind.FREE_FLOATING
