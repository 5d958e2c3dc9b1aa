"""A tenant's timetables. Every row belongs to one version of a feed; versions are swapped whole."""

from operators.timetable.models.feeds import Feed, FeedVersion
from operators.timetable.models.operating import OperatingDay
from operators.timetable.models.patterns import Pattern, PatternCall
from operators.timetable.models.realtime import RealtimeSource, TripForecast, VehicleSighting
from operators.timetable.models.stops import FareZone, Stop, Transfer
from operators.timetable.models.trips import Route, ServiceDay, StopTime, Trip

__all__ = [
    "FareZone",
    "Feed",
    "FeedVersion",
    "OperatingDay",
    "Pattern",
    "PatternCall",
    "RealtimeSource",
    "Route",
    "ServiceDay",
    "Stop",
    "StopTime",
    "Transfer",
    "Trip",
    "TripForecast",
    "VehicleSighting",
]
