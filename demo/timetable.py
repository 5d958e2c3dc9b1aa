"""The GTFS feed of the town: the same days give the same bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, count, takewhile
from pathlib import Path

from demo.town import HALT_OF, HALTS, LINES, NAME, STATION, TIMEZONE, Line, Service

FIRST_DEPARTURE = 5 * 60 + 30
LAST_DEPARTURE = 24 * 60 + 45
"""Minutes of the service day, so a quarter to one belongs to the evening before."""
BUSY = range(7 * 60, 19 * 60)
DAYS_OF = {
    Service.WEEKDAY: (1, 1, 1, 1, 1, 0, 0),
    Service.SATURDAY: (0, 0, 0, 0, 0, 1, 0),
    Service.SUNDAY: (0, 0, 0, 0, 0, 0, 1),
}
HOLIDAYS = ((1, 1), (4, 27), (12, 25), (12, 26))
"""Month and day of the days that run as Sundays."""
SERVICE_ON = (*[Service.WEEKDAY] * 5, Service.SATURDAY, Service.SUNDAY)
ADDED, REMOVED = 1, 2
OLDEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)

Row = Sequence[object]


def write_feed(path: Path, *, first_day: date, last_day: date) -> None:
    """Write the feed with service from the first to the last day, both included, as a zip file."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in feed_files(first_day, last_day).items():
            member = zipfile.ZipInfo(name, OLDEST_ZIP_TIME)
            archive.writestr(member, text, zipfile.ZIP_DEFLATED)


def feed_files(first_day: date, last_day: date) -> dict[str, str]:
    """The text of each file of the feed, by name."""
    return {
        "agency.txt": table(
            ("agency_id", "agency_name", "agency_url", "agency_timezone"),
            [("RVS", f"Vervoerbedrijf {NAME}", "https://ravensluis.example/", TIMEZONE)],
        ),
        "stops.txt": table(
            (
                "stop_id", "stop_code", "stop_name", "stop_lat", "stop_lon", "zone_id",
                "location_type", "parent_station", "platform_code",
            ),
            stops(),
        ),
        "routes.txt": table(
            (
                "route_id", "agency_id", "route_short_name", "route_long_name", "route_type",
                "route_color",
            ),
            ((f"RVS:{line.code}", "RVS", line.code, line.long_name, line.route_type, line.color)
             for line in LINES),
        ),
        "trips.txt": table(
            ("route_id", "service_id", "trip_id", "trip_headsign", "direction_id"), trips()
        ),
        "stop_times.txt": table(
            ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"), stop_times()
        ),
        "calendar.txt": table(
            (
                "service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                "sunday", "start_date", "end_date",
            ),
            ((service, *days, f"{first_day:%Y%m%d}", f"{last_day:%Y%m%d}")
             for service, days in DAYS_OF.items()),
        ),
        "calendar_dates.txt": table(
            ("service_id", "date", "exception_type"), holidays(first_day, last_day)
        ),
    }  # fmt: skip


def table(header: Row, rows: Iterable[Row]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(chain([header], rows))
    return text.getvalue()


def stops() -> Iterator[Row]:
    for halt in HALTS:
        yield (
            halt.stop_id,
            halt.code,
            halt.name,
            halt.latitude,
            halt.longitude,
            halt.zone,
            1 if halt.code == STATION else 0,
            HALT_OF[STATION].stop_id if halt.platform else "",
            halt.platform,
        )


def runs() -> Iterator[tuple[Line, Service, int, int]]:
    """Line, service, direction and departure, in minutes of the service day, of every trip."""
    for line in LINES:
        for service in Service:
            for departure in departures(line, service):
                yield line, service, 0, departure
                yield line, service, 1, departure


def departures(line: Line, service: Service) -> Iterator[int]:
    minute = FIRST_DEPARTURE
    while minute <= LAST_DEPARTURE:
        yield minute
        is_busy = service is Service.WEEKDAY and minute in BUSY
        minute += line.busy_minutes if is_busy else line.quiet_minutes


def trips() -> Iterator[Row]:
    for line, service, direction, departure in runs():
        headsign = HALT_OF[calls(line, direction)[-1]].name
        yield (
            f"RVS:{line.code}",
            service,
            trip_id(line, service, direction, departure),
            headsign,
            direction,
        )


def stop_times() -> Iterator[Row]:
    for line, service, direction, departure in runs():
        trip = trip_id(line, service, direction, departure)
        for sequence, code in enumerate(calls(line, direction)):
            moment = clock(departure + sequence * line.minutes)
            yield trip, moment, moment, HALT_OF[code].stop_id, sequence + 1


def calls(line: Line, direction: int) -> tuple[str, ...]:
    return line.calls if direction == 0 else line.calls[::-1]


def trip_id(line: Line, service: Service, direction: int, departure: int) -> str:
    return f"RVS:{line.code}:{service}:{direction}:{departure:04d}"


def clock(minutes: int) -> str:
    """GTFS time; hours go on after 24."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00"


def holidays(first_day: date, last_day: date) -> Iterator[Row]:
    days = takewhile(lambda day: day <= last_day, (first_day + timedelta(n) for n in count()))
    for day in days:
        usual = SERVICE_ON[day.weekday()]
        if (day.month, day.day) in HOLIDAYS and usual is not Service.SUNDAY:
            yield usual, f"{day:%Y%m%d}", REMOVED
            yield Service.SUNDAY, f"{day:%Y%m%d}", ADDED
