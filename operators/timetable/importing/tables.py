"""The GTFS files that are read, column by column, with what each value must be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LARGEST_INTEGER = 999_999_999


class Kind(StrEnum):
    """How the text of a value is read."""

    TEXT = "text"
    INTEGER = "integer"
    DATE = "date"
    TIME = "time"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `required` in the header, `filled` where that SQL condition holds."""

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    filled: str = ""
    longest: int | None = None
    shortened: bool = False
    """Too long a value is cut and warned of, since it is only for people to read."""
    low: int = 0
    high: int = LARGEST_INTEGER


@dataclass(frozen=True, slots=True)
class GtfsFile:
    """One file of a feed and the temporary table that its rows are staged in."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    required: bool = False
    keeps: str = ""
    """The table whose ids the staged rows already carry."""

    @property
    def table(self) -> str:
        return "gtfs_" + self.name.removesuffix(".txt")


def identifier(name: str, *, longest: int | None = None) -> Column:
    """A value that every row needs."""
    return Column(name, required=True, filled="true", longest=longest)


def label(name: str, longest: int, *, filled: str = "") -> Column:
    """A text for people."""
    return Column(name, required=bool(filled), filled=filled, longest=longest, shortened=True)


def code(name: str, high: int, *, filled: str = "") -> Column:
    """A whole number from 0 to `high`."""
    return Column(name, Kind.INTEGER, required=bool(filled), filled=filled, high=high)


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Nodes and boarding areas lie inside a station and may do without their own place.
ON_THE_MAP = "coalesce(location_type, '0') NOT IN ('3', '4')"

AGENCY = GtfsFile("agency.txt", (identifier("agency_timezone", longest=64),), required=True)
STOPS = GtfsFile(
    "stops.txt",
    (
        identifier("stop_id", longest=100),
        Column("stop_code", longest=50),
        label("stop_name", 250, filled=ON_THE_MAP),
        Column("stop_lat", Kind.LATITUDE, required=True, filled=ON_THE_MAP),
        Column("stop_lon", Kind.LONGITUDE, required=True, filled=ON_THE_MAP),
        Column("zone_id", longest=100),
        code("location_type", 4),
        Column("parent_station"),
        label("platform_code", 50),
    ),
    key=("stop_id",),
    required=True,
    keeps="operators_stop",
)
ROUTES = GtfsFile(
    "routes.txt",
    (
        identifier("route_id", longest=100),
        Column("agency_id", longest=100),
        label("route_short_name", 100),
        label("route_long_name", 250),
        code("route_type", 32767, filled="true"),
        Column("route_color"),
    ),
    key=("route_id",),
    required=True,
    keeps="operators_route",
)
TRIPS = GtfsFile(
    "trips.txt",
    (
        identifier("trip_id", longest=150),
        identifier("route_id"),
        identifier("service_id", longest=150),
        label("trip_headsign", 250),
        code("direction_id", 1),
    ),
    key=("trip_id",),
    required=True,
    keeps="operators_trip",
)
STOP_TIMES = GtfsFile(
    "stop_times.txt",
    (
        identifier("trip_id"),
        Column("arrival_time", Kind.TIME, required=True),
        Column("departure_time", Kind.TIME, required=True),
        identifier("stop_id"),
        Column("stop_sequence", Kind.INTEGER, required=True, filled="true"),
        code("pickup_type", 3),
        code("drop_off_type", 3),
    ),
    required=True,
)
CALENDAR = GtfsFile(
    "calendar.txt",
    (
        identifier("service_id", longest=150),
        *(code(day, 1, filled="true") for day in WEEKDAYS),
        Column("start_date", Kind.DATE, required=True, filled="true"),
        Column("end_date", Kind.DATE, required=True, filled="true"),
    ),
    key=("service_id",),
)
CALENDAR_DATES = GtfsFile(
    "calendar_dates.txt",
    (
        identifier("service_id", longest=150),
        Column("date", Kind.DATE, required=True, filled="true"),
        Column("exception_type", Kind.INTEGER, required=True, filled="true", low=1, high=2),
    ),
    key=("service_id", "date"),
)
FREQUENCIES = GtfsFile(
    "frequencies.txt",
    (
        identifier("trip_id"),
        Column("start_time", Kind.TIME, required=True, filled="true"),
        Column("end_time", Kind.TIME, required=True, filled="true"),
        Column("headway_secs", Kind.INTEGER, required=True, filled="true", low=1),
        code("exact_times", 1),
    ),
)
TRANSFERS = GtfsFile(
    "transfers.txt",
    (
        Column("from_stop_id"),
        Column("to_stop_id"),
        Column("from_route_id"),
        Column("to_route_id"),
        Column("from_trip_id"),
        Column("to_trip_id"),
        code("transfer_type", 5),
        Column("min_transfer_time", Kind.INTEGER),
    ),
)

FILES = (
    AGENCY,
    STOPS,
    ROUTES,
    TRIPS,
    CALENDAR,
    CALENDAR_DATES,
    FREQUENCIES,
    TRANSFERS,
    STOP_TIMES,
)
