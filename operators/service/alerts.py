"""Which alerts concern whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q

from operators.service.models import Alert, AlertPeriod
from operators.service.places import Calls, Station
from operators.tenancy.models import Tenant
from operators.timetable.models import FeedVersion, Route

ABOUT_TIMETABLES = Q(fleet=None)
"""Alerts about stops, lines, timetables, or all that an operator runs."""
NAMES_LINES = Q(stop_ids=[]) | Q(told_by__isnull=False)
"""Of which lines mean all of their stops: staff who name stops beside lines mean these stops alone,
a real-time source means each by itself."""


@dataclass(frozen=True, slots=True)
class AlertReading:
    """An alert as it is told at a moment."""

    alert: Alert
    periods: tuple[AlertPeriod, ...]
    """Those that are not over, in order."""
    regions: tuple[FeedVersion, ...]
    """Where it holds."""
    lines: tuple[str, ...]
    """Names of the lines that it is about."""


def read_alerts(
    tenant: Tenant,
    *,
    at: datetime,
    about: Q | None = None,
    region: FeedVersion | None = None,
    station: Station | None = None,
    offset: int = 0,
    limit: int,
) -> list[AlertReading]:
    """A page of the alerts that hold or will hold, oldest first; those of a region or a stop are
    its own and those of all that its operator runs. Four queries, one more for a stop.

    `about` says which alerts are asked for, where these are not all about timetables: whoever
    reads of the timetables has no shared vehicles.
    """
    found = Alert.objects.filter(ABOUT_TIMETABLES if about is None else about, tenant=tenant)
    found = found.told_at(at)
    if region is not None:
        found = found.filter(_about_region(region))
    if station is not None:
        found = found.filter(_about_station(station))
    left = AlertPeriod.objects.not_over(at).order_by("starts_at")
    alerts = found.order_by("pk").prefetch_related(Prefetch("periods", left, to_attr="left"))
    return _read(tenant, list(alerts[offset : offset + limit]))


def _about_region(region: FeedVersion) -> Q:
    return Q(feed=region.feed_id) | Q(feed=None, operator=region.feed.operator_id)


def _about_station(station: Station) -> Q:
    found = Q()
    for calls in station.calls:
        found |= Q(feed=None, operator=calls.version.feed.operator_id)
        found |= Q(feed=calls.version.feed_id) & (
            Q(stop_ids=[], route_ids=[], trip_ids=[])
            | Q(stop_ids__overlap=calls.stop_ids)
            | (NAMES_LINES & Q(route_ids__overlap=_lines_at(calls)))
        )
    return found


def _lines_at(calls: Calls) -> list[str]:
    routes = Route.objects.filter(version=calls.version)
    routes = routes.filter(patterns__calls__stop__in=calls.stop_keys)
    return list(routes.values_list("route_id", flat=True).distinct())


def _read(tenant: Tenant, alerts: Sequence[Alert]) -> list[AlertReading]:
    versions = FeedVersion.objects.in_force().filter(tenant=tenant).select_related("feed")
    regions = list(versions.order_by("feed_id"))
    named = {route_id for alert in alerts for route_id in alert.route_ids}
    routes = Route.objects.in_force(tenant).filter(route_id__in=named).select_related("version")
    names = {(route.version.feed_id, route.route_id): str(route) for route in routes}
    return [
        AlertReading(
            alert,
            tuple(alert.left),  # type: ignore[attr-defined]  # set by the prefetch
            tuple(region for region in regions if _holds_in(alert, region)),
            tuple(names.get((alert.feed_id or 0, each), each) for each in alert.route_ids),
        )
        for alert in alerts
    ]


def _holds_in(alert: Alert, region: FeedVersion) -> bool:
    if alert.feed_id is None:
        return alert.operator_id == region.feed.operator_id
    return alert.feed_id == region.feed_id
