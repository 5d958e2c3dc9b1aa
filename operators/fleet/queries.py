"""Reads of fleets that join several nouns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q

from operators.fleet.areas import covers
from operators.fleet.errors import AssetUnknown, FleetUnknown
from operators.fleet.hours import is_open_by, is_readable
from operators.fleet.models import Asset, Fleet, FleetHours, PlanPart, PricingPlan, Region
from operators.fleet.models.assets import AssetQuerySet
from operators.fleet.states import Day, HoursFor, RegionKind
from operators.tenancy.models import Tenant

A_DAY = timedelta(days=1)
DAYS = list(Day)


def get_fleet(tenant: Tenant, system_id: str) -> Fleet:
    """The fleet of that system id. FleetUnknown."""
    fleet = Fleet.objects.filter(tenant=tenant, system_id=system_id).first()
    if fleet is None:
        raise FleetUnknown
    return fleet


def get_asset(tenant: Tenant, asset_id: str) -> Asset:
    """The vehicle of that id in the tenant's fleets, the eldest fleet's where two have it.

    With its fleet, type, plans and station; one query. AssetUnknown.
    """
    found = Asset.objects.live().filter(tenant=tenant, asset_id=asset_id)
    found = found.select_related("fleet", "asset_type__default_plan", "plan", "station")
    asset = found.order_by("fleet_id").first()
    if asset is None:
        raise AssetUnknown
    return asset


def regions_of_fleets(
    tenant: Tenant,
    *,
    at: datetime,
    kind: str | None = RegionKind.OPERATING,
    fleets: Iterable[int] | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[Region]:
    """A page of the regions that hold or will hold, in the order of their making; None: all kinds,
    or all fleets.

    One query.
    """
    found = Region.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), tenant=tenant)
    found = found if fleets is None else found.filter(fleet__in=fleets)
    found = found.select_related("fleet").order_by("pk")
    found = found.filter(kind=kind) if kind else found
    return list(found[offset : None if limit is None else offset + limit])


def plans_of(
    tenant: Tenant,
    *,
    fleets: Iterable[int] | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[PricingPlan]:
    """A page of the pricing plans of these fleets, or of all, with their parts and regions; two
    queries."""
    parts = Prefetch("parts", PlanPart.objects.order_by("sequence"))
    found = PricingPlan.objects.filter(tenant=tenant).select_related("fleet", "region")
    found = found if fleets is None else found.filter(fleet__in=fleets)
    found = found.prefetch_related(parts).order_by("pk")
    return list(found[offset : None if limit is None else offset + limit])


def assets_near(
    tenant: Tenant, *, longitude: float, latitude: float, metres: float
) -> AssetQuerySet:
    """The free vehicles of all fleets within that distance, the nearest first."""
    # The index begins with the fleet, so it is told which ones.
    fleets = list(Fleet.objects.filter(tenant=tenant).values_list("pk", flat=True))
    found: Any = Asset.objects.filter(fleet__in=fleets).within(longitude, latitude, metres).free()
    return found.select_related("fleet", "asset_type").order_by("metres", "pk")


def regions_at(fleet: Fleet, *, longitude: float, latitude: float, at: datetime) -> list[Region]:
    """The regions of a fleet that a place lies in and that hold at that moment; one query."""
    begun = Q(starts_at=None) | Q(starts_at__lte=at)
    left = Q(ends_at=None) | Q(ends_at__gt=at)
    boxed = fleet.regions.boxing(longitude, latitude).filter(begun, left)
    return [one for one in boxed.order_by("pk") if covers(one.area, longitude, latitude)]


def is_open(fleet: Fleet, *, at: datetime) -> bool:
    """Whether vehicles can be had then, by hours that are for everybody; one query unless the
    hours were prefetched.

    A fleet without such hours is always open; words that nobody can read close nothing.
    """
    local = at.astimezone(ZoneInfo(fleet.timezone))
    rows = (each for each in fleet.hours.all() if each.user_type != HoursFor.MEMBER)
    hours = [each for each in rows if each.opens is not None or is_readable(each.text)]
    return not hours or any(_holds(each, local) for each in hours)


def _holds(hours: FleetHours, local: datetime) -> bool:
    opens, closes = hours.opens, hours.closes
    if opens is None or closes is None:
        return is_open_by(hours.text, local.replace(tzinfo=None))
    today, yesterday = DAYS[local.weekday()], DAYS[(local - A_DAY).weekday()]
    over_midnight = closes <= opens
    if today in hours.days and opens <= local.time() and (over_midnight or local.time() < closes):
        return True
    return over_midnight and yesterday in hours.days and local.time() < closes
