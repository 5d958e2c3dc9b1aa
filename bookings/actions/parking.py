"""Where a vehicle may be left."""

from __future__ import annotations

from datetime import datetime

from bookings.actions.vehicles import gateway_to
from bookings.errors import ParkingForbidden
from bookings.models import Rental
from bookings.terms import Place
from operators.fleet.gateways.interface import Sighting
from operators.fleet.models import Fleet, Region
from operators.fleet.queries import regions_at
from operators.fleet.states import RegionKind

FORBIDS = (RegionKind.NO_PARKING, RegionKind.NO_ACCESS)
DECIDES = (*FORBIDS, RegionKind.PARKING)


def check_parking(
    rental: Rental, seen: Sighting | None, told: Place | None, *, at: datetime
) -> None:
    """ParkingForbidden, with the region's name, if the vehicle stands where none may be left.

    Where it stands the vehicle says, or its customer; if neither does, where it was seen last. Of
    the regions that say something of its type, the first one decides, as in GBFS.
    """
    place = _place(rental, seen, told)
    if place is None:
        return
    region = region_forbidding(rental.asset.fleet, rental.facts["type_id"], place, at=at)
    if region is not None:
        raise ParkingForbidden(region.name)


def region_forbidding(fleet: Fleet, type_id: str, place: Place, *, at: datetime) -> Region | None:
    """The region because of which no vehicle of that type of the fleet may be left at a place;
    None where one may. One query."""
    for region in regions_at(fleet, longitude=place.longitude, latitude=place.latitude, at=at):
        if region.kind not in DECIDES or not _is_for(region.asset_type_ids, type_id):
            continue
        return region if region.kind in FORBIDS else None
    return None


def _is_for(type_ids: list[str], type_id: str) -> bool:
    return not type_ids or type_id in type_ids


def _place(rental: Rental, seen: Sighting | None, told: Place | None) -> Place | None:
    if seen is not None and seen.longitude is not None and seen.latitude is not None:
        where = Place(seen.longitude, seen.latitude)
        return where if gateway_to(rental).tells_place else told or where
    if told is not None or rental.longitude is None or rental.latitude is None:
        return told
    return Place(rental.longitude, rental.latitude)
