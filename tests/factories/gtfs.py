"""GTFS feeds made of rows, written as the folder or zip file that an operator would send."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

Row = dict[str, str]
Rows = dict[str, list[Row]]
Call = tuple[str, str]

WORKDAYS = "1111100"
DAILY = "1111111"


def small_feed() -> Rows:
    """A bus from the market over the church to the beach, on workdays of 2026 in Amsterdam.

    The church is a station with two platforms; the bus calls at the second one.
    """
    feed: Rows = {
        "agency.txt": [{"agency_id": "A", "agency_timezone": "Europe/Amsterdam"}],
        "stops.txt": [
            stop("market", "Market", 52.1, 4.3, zone_id="1", stop_code="10"),
            stop("church", "Church", 52.15, 4.35, location_type="1"),
            stop("church:1", "Church", 52.15, 4.35, parent_station="church", platform_code="1"),
            stop(
                "church:2", "Church", 52.15, 4.35, zone_id="1", parent_station="church",
                platform_code="2",
            ),
            stop("beach", "Beach", 52.2, 4.4, zone_id="coast", stop_code="20"),
        ],
        "routes.txt": [route("1")],
        "trips.txt": [],
        "stop_times.txt": [],
        "calendar.txt": [calendar("workdays", WORKDAYS)],
        "calendar_dates.txt": [],
    }  # fmt: skip
    add_trip(
        feed, "morning", [("market", "08:00:00"), ("church:2", "08:10:00"), ("beach", "08:20:00")]
    )
    return feed


def stop(stop_id: str, name: str, latitude: float, longitude: float, **more: str) -> Row:
    place = {"stop_lat": str(latitude), "stop_lon": str(longitude)}
    blank = dict.fromkeys(
        ("stop_code", "zone_id", "location_type", "parent_station", "platform_code"), ""
    )
    return {"stop_id": stop_id, "stop_name": name, **place, **blank, **more}


def route(route_id: str) -> Row:
    return {
        "route_id": route_id,
        "agency_id": "A",
        "route_short_name": route_id,
        "route_long_name": "Market - Beach",
        "route_type": "3",
        "route_color": "00FF7F",
    }


def calendar(service_id: str, days: str, first: str = "20260101", last: str = "20261231") -> Row:
    """A service that runs on the days marked 1, Monday first."""
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    flags = dict(zip(names, days, strict=True))
    return {"service_id": service_id, **flags, "start_date": first, "end_date": last}


def exception(service_id: str, day: str, kind: str) -> Row:
    """`kind` 1 adds the day to the service, 2 takes it away."""
    return {"service_id": service_id, "date": day, "exception_type": kind}


def add_trip(
    feed: Rows,
    trip_id: str,
    calls: Iterable[Call],
    *,
    service_id: str = "workdays",
    route_id: str = "1",
    no_pickup: Iterable[int] = (),
    no_drop_off: Iterable[int] = (),
) -> None:
    """One more trip; its calls are numbered from 1 on."""
    feed["trips.txt"].append(
        {
            "route_id": route_id,
            "service_id": service_id,
            "trip_id": trip_id,
            "trip_headsign": "Beach",
            "direction_id": "0",
        }
    )
    for sequence, (stop_id, time) in enumerate(calls, 1):
        feed["stop_times.txt"].append(
            {
                "trip_id": trip_id,
                "arrival_time": time,
                "departure_time": time,
                "stop_id": stop_id,
                "stop_sequence": str(sequence),
                "pickup_type": "1" if sequence in no_pickup else "0",
                "drop_off_type": "1" if sequence in no_drop_off else "0",
            }
        )


def text_of(rows: list[Row], *, newline: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """The text of one file; the first row names the columns."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, list(rows[0]), lineterminator=newline, quoting=quoting)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def contents_of(feed: Rows) -> dict[str, bytes]:
    """The files of a feed; a file without rows is left out."""
    return {name: text_of(rows).encode() for name, rows in feed.items() if rows}


def write_folder(contents: Mapping[str, bytes], folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


def write_zip(contents: Mapping[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def zip_upload(contents: Mapping[str, bytes], name: str = "feed.zip") -> SimpleUploadedFile:
    """The zip file as a browser sends it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in contents.items():
            archive.writestr(member, content)
    return SimpleUploadedFile(name, packed.getvalue(), content_type="application/zip")
