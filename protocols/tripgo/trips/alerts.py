"""Alerts that concern a trip (reference §8.3, `alertHashCodes`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q

from operators.models import Alert
from operators.service.models import AlertPeriod
from operators.service.states import AlertKind
from operators.tenancy.models import Tenant
from protocols.tripgo.trips.segments import Segment
from protocols.tripgo.trips.wording import TripWords
from protocols.tripgo.wire import epoch, hash_of, omit_none

MOST_ALERTS = 100
SEVERITIES = {
    AlertKind.NO_SERVICE: "alert",
    AlertKind.STOP_CLOSED: "alert",
    AlertKind.STOP_MOVED: "warning",
    AlertKind.DETOUR: "warning",
    AlertKind.DELAYS: "warning",
    AlertKind.OTHER: "info",
}


def read_alerts_of(tenant: Tenant, segments: Sequence[Segment], *, at: datetime) -> list[Alert]:
    """The alerts that hold at that moment or later and that concern one of the segments, with
    their periods; two queries, none without rides and vehicles."""
    feeds = {segment.feed_id for segment in segments} - {None}
    fleets = {segment.fleet for segment in segments} - {None}
    runs = {segment.operator_id for segment in segments} - {None}
    if not (feeds or fleets):
        return []
    about = Q(feed__in=feeds) | Q(fleet__in=fleets) | Q(feed=None, fleet=None, operator__in=runs)
    periods = AlertPeriod.objects.not_over(at).order_by("starts_at")
    found = Alert.objects.filter(about, tenant=tenant).told_at(at).order_by("pk")
    return list(found.prefetch_related(Prefetch("periods", periods, to_attr="left"))[:MOST_ALERTS])


def alerts_about(segment: Segment, alerts: Sequence[Alert]) -> list[Alert]:
    """Those of them that concern a segment while it is travelled."""
    return [alert for alert in alerts if _holds(alert, segment) and _concerns(alert, segment)]


def alert_to_wire(alert: Alert) -> dict[str, Any]:
    """An alert as apps show it; its times are seconds since 1970."""
    first = _periods(alert)[0]
    told = {
        "hashCode": alert_hash(alert),
        "severity": SEVERITIES[AlertKind(alert.kind)],
        "title": alert.summary,
        "text": alert.description or None,
        "url": alert.url or None,
        "fromDate": epoch(first.starts_at),
        "toDate": epoch(first.ends_at) if first.ends_at else None,
    }
    return omit_none(told)


def alert_of_miss(ride: Segment, words: TripWords) -> dict[str, Any]:
    """What is told on a ride that leaves before somebody can be there; as other alerts."""
    told = {
        "severity": "alert",
        "title": words.missed,
        "text": words.missed_text,
        "fromDate": epoch(ride.starts_at),
    }
    return {"hashCode": hash_of([ride.id, told]), **told}


def alert_hash(alert: Alert) -> int:
    """The number that segments name an alert by; another one once its words are others."""
    return hash_of([alert.reference, alert.kind, alert.summary, alert.description, alert.url])


def _periods(alert: Alert) -> list[AlertPeriod]:
    return list(alert.left)  # type: ignore[attr-defined]  # set by the prefetch


def _holds(alert: Alert, segment: Segment) -> bool:
    return any(
        period.starts_at < segment.ends_at
        and (period.ends_at is None or period.ends_at > segment.starts_at)
        for period in _periods(alert)
    )


def _concerns(alert: Alert, segment: Segment) -> bool:
    if segment.fleet is not None:
        narrowed = alert.vehicle_station_ids or alert.region_ids
        return alert.fleet_id == segment.fleet and not narrowed
    if segment.ride is None or alert.fleet_id is not None:
        return False
    if alert.feed_id is None:
        return alert.operator_id == segment.operator_id
    return alert.feed_id == segment.feed_id and _names(alert, segment)


def _names(alert: Alert, segment: Segment) -> bool:
    """Whether an alert about a timetable names the line of a ride or a stop that it calls at."""
    assert segment.ride is not None
    if not alert.route_ids and not alert.stop_ids:
        return True
    stops = {segment.origin.stop_id, segment.destination.stop_id}
    return segment.ride.route_id in alert.route_ids or bool(stops.intersection(alert.stop_ids))
