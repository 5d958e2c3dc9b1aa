"""Which alerts concern the vehicles of fleets."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from operators.fleet.models import Fleet, VehicleStation
from operators.fleet.places import Area

WHOLE_FLEET = Q(vehicle_station_ids=[], region_ids=[])


def about_fleets(
    fleets: Collection[int], *, area: Area | None = None, station: VehicleStation | None = None
) -> Q:
    """Alerts about these fleets and about all that their operators run; those of a region or a
    station are its own and those about all of its fleet."""
    if station is not None:
        own = Q(vehicle_station_ids__contains=[station.station_id])
        if station.region is not None:
            own |= Q(region_ids__contains=[station.region.region_id])
        return _of([station.fleet_id], own | WHOLE_FLEET)
    if area is not None:
        region = area.region
        stations = VehicleStation.objects.filter(region=region).values_list("station_id", flat=True)
        own = Q(region_ids__contains=[region.region_id])
        own |= Q(vehicle_station_ids__overlap=list(stations))
        return _of([region.fleet_id], own | WHOLE_FLEET)
    return _of(fleets)


def _of(fleets: Collection[int], own: Q | None = None) -> Q:
    operators = Fleet.objects.filter(pk__in=fleets).values("operator")
    of_fleets = Q(fleet__in=fleets) if own is None else Q(own, fleet__in=fleets)
    return of_fleets | Q(feed=None, fleet=None, operator__in=operators)
