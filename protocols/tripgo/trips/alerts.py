"""Alerts that concern a trip (reference §8.3, `alertHashCodes`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q

from operators.models import Alert, Stop
from operators.service.models import AlertPeriod
from operators.service.states import AlertKind
from operators.tenancy.models import Tenant
from operators.timetable.itineraries import Ride
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


@dataclass(frozen=True, slots=True)
class AlertsNow:
    """Alerts that are told of some segments, each with its periods that are not over as `left`."""

    alerts: tuple[Alert, ...] = ()
    stations: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """The station that a stop is part of, by feed and stop_id."""


NO_ALERTS = AlertsNow()


def read_alerts_of(tenant: Tenant, segments: Sequence[Segment], *, at: datetime) -> AlertsNow:
    """The alerts that hold at that moment or later and that may concern one of the segments; three
    queries, none without rides and vehicles."""
    feeds = {segment.feed_id for segment in segments} - {None}
    fleets = {segment.fleet for segment in segments} - {None}
    if not (feeds or fleets):
        return NO_ALERTS
    runs = {segment.operator_id for segment in segments} - {None}
    stations = _stations_of(tenant, segments) if feeds else {}
    about = Q(fleet__in=fleets) | Q(feed=None, fleet=None, operator__in=runs)
    about |= Q(feed__in=feeds) & _naming(segments, stations)
    periods = AlertPeriod.objects.not_over(at).order_by("starts_at")
    found = Alert.objects.filter(about, tenant=tenant).told_at(at).order_by("pk")
    left = found.prefetch_related(Prefetch("periods", periods, to_attr="left"))
    return AlertsNow(tuple(left[:MOST_ALERTS]), stations)


def alerts_about(segment: Segment, now: AlertsNow) -> list[Alert]:
    """Those of them that concern a segment while it is travelled."""
    return [
        alert for alert in now.alerts if _holds(alert, segment) and _concerns(alert, segment, now)
    ]


def alert_to_wire(alert: Alert, languages: Sequence[str]) -> dict[str, Any]:
    """An alert as apps show it, in the first of the languages that it is told in; its times are
    seconds since 1970."""
    first, words = _periods(alert)[0], alert.words(languages)
    told = {
        "hashCode": hash_of([alert.reference, alert.kind, *astuple(words)]),
        "severity": SEVERITIES[AlertKind(alert.kind)],
        "title": words.summary,
        "text": words.description or None,
        "url": words.url or None,
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


def _stations_of(tenant: Tenant, segments: Sequence[Segment]) -> dict[tuple[int, str], str]:
    ends = {stop_id for segment in segments for stop_id in _ends(segment)}
    parts = Stop.objects.in_force(tenant).filter(stop_id__in=ends, parent__isnull=False)
    told = parts.values_list("version__feed", "stop_id", "parent__stop_id")
    return {(feed, stop_id): station for feed, stop_id, station in told}


def _naming(segments: Sequence[Segment], stations: Mapping[tuple[int, str], str]) -> Q:
    """Alerts that name nothing in particular, or something of the rides: most alerts of a network
    are about other lines."""
    rides = [segment.ride for segment in segments if segment.ride is not None]
    ends = {stop_id for segment in segments for stop_id in _ends(segment)}
    return (
        Q(stop_ids=[], route_ids=[], trip_ids=[])
        | Q(stop_ids__overlap=[*ends, *stations.values()])
        | Q(route_ids__overlap=[ride.route_id for ride in rides])
        | Q(trip_ids__overlap=[ride.trip_id for ride in rides])
    )


def _ends(segment: Segment) -> set[str]:
    if segment.ride is None:
        return set()
    return {segment.origin.stop_id, segment.destination.stop_id} - {""}


def _periods(alert: Alert) -> list[AlertPeriod]:
    return list(alert.left)  # type: ignore[attr-defined]  # set by the prefetch


def _holds(alert: Alert, segment: Segment) -> bool:
    return any(
        period.starts_at < segment.ends_at
        and (period.ends_at is None or period.ends_at > segment.starts_at)
        for period in _periods(alert)
    )


def _concerns(alert: Alert, segment: Segment, now: AlertsNow) -> bool:
    if segment.fleet is not None:
        narrowed = alert.vehicle_station_ids or alert.region_ids
        return alert.fleet_id == segment.fleet and not narrowed
    if segment.ride is None or alert.fleet_id is not None:
        return False
    if alert.feed_id is None:
        return alert.operator_id == segment.operator_id
    return alert.feed_id == segment.feed_id and _names(alert, segment, segment.ride, now)


def _names(alert: Alert, segment: Segment, ride: Ride, now: AlertsNow) -> bool:
    """Whether an alert about a timetable names the ride, its line, or where somebody gets on or
    off: the stop, or the station that it is part of."""
    if not (alert.route_ids or alert.stop_ids or alert.trip_ids):
        return True
    ends = _ends(segment)
    around = {now.stations.get((alert.feed_id or 0, stop_id), stop_id) for stop_id in ends}
    return (
        ride.trip_id in alert.trip_ids
        or ride.route_id in alert.route_ids
        or bool((ends | around).intersection(alert.stop_ids))
    )
