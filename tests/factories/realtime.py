"""GTFS-Realtime messages as operators publish them, and sources that have told them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory
from google.transit import gtfs_realtime_pb2 as gtfs

from operators.models import Feed, RealtimeSource, TripForecast, VehicleSighting
from operators.service.actions import keep_told
from operators.timetable.importing.downloads import Validators
from operators.timetable.realtime.messages import read_message
from tests.factories.moments import NOW
from tests.factories.timetable import FeedFactory

Facts = Mapping[str, Any]
TEXTS = ("header_text", "description_text", "url")


class RealtimeSourceFactory(DjangoModelFactory):
    feed = factory.SubFactory(FeedFactory)
    tenant = factory.SelfAttribute("feed.tenant")
    url = factory.Sequence(lambda n: f"https://feeds.example/realtime-{n}.pb")

    class Meta:
        model = RealtimeSource


class TripForecastFactory(DjangoModelFactory):
    source = factory.SubFactory(RealtimeSourceFactory)
    trip_id = "morning"
    service_date = NOW.date()
    delay = 60

    class Meta:
        model = TripForecast


class VehicleSightingFactory(DjangoModelFactory):
    source = factory.SubFactory(RealtimeSourceFactory)
    trip_id = "morning"
    service_date = NOW.date()
    vehicle_id = "bus-7"
    latitude = 52.1
    longitude = 4.3
    seen_at = NOW

    class Meta:
        model = VehicleSighting


def message(*entities: gtfs.FeedEntity, at: datetime | None = None, **header: Any) -> bytes:
    """The bytes of a message of that moment."""
    told = gtfs.FeedMessage()
    told.header.gtfs_realtime_version = "2.0"
    if at is not None:
        told.header.timestamp = int(at.timestamp())
    for name, value in header.items():
        setattr(told.header, name, value)
    for number, entity in enumerate(entities):
        entity.id = entity.id or str(number)
        told.entity.append(entity)
    return told.SerializeToString()


def trip_update(
    *stops: Facts, trip: Facts | None = None, day: str = "20260601", **more: Any
) -> gtfs.FeedEntity:
    """What is told of a trip; each stop as the specification spells it."""
    descriptor = {"trip_id": "morning", "start_date": day, **(trip or {})}
    return gtfs.FeedEntity(
        trip_update=gtfs.TripUpdate(
            trip=gtfs.TripDescriptor(**descriptor),
            stop_time_update=[gtfs.TripUpdate.StopTimeUpdate(**stop) for stop in stops],
            **more,
        )
    )


def delayed(seconds: int, **stop: Any) -> Facts:
    """A stop that the vehicle reaches and leaves so many seconds late."""
    return {"arrival": {"delay": seconds}, "departure": {"delay": seconds}, **stop}


def vehicle(
    latitude: float = 52.11, longitude: float = 4.31, *, day: str = "20260601", **more: Any
) -> gtfs.FeedEntity:
    """Where the vehicle of the morning trip is."""
    trip = more.pop("trip", {"trip_id": "morning", "start_date": day})
    position = {"latitude": latitude, "longitude": longitude, **more.pop("position", {})}
    return gtfs.FeedEntity(
        vehicle=gtfs.VehiclePosition(
            trip=gtfs.TripDescriptor(**trip),
            position=gtfs.Position(**position),
            **{"vehicle": {"id": "bus-7", "label": "7"}, **more},
        )
    )


def alert(*about: Facts, name: str = "works", **more: Any) -> gtfs.FeedEntity:
    """What passengers are told about these; texts by language, one of its own has none."""
    texts = {"header_text": "Works", **more}
    return gtfs.FeedEntity(
        id=name,
        alert=gtfs.Alert(
            informed_entity=[gtfs.EntitySelector(**one) for one in about],
            **{key: spoken(told) if key in TEXTS else told for key, told in texts.items()},
        ),
    )


def spoken(told: str | Mapping[str, str]) -> gtfs.TranslatedString:
    """A text, or the same in several languages."""
    texts = {"": told} if isinstance(told, str) else told
    return gtfs.TranslatedString(
        translation=[{"text": text, "language": code or None} for code, text in texts.items()]
    )


def between(start: datetime | None, end: datetime | None) -> gtfs.TimeRange:
    """When an alert holds."""
    return gtfs.TimeRange(
        start=int(start.timestamp()) if start else None, end=int(end.timestamp()) if end else None
    )


def tell(feed: Feed, entities: Sequence[gtfs.FeedEntity], *, at: datetime) -> RealtimeSource:
    """A source of the feed that has just told this."""
    source = RealtimeSource.objects.filter(feed=feed).first() or RealtimeSourceFactory(feed=feed)
    told = read_message(message(*entities, at=at), at=at)
    return keep_told(source, told, Validators(), at=at)
