"""Stations of vehicles around a place, and those of a name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models.functions import Length

from operators.fleet.availability import Circle, within
from operators.fleet.models import VehicleStation

JOINED = ("fleet__operator", "region")


def find_stations_near(
    fleets: Collection[int], circle: Circle, *, limit: int
) -> list[VehicleStation]:
    """The stations of these fleets in the circle, the nearest first, each with `metres`; one
    query."""
    found: Any = VehicleStation.objects.filter(fleet__in=fleets).select_related(*JOINED)
    return list(within(found, circle).order_by("metres", "pk")[:limit])


def search_stations(fleets: Collection[int], text: str, *, limit: int) -> list[VehicleStation]:
    """The stations of these fleets whose names hold the text, the shortest names first; one
    query."""
    found = VehicleStation.objects.filter(fleet__in=fleets, name__icontains=text)
    ordered = found.select_related(*JOINED).order_by(Length("name"), "name", "pk")
    return list(ordered[:limit])


def find_stations_of(fleets: Collection[int], station_id: str) -> list[VehicleStation]:
    """The stations of that id in these fleets, the eldest fleet's first; one query."""
    found = VehicleStation.objects.filter(fleet__in=fleets, station_id=station_id)
    return list(found.select_related(*JOINED).order_by("fleet_id"))
