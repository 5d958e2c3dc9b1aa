"""Alerts that real-time sources tell: of each source those of its last message, and no others.

Source: GTFS Realtime Reference 2.0, Service Alerts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import chain, islice
from typing import Any

from operators.service.models import Alert, AlertPeriod
from operators.service.states import AlertKind
from operators.tenancy.constraints import EARLIEST, LATEST
from operators.tenancy.websites import website
from operators.timetable.models import RealtimeSource, Route
from operators.timetable.realtime.messages import Message
from operators.timetable.realtime.notices import NO_LANGUAGE, AlertTold, LinesTold, Period, Texts

KINDS = {
    "NO_SERVICE": AlertKind.NO_SERVICE,
    "SIGNIFICANT_DELAYS": AlertKind.DELAYS,
    "DETOUR": AlertKind.DETOUR,
    "STOP_MOVED": AlertKind.STOP_MOVED,
}
LONGEST_SUMMARY, LONGEST_DESCRIPTION = 150, 4000
MOST_PERIODS = 400
"""Of an alert, the next ones; the others come in when the first are over."""
A_NIGHT = timedelta(hours=28)
"""How long a service day lasts, from its first midnight on."""
UNKNOWN, OVER = "alerts about lines that the timetable does not have", "alerts that are over"
COLUMNS = (
    *("operator_id", "feed_id", "kind", "summary", "description", "url", "translations"),
    *("stop_ids", "route_ids", "trip_ids"),
)

Periods = dict[datetime, datetime | None]
Routes = Mapping[tuple[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert as it is to be kept: its columns, and when it holds."""

    columns: Mapping[str, Any]
    periods: Periods


def keep_alerts(source: RealtimeSource, message: Message) -> dict[str, int]:
    """Make the alerts of a source what its message tells; how many there are, and how many are
    left out, by the reason.

    Within a transaction that holds the lock of the source. What is as it was is not written. A
    fixed number of queries, and one where nothing was told before or now.
    """
    known = {alert.source_id: alert for alert in source.alerts.prefetch_related("periods")}
    left_out: Counter[str] = Counter()
    rows = dict(_rows(source, message, known, left_out)) if message.alerts else {}
    gone = [alert.pk for source_id, alert in known.items() if source_id not in rows]
    if gone:
        source.alerts.filter(pk__in=gone).delete()
    kept = _write(source, rows, known, at=message.told_at)
    _write_periods(rows, known, kept)
    return {"alerts": len(rows), **left_out}


def _rows(
    source: RealtimeSource,
    message: Message,
    known: Mapping[str, Alert],
    left_out: Counter[str],
) -> Iterator[tuple[str, AlertRow]]:
    routes = _routes_of(source) if any(told.lines for told in message.alerts) else {}
    for told in message.alerts:
        before = known.get(told.alert_id)
        periods = _periods(source, told, before, at=message.told_at)
        about = _about(told, routes)
        if about is None:
            left_out[UNKNOWN] += 1
        elif not periods:
            left_out[OVER] += 1
        else:
            yield told.alert_id, AlertRow({**_columns(source, told), **about}, periods)


def _routes_of(source: RealtimeSource) -> Routes:
    """The lines of the timetable in force: their ids by who runs them and their kind, of which
    there are few."""
    routes = Route.objects.in_force(source.tenant).filter(version__feed=source.feed_id)
    found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    rows = routes.order_by("pk").values_list("route_id", "agency_id", "route_type")
    for route_id, agency_id, kind in rows:
        found[agency_id, kind].append(route_id)
    return found


def _about(told: AlertTold, routes: Routes) -> dict[str, list[str]] | None:
    """What it concerns: nothing in particular is all of the timetable. None where it names lines
    alone that the timetable does not have."""
    everything: dict[str, list[str]] = {"stop_ids": [], "route_ids": [], "trip_ids": []}
    meant = [
        route_ids
        for (agency_id, kind), route_ids in routes.items()
        if any(_means(lines, agency_id, kind) for lines in told.lines)
    ]
    if routes and len(meant) == len(routes):
        return everything
    about = {
        "stop_ids": list(told.stop_ids),
        "route_ids": list(dict.fromkeys(chain(told.route_ids, *meant))),
        "trip_ids": list(told.trip_ids),
    }
    return about if any(about.values()) else None


def _means(lines: LinesTold, agency_id: str, kind: int) -> bool:
    """A line without an agency is of the only one that there is (GTFS routes.txt)."""
    if lines.route_type not in (None, kind):
        return False
    return not (lines.agency_id and agency_id) or lines.agency_id == agency_id


