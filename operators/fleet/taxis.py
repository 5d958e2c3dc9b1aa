"""Trips by taxi: how far and how long, which services drive them, and which taxis could."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from django.db.models import F, Prefetch, Q

from operators.fleet.areas import covers
from operators.fleet.models import Asset, PlanPart, Region, TaxiService
from operators.fleet.models.taxis import ANY_VEHICLE
from operators.fleet.queries import is_open
from operators.fleet.spatial import metres_from
from operators.fleet.states import RegionKind
from operators.timetable.distances import metres_between

METRES_A_SECOND = 1 / 3.6
"""Of one kilometre an hour."""


@dataclass(frozen=True, slots=True)
class TaxiPlace:
    """Where a trip begins or ends; WGS 84 degrees. The words are for the driver."""

    longitude: float
    latitude: float
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class TaxiTrip:
    """A trip that a taxi is offered for, with what was promised of it.

    `metres` and `seconds` are those on the road: an estimate until it was driven.
    """

    origin: TaxiPlace
    destination: TaxiPlace
    pick_up_at: datetime
    """UTC; at the earliest."""
    metres: int
    seconds: int
    fixes_price: bool = False
    """The price told is the price; else the meter says it at the end."""
    vehicle_type: str = ANY_VEHICLE
    wished_at: datetime | None = None
    """When the customer wished to be picked up, or asked, where that was at once; UTC."""
    travellers: int = 1

    @property
    def drop_off_at(self) -> datetime:
        """When it ends, as estimated; UTC."""
        return self.pick_up_at + timedelta(seconds=self.seconds)

    def to_json(self) -> dict[str, Any]:
        """Members of JSON; moments as ISO 8601."""
        wished_at = self.wished_at and self.wished_at.isoformat()
        moments = {"pick_up_at": self.pick_up_at.isoformat(), "wished_at": wished_at}
        return {**asdict(self), **moments}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> TaxiTrip:
        """The trip that `to_json` told."""
        places = {name: TaxiPlace(**told[name]) for name in ("origin", "destination")}
        moments = {name: _moment(told.get(name)) for name in ("pick_up_at", "wished_at")}
        return cls(**{**told, **places, **moments})


def estimate_trip(
    service: TaxiService,
    origin: TaxiPlace,
    destination: TaxiPlace,
    pick_up_at: datetime,
    *,
    wished_at: datetime | None = None,
    travellers: int = 1,
) -> TaxiTrip:
    """How far and how long it is by the detour and the speed of the service; no query.

    `wished_at`: when the customer wished it to begin, if that is another moment.
    """
    ends = ((place.latitude, place.longitude) for place in (origin, destination))
    road = metres_between(*ends) * (100 + service.detour_percent) / 100
    return TaxiTrip(
        origin=origin,
        destination=destination,
        pick_up_at=pick_up_at.astimezone(UTC),
        metres=round(road),
        seconds=ceil(road / (service.speed_kmph * METRES_A_SECOND)),
        fixes_price=service.fixes_price,
        vehicle_type=service.vehicle_type,
        wished_at=(wished_at or pick_up_at).astimezone(UTC),
        travellers=travellers,
    )


def find_taxi_services(fleets: Collection[int]) -> list[TaxiService]:
    """The taxi services among these fleets, with their seats, their fleet, its hours, and their
    plan with its parts, in the order of the fleets' making; three queries."""
    parts = PlanPart.objects.order_by("sequence")
    found = TaxiService.objects.filter(fleet__in=fleets).with_seats()
    found = found.select_related("fleet", "plan")
    found = found.prefetch_related("fleet__hours", Prefetch("plan__parts", parts))
    return list(found.order_by("fleet_id"))


def drive_then(service: TaxiService, pick_up_at: datetime, *, at: datetime) -> bool:
    """Whether a trip of that moment can be ordered at `at`, and the fleet is open then; no query
    if the service was found by `find_taxi_services`."""
    first = at + timedelta(minutes=service.notice_minutes)
    last = at + timedelta(days=service.days_ahead)
    return first <= pick_up_at <= last and is_open(service.fleet, at=pick_up_at)


def drive_there(
    services: Iterable[TaxiService], places: Collection[TaxiPlace], *, at: datetime
) -> list[TaxiService]:
    """Those that drive at all of these places: each lies in an OPERATING region of theirs that
    holds then, if they have any, and in none of NO_ACCESS. Two queries."""
    asked = list(services)
    fleets = [service.fleet_id for service in asked]
    left = Q(ends_at=None) | Q(ends_at__gt=at)
    begun = Q(starts_at=None) | Q(starts_at__lte=at)
    holding = Region.objects.filter(begun, left, fleet__in=fleets)
    # Whoever has areas stays in them, though none of them is near.
    bound = set(holding.of_kind(RegionKind.OPERATING).values_list("fleet", flat=True))
    near = holding.of_kind(RegionKind.OPERATING, RegionKind.NO_ACCESS).filter(_boxing(places))
    regions = list(near)
    return [
        service
        for service in asked
        if all(_drives(service, place, regions, bound) for place in places)
    ]


def free_taxis(
    fleet: int, trip: TaxiTrip, limit: int, *, turn: int = 0, without: Collection[int] = ()
) -> list[Asset]:
    """The vehicles of a fleet that are in service with a driver and have room for all who travel,
    the nearest to the origin first and those that tell no place last; each with its driver, type
    and fleet. One query.

    At `turn` 1 it is the next so many, and so on; after the farthest ones the nearest again. Each
    turn but the first takes one query more.

    Which of them have something else to do, only bookings know: `without` are the keys of those
    that are not wanted.
    """
    working = Asset.objects.live().filter(fleet=fleet, driver__isnull=False, is_disabled=False)
    working = working.filter(asset_type__riders__gte=trip.travellers)
    far = metres_from(trip.origin.longitude, trip.origin.latitude)
    found = working.exclude(pk__in=without).annotate(metres=far)
    joined = found.select_related("driver", "fleet", "asset_type")
    first = turn % max(1, ceil(found.count() / limit)) * limit if turn else 0
    return list(joined.order_by(F("metres").asc(nulls_last=True), "pk")[first : first + limit])


def _moment(told: str | None) -> Any:
    return None if told is None else datetime.fromisoformat(told)


def _boxing(places: Iterable[TaxiPlace]) -> Q:
    found = Q()
    for place in places:
        wide = Q(west__lte=place.longitude, east__gte=place.longitude)
        found |= wide & Q(south__lte=place.latitude, north__gte=place.latitude)
    return found


def _drives(
    service: TaxiService, place: TaxiPlace, regions: Iterable[Region], bound: Collection[int]
) -> bool:
    kinds = {
        region.kind
        for region in regions
        if region.fleet_id == service.fleet_id
        and covers(region.area, place.longitude, place.latitude)
    }
    if RegionKind.NO_ACCESS in kinds:
        return False
    return service.fleet_id not in bound or RegionKind.OPERATING in kinds
