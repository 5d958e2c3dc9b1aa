"""Constraints of what is told of vehicles while they run."""

from __future__ import annotations

from operators.models import Alert, RealtimeSource, TripForecast, VehicleSighting
from tests.factories.moments import NOW
from tests.factories.realtime import (
    RealtimeSourceFactory,
    TripForecastFactory,
    VehicleSightingFactory,
)
from tests.factories.service import AlertFactory
from tests.factories.timetable import FeedFactory
from tests.violations.ways import Violation, stranger, twice, two, wrong


def two_sources() -> tuple[RealtimeSource, RealtimeSource]:
    return two(RealtimeSourceFactory, "feed", FeedFactory)()


def two_forecasts() -> tuple[TripForecast, TripForecast]:
    first = TripForecastFactory()
    return first, TripForecastFactory(source=first.source, trip_id="evening")


def two_sightings() -> tuple[VehicleSighting, VehicleSighting]:
    first = VehicleSightingFactory()
    return first, VehicleSightingFactory(source=first.source, trip_id="evening")


def told_source() -> RealtimeSource:
    return RealtimeSourceFactory(told_at=NOW, read_from="https://feeds.example/realtime.pb")


def told_alert(source: RealtimeSource | None = None, source_id: str = "one") -> Alert:
    source = source or RealtimeSourceFactory()
    feed = source.feed
    return AlertFactory(operator=feed.operator, feed=feed, told_by=source, source_id=source_id)


def two_told() -> tuple[Alert, Alert]:
    first = told_alert()
    return first, told_alert(first.told_by, "two")


VIOLATIONS: dict[str, Violation] = {
    "alert_told_by_same_tenant": stranger(told_alert, "told_by", RealtimeSourceFactory),
    "alert_once_per_source_and_id": twice(two_told, "source_id"),
    "alert_is_told_by_the_feed_that_names_it": wrong(told_alert, source_id=""),
    "realtimesource_feed_same_tenant": stranger(RealtimeSourceFactory, "feed", FeedFactory),
    "realtimesource_once_per_address": twice(two_sources, "url"),
    "realtimesource_is_refreshed_within_an_hour": wrong(RealtimeSourceFactory, refresh_seconds=9),
    "realtimesource_failures_have_a_problem": wrong(RealtimeSourceFactory, failures=1),
    "realtimesource_message_came_from_somewhere": wrong(told_source, read_from=""),
    "tripforecast_once_per_trip_and_day": twice(two_forecasts, "trip_id"),
    "tripforecast_cancelled_has_no_times": wrong(TripForecastFactory, is_cancelled=True),
    "tripforecast_tells_something": wrong(TripForecastFactory, delay=None),
    "vehiclesighting_once_per_trip_and_day": twice(two_sightings, "trip_id"),
    "vehiclesighting_is_on_earth": wrong(VehicleSightingFactory, latitude=90.1),
    "vehiclesighting_bearing_is_a_direction": wrong(VehicleSightingFactory, bearing=360.1),
}
