"""Reading the alerts of a GTFS-Realtime message: what passengers should know beside the timetable.

Source: GTFS Realtime Reference 2.0, Service Alerts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from google.transit import gtfs_realtime_pb2 as gtfs

from operators.timetable.models.realtime import LONGEST_ALERT_ID, LONGEST_TRIP_ID
from operators.timetable.realtime.forecasts import moment_of
from operators.timetable.realtime.values import LeftOut, read_date, text_of

LONGEST_ID = 100
LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)
NO_LANGUAGE = ""
"""What a text is kept under that does not say its language, or has none."""

Texts = Mapping[str, str]
"""The same text by language, a code of two or three letters; the first one as it was told first."""
Period = tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True)
class LinesTold:
    """Lines that are named by who runs them, or by their kind (GTFS route_type)."""

    agency_id: str
    route_type: int | None


@dataclass(frozen=True, slots=True)
class AlertTold:
    """What a message tells passengers: it concerns all that it names, each of it by itself."""

    alert_id: str
    effect: str
    """As the specification spells it."""
    summary: Texts
    description: Texts
    url: Texts
    stop_ids: tuple[str, ...]
    route_ids: tuple[str, ...]
    trip_ids: tuple[str, ...]
    days: tuple[date, ...]
    """Service days that its trips are meant of; none: of all."""
    lines: tuple[LinesTold, ...]
    periods: tuple[Period, ...]
    """When it holds; none: as long as it is told. Without a start: since it was told first."""


def read_alert(entity: gtfs.FeedEntity) -> AlertTold:
    """The alert of an entity. LeftOut."""
    alert = entity.alert
    alert_id = text_of(entity.id, LONGEST_ALERT_ID)
    if not alert_id:
        raise LeftOut("alerts without a usable id")
    told = [found for one in alert.informed_entity if (found := read_selector(one))]
    if not told:
        raise LeftOut("alerts about nothing")
    return AlertTold(
        alert_id,
        gtfs.Alert.Effect.Name(alert.effect),
        read_texts(alert.header_text),
        read_texts(alert.description_text),
        read_texts(alert.url),
        stop_ids=_each("stop", told),
        route_ids=_each("route", told),
        trip_ids=_each("trip", told),
        days=_each("day", told),
        lines=_each("lines", told),
        periods=tuple(map(read_period, alert.active_period or alert.impact_period)),
    )


def read_selector(selector: gtfs.EntitySelector) -> dict[str, Any]:
    """What is meant, by its kind; nothing where it cannot be used.

    What is named together is meant where it meets. Of that the narrowest is kept: a line at a stop
    is the stop, since passengers of the line read of it there.
    """
    if selector.HasField("trip"):
        return read_trip_named(selector.trip)
    if stop_id := text_of(selector.stop_id, LONGEST_ID):
        return {"stop": stop_id}
    if route_id := text_of(selector.route_id, LONGEST_ID):
        return {"route": route_id}
    agency_id = text_of(selector.agency_id, LONGEST_ID)
    route_type = selector.route_type if selector.HasField("route_type") else None
    if not agency_id and route_type is None:
        return {}
    return {"lines": LinesTold(agency_id, route_type)}


def read_trip_named(trip: gtfs.TripDescriptor) -> dict[str, Any]:
    """A trip, or the line of one that has no id; with its day if that is told."""
    if trip_id := text_of(trip.trip_id, LONGEST_TRIP_ID):
        try:
            day = read_date(trip.start_date)
        except LeftOut:
            return {}
        return {"trip": trip_id, **({"day": day} if day else {})}
    route_id = text_of(trip.route_id, LONGEST_ID)
    return {"route": route_id} if route_id else {}


def read_texts(told: gtfs.TranslatedString) -> dict[str, str]:
    """A text in each of its languages; of several in one the first."""
    found: dict[str, str] = {}
    for one in told.translation:
        text = text_of(one.text, len(one.text)).strip()
        code = text_of(one.language, LONGEST_ID).partition("-")[0].lower()
        if text:
            found.setdefault(code if LANGUAGE.fullmatch(code) else NO_LANGUAGE, text)
    return found


def read_period(told: gtfs.TimeRange) -> Period:
    """From when until when; None where that is not told, or in no calendar."""
    start, end = (moment_of(at) if at else None for at in (told.start, told.end))
    return start, end


def _each(kind: str, told: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(one[kind] for one in told if kind in one))