def _columns(source: RealtimeSource, told: AlertTold) -> dict[str, Any]:
    kind = KINDS.get(told.effect, AlertKind.OTHER)
    is_of_stops = told.stop_ids and not (told.route_ids or told.trip_ids or told.lines)
    if kind is AlertKind.NO_SERVICE and is_of_stops:
        kind = AlertKind.STOP_CLOSED
    language = next(iter(_usual_first(told.summary)), NO_LANGUAGE)
    own = _words(told, language)
    return {
        "operator_id": source.feed.operator_id,
        "feed_id": source.feed_id,
        "kind": kind.value,
        "summary": own.get("summary") or own.get("description", kind.label)[:LONGEST_SUMMARY],
        "description": own.get("description", ""),
        "url": own.get("url", ""),
        "translations": {
            code: words
            for code in dict.fromkeys([*told.summary, *told.description, *told.url])
            if code != NO_LANGUAGE and (words := _words(told, code, alone=True))
        },
    }


def _words(told: AlertTold, language: str, *, alone: bool = False) -> dict[str, str]:
    """The texts in a language; each that is not told in it in another one, unless it is to stand
    `alone`."""
    texts = {
        "summary": _in(told.summary, language, alone)[:LONGEST_SUMMARY],
        "description": _in(told.description, language, alone)[:LONGEST_DESCRIPTION],
        "url": website(_in(told.url, language, alone)),
    }
    return {name: text for name, text in texts.items() if text}


def _in(texts: Texts, language: str, alone: bool) -> str:
    if language in texts or alone:
        return texts.get(language, "")
    return next((texts[code] for code in _usual_first(texts)), "")


def _usual_first(texts: Texts) -> list[str]:
    """Its languages: what has none is meant for all, else the first one is the publisher's own."""
    return sorted(texts, key=lambda code: code != NO_LANGUAGE)


def _periods(
    source: RealtimeSource, told: AlertTold, before: Alert | None, *, at: datetime
) -> Periods:
    """When it holds, as far as that is not over; what has no start since it was first told."""
    first = min([at, *(one.starts_at for one in before.periods.all())]) if before else at
    spans = told.periods or tuple(_days(source, told)) or ((None, None),)
    found: list[tuple[datetime, datetime | None]] = []
    for begins, ends in spans:
        starts_at = min(max(begins or first, EARLIEST), LATEST)
        ends_at = None if ends is None or ends > LATEST else ends
        if ends_at is None or ends_at > max(starts_at, at):
            found.append((starts_at, ends_at))
    # Of those that start together the longest is the last, so it is the one that stays.
    held = dict(sorted(found, key=lambda one: (one[0], one[1] is None, one[1] or LATEST)))
    return dict(islice(held.items(), MOST_PERIODS))


def _days(source: RealtimeSource, told: AlertTold) -> Iterator[Period]:
    """The days that its trips are meant of, where it names trips alone."""
    if told.stop_ids or told.route_ids or told.lines:
        return
    for day in (day for day in told.days if EARLIEST.date() < day < LATEST.date()):
        midnight = datetime.combine(day, time(0), tzinfo=source.tenant.zone)
        yield midnight, midnight + A_NIGHT


def _write(
    source: RealtimeSource,
    rows: Mapping[str, AlertRow],
    known: Mapping[str, Alert],
    *,
    at: datetime,
) -> dict[str, Alert]:
    """The alerts that are new or other than before, written; all by their ids."""
    new = [
        Alert(
            tenant_id=source.tenant_id,
            told_by=source,
            source_id=source_id,
            updated_at=at,
            **row.columns,
        )
        for source_id, row in rows.items()
        if source_id not in known
    ]
    changed = [
        known[source_id]
        for source_id, row in rows.items()
        if source_id in known and _differs(known[source_id], row.columns)
    ]
    for alert in changed:
        for name, value in rows[alert.source_id].columns.items():
            setattr(alert, name, value)
        alert.updated_at = at
    if changed:
        Alert.objects.bulk_update(changed, [*COLUMNS, "updated_at"])
    made = {alert.source_id: alert for alert in Alert.objects.bulk_create(new)}
    return {**known, **made}


def _differs(alert: Alert, columns: Mapping[str, Any]) -> bool:
    return any(getattr(alert, name) != value for name, value in columns.items())


def _write_periods(
    rows: Mapping[str, AlertRow], known: Mapping[str, Alert], kept: Mapping[str, Alert]
) -> None:
    """The periods of those whose periods are other than before, made anew."""
    moved = [
        kept[source_id]
        for source_id, row in rows.items()
        if source_id not in known or row.periods != _held(known[source_id].periods.all())
    ]
    before = [alert.pk for alert in moved if alert.source_id in known]
    if before:
        AlertPeriod.objects.filter(alert__in=before).delete()
    AlertPeriod.objects.bulk_create(
        AlertPeriod(tenant_id=alert.tenant_id, alert=alert, starts_at=starts_at, ends_at=ends_at)
        for alert in moved
        for starts_at, ends_at in rows[alert.source_id].periods.items()
    )


def _held(periods: Iterable[AlertPeriod]) -> Periods:
    return {one.starts_at: one.ends_at for one in periods}
