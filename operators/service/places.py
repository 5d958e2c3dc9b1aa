"""Parts of the service: regions, each of which is what one timetable covers, and stops."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from operators.service.errors import RegionUnknown, StationUnknown
from operators.tenancy.models import Tenant
from operators.timetable.models import FeedVersion, Stop


@dataclass(frozen=True, slots=True)
class Calls:
    """The stops of one version at which riders of a place board."""

    version: FeedVersion
    stop_keys: tuple[int, ...]
    """Of the stop that was named and its platforms."""
    stop_ids: tuple[str, ...]
    """The same, and the station that it is a platform of."""


@dataclass(frozen=True, slots=True)
class Station:
    """A stop or station as a caller names it; several timetables may know it."""

    stop_id: str
    calls: tuple[Calls, ...]


def regions_of(tenant: Tenant) -> QuerySet[FeedVersion]:
    """The timetables in force: each covers one region, whose id is the reference of its feed."""
    found = FeedVersion.objects.in_force().filter(tenant=tenant)
    return found.select_related("feed").order_by("feed_id")


def get_region(tenant: Tenant, reference: str) -> FeedVersion:
    """The region of that id. RegionUnknown."""
    region = regions_of(tenant).filter(feed__reference=reference).first()
    if region is None:
        raise RegionUnknown
    return region


def get_station(tenant: Tenant, stop_id: str, *, region: FeedVersion | None = None) -> Station:
    """The stop of that id in the timetables in force, or in that region; two queries.

    StationUnknown.
    """
    named = Stop.objects.in_force(tenant).filter(stop_id=stop_id).select_related("version__feed")
    found = list(named.filter(version=region) if region else named)
    if not found:
        raise StationUnknown
    keys = [stop.pk for stop in found]
    parents = [stop.parent_id for stop in found if stop.parent_id]
    relatives = list(Stop.objects.filter(Q(parent__in=keys) | Q(pk__in=parents)).order_by("pk"))
    return Station(stop_id, tuple(_calls(stop, relatives) for stop in found))


def _calls(stop: Stop, relatives: list[Stop]) -> Calls:
    platforms = [each for each in relatives if each.parent_id == stop.pk]
    above = [each for each in relatives if each.pk == stop.parent_id]
    return Calls(
        version=stop.version,
        stop_keys=tuple(each.pk for each in [stop, *platforms]),
        stop_ids=tuple(each.stop_id for each in [stop, *platforms, *above]),
    )
