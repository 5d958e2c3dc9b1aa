"""Trips as apps read them: the routing response (reference §8.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from protocols.models import KeptTrip
from protocols.tripgo.modes import look_of
from protocols.tripgo.trips.alerts import (
    NO_ALERTS,
    AlertsNow,
    alert_of_miss,
    alert_to_wire,
    alerts_about,
)
from protocols.tripgo.trips.costs import costs_of
from protocols.tripgo.trips.live import (
    Live,
    Lives,
    Seen,
    Trouble,
    as_they_go,
    missed_among,
    trouble_of,
)
from protocols.tripgo.trips.segments import Price, Segment, SegmentKind, with_rides
from protocols.tripgo.trips.store import Asked, asked_of
from protocols.tripgo.trips.templates import DECIMALS, location_of, service_of, template_of
from protocols.tripgo.trips.wording import ENGLISH, TripWords
from protocols.tripgo.wire import colour, epoch, hash_of, iso, omit_none

Wire = dict[str, Any]
ISO_VERSION = 13
"""From this version of the interface on times are ISO 8601 with offset; before, seconds."""
ESTIMATED, CONFIRMED = "internal_estimate", "confirmed"
FORMS = {
    "me_mic-s_sco": "SCOOTER",
    "me_mic-s_bic": "BICYCLE",
    "me_mot-s": "MOPED",
    "me_car-s": "CAR",
}


@dataclass(frozen=True, slots=True)
class Now:
    """What became of the segments of a trip; all by the ids of segments."""

    at: datetime
    bookings: Mapping[str, Wire] = field(default_factory=dict)
    """`booking` of each segment that has one."""
    paid: Mapping[str, Price] = field(default_factory=dict)
    """What each segment costs that is booked, or was travelled."""
    lives: Lives = field(default_factory=dict)
    alerts: AlertsNow = NO_ALERTS
    whole: Wire | None = None
    """`booking` of the trip, where all of it can be booked at once."""
    words: TripWords = ENGLISH
    languages: Sequence[str] = ()
    """Those that the app likes, the best one first; of what others have written."""


@dataclass(frozen=True, slots=True)
class Told:
    """A trip with its templates and alerts; moments stand in them as such."""

    trip: Wire
    templates: list[Wire]
    alerts: list[Wire]

    @property
    def hash(self) -> int:
        """Another number once anything that an app is told is another one."""
        return hash_of([self.trip, self.templates, self.alerts])


def tell_trip(trip: KeptTrip, segments: Sequence[Segment], now: Now) -> Told:
    """A trip as it goes now, without its addresses."""
    going = _paid(with_rides(as_they_go(segments, now.lives)), now.paid)
    templates: list[Wire] = []
    references: list[Wire] = []
    alerts: dict[int, Wire] = {}
    missed = missed_among(segments, now.lives)
    for planned, segment in zip(segments, going, strict=True):
        accuracy = CONFIRMED if segment.id in now.paid else ESTIMATED
        template = template_of(segment, now.words, accuracy=accuracy)
        concerned = [
            alert_to_wire(alert, now.languages) for alert in alerts_about(segment, now.alerts)
        ]
        if segment.id in missed:
            concerned.append(alert_of_miss(segment, now.words))
        alerts |= {alert["hashCode"]: alert for alert in concerned}
        templates.append(template)
        reference = _reference(planned, segment, now)
        reference["segmentTemplateHashCode"] = template["hashCode"]
        if concerned:
            reference["alertHashCodes"] = [alert["hashCode"] for alert in concerned]
        references.append(reference)
    asked = asked_of(trip)
    told = {
        "id": str(trip.reference),
        "depart": going[0].starts_at,
        "arrive": going[-1].ends_at,
        "mainSegmentHashCode": templates[_main(going)]["hashCode"],
        "queryIsLeaveAfter": asked.is_departure,
        "queryTime": epoch(asked.time),
        "availability": _availability_of_all(references),
        **costs_of(going, is_broken=trouble_of(segments, now.lives) is not Trouble.NONE),
        "segments": references,
        **({"booking": now.whole} if now.whole else {}),
    }
    return Told(told, templates, list(alerts.values()))


def routing_response(told: Iterable[tuple[str, Sequence[Told]]], asked: Asked, region: str) -> Wire:
    """The whole answer: trips that are alike are one group."""
    groups = [one for _, one in told]
    trips = [trip for group in groups for trip in group]
    templates = {one["hashCode"]: one for trip in trips for one in trip.templates}
    alerts = {one["hashCode"]: one for trip in trips for one in trip.alerts}
    return {
        "groups": [{"trips": [trip.trip for trip in group], "sources": []} for group in groups],
        "segmentTemplates": list(templates.values()),
        "query": {
            "from": location_of(asked.origin),
            "to": location_of(asked.destination),
            "depart" if asked.is_departure else "arrive": asked.time,
        },
        "region": region,
        "regions": [region],
        "alerts": list(alerts.values()),
    }


def spoken(told: Any, version: int, zone: ZoneInfo) -> Any:
    """The answer with its moments written as that version of the interface reads them."""
    if isinstance(told, datetime):
        return epoch(told) if version < ISO_VERSION else iso(told, zone)
    if isinstance(told, dict):
        return {name: spoken(inner, version, zone) for name, inner in told.items()}
    if isinstance(told, list):
        return [spoken(inner, version, zone) for inner in told]
    return told


def group_key(segments: Iterable[Segment]) -> str:
    """The same for trips that an app shows as one with several departures: the same lines and the
    same fleets in the same order."""
    return " ".join(
        f"{one.mode}/{one.ride.route_id if one.ride else ''}"
        for one in segments
        if one.kind is not SegmentKind.WALK
    )


def _paid(segments: Sequence[Segment], paid: Mapping[str, Price]) -> list[Segment]:
    return [replace(one, price=paid.get(one.id, one.price)) for one in segments]


def _main(segments: Sequence[Segment]) -> int:
    """Which segment stands for the trip: the longest one that is not walked, if there is one."""
    return max(
        range(len(segments)),
        key=lambda place: (
            segments[place].kind is not SegmentKind.WALK,
            segments[place].ends_at - segments[place].starts_at,
        ),
    )


def _reference(planned: Segment, segment: Segment, now: Now) -> Wire:
    live, booking = now.lives.get(segment.id), now.bookings.get(segment.id)
    told: Wire = {
        "id": segment.id,
        "startTime": segment.starts_at,
        "endTime": segment.ends_at,
        "realTime": live is not None and live.is_real_time,
        "availability": _availability(planned, live, now),
        "isCancelled": True if live is not None and live.is_cancelled else None,
        "realTimeStatus": live.status.value if live is not None and live.status else None,
        "realtimeVehicle": _vehicle(live.vehicle) if live is not None and live.vehicle else None,
        "booking": booking,
        "bookingHashCode": hash_of(booking) if booking else None,
        **(_ride_members(planned) if planned.ride else {}),
        **(_vehicle_members(segment, now.words) if segment.asset_id else {}),
    }
    return omit_none(told)


def _availability(planned: Segment, live: Live | None, now: Now) -> str:
    """As planned, since that is until when it is sold; a delay changes nothing of it."""
    if live is not None and live.is_cancelled:
        return "CANCELLED"
    is_booked = planned.id in now.paid
    is_late = planned.is_bookable and planned.bookable_until < now.at and not is_booked
    return "MISSED_PREBOOKING_WINDOW" if is_late else "AVAILABLE"


def _availability_of_all(references: Sequence[Wire]) -> str:
    told = {reference["availability"] for reference in references}
    words = ("CANCELLED", "MISSED_PREBOOKING_WINDOW")
    return next((word for word in words if word in told), "AVAILABLE")


def _ride_members(planned: Segment) -> Wire:
    """Of a ride, with its times by the timetable: numbers, whatever the version."""
    assert planned.ride is not None
    return {
        "serviceTripID": planned.ride.trip_id,
        **service_of(planned),
        "timetableStartTime": epoch(planned.starts_at),
        "timetableEndTime": epoch(planned.ends_at),
        "startPlatform": planned.origin.platform or None,
        "endPlatform": planned.destination.platform or None,
        "stops": len(planned.calls) - 1 if planned.calls else None,
    }


def _vehicle_members(segment: Segment, words: TripWords) -> Wire:
    """`sharedVehicle`: which one is meant."""
    form = next((form for mode, form in FORMS.items() if segment.mode.startswith(mode)), "OTHER")
    look = look_of(segment.mode)
    name = words.modes.get(look.alt, look.alt)
    return {
        "sharedVehicle": {
            "identifier": segment.asset_id,
            "name": name,
            "operator": {"name": segment.operator, "color": colour(look.colour)},
            "vehicleTypeInfo": {"name": name, "formFactor": form},
            "disabled": False,
        },
        "vehicleUUID": segment.asset_id,
    }


def _vehicle(seen: Seen) -> Wire:
    location = {
        "lat": round(seen.latitude, DECIMALS),
        "lng": round(seen.longitude, DECIMALS),
        "bearing": None if seen.bearing is None else round(seen.bearing),
    }
    return omit_none(
        {
            "id": seen.id,
            "label": seen.label or None,
            "lastUpdate": epoch(seen.seen_at),
            "location": omit_none(location),
        }
    )
