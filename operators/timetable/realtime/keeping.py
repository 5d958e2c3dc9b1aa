"""Keeping what a message tells: however much it is, in a few statements.

Rows that are as they were are not written. A row that was measured later than the message says
stays as it is, unless the trip was cancelled or given back since, which nobody measures; and one
that the message does not tell of goes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from operators.prepared import fetch_rows
from operators.timetable.models import FeedVersion, RealtimeSource
from operators.timetable.realtime.messages import Message, TripKey, TripTold, VehicleTold

# Of a trip without a day the one counts whose run is nearest to the message.
KNOWN = """
SELECT DISTINCT ON (wanted.number) wanted.number, runs.date, trip.starts
FROM unnest(%(trips)s::text[], %(dates)s::date[], %(starts)s::integer[])
    WITH ORDINALITY AS wanted (trip_id, date, starts, number)
JOIN operators_trip AS trip
    ON trip.version_id = %(version)s
    AND trip.trip_id = wanted.trip_id
    AND (trip.starts IS NULL OR trip.starts = wanted.starts)
JOIN operators_feedversion AS version ON version.id = trip.version_id
CROSS JOIN LATERAL (
    SELECT (%(told_at)s::timestamptz AT TIME ZONE version.timezone)::date AS date
) AS today
LEFT JOIN LATERAL (
    SELECT min(call.departure) AS first, max(call.arrival) AS last
    FROM operators_stoptime AS call
    WHERE call.version_id = %(version)s AND call.trip_id = trip.id
) AS span ON wanted.date IS NULL
JOIN operators_serviceday AS runs
    ON runs.version_id = %(version)s
    AND runs.service_id = trip.service_id
    AND runs.date BETWEEN coalesce(wanted.date, today.date - 2)
        AND coalesce(wanted.date, today.date + 1)
CROSS JOIN LATERAL (
    SELECT extract(epoch FROM %(told_at)s::timestamptz - (
        (runs.date + time '12:00') AT TIME ZONE version.timezone - interval '12 hours'
    )) AS seconds
) AS clock
ORDER BY
    wanted.number,
    greatest(0, span.first - clock.seconds, clock.seconds - span.last),
    runs.date
"""
TRIPS = """
WITH new AS MATERIALIZED (
    SELECT *
    FROM json_to_recordset(%(rows)s::json) AS row (
        trip_id text, service_date date, starts integer, is_cancelled boolean, delay integer,
        stops jsonb, told_at timestamptz
    )
), gone AS (
    DELETE FROM operators_tripforecast AS kept
    WHERE kept.source_id = %(source)s AND NOT EXISTS (
        SELECT FROM new
        WHERE new.trip_id = kept.trip_id AND new.service_date = kept.service_date
            AND coalesce(new.starts, -1) = coalesce(kept.starts, -1)
    )
)
INSERT INTO operators_tripforecast AS kept (
    source_id, trip_id, service_date, starts, is_cancelled, delay, stops, told_at
)
SELECT %(source)s, new.* FROM new
ON CONFLICT (source_id, trip_id, service_date, starts) DO UPDATE
SET is_cancelled = excluded.is_cancelled,
    delay = excluded.delay,
    stops = excluded.stops,
    told_at = excluded.told_at
WHERE (kept.is_cancelled, kept.delay, kept.stops, kept.told_at)
    IS DISTINCT FROM (excluded.is_cancelled, excluded.delay, excluded.stops, excluded.told_at)
    AND NOT coalesce(
        excluded.told_at < kept.told_at AND excluded.is_cancelled = kept.is_cancelled, false
    )
RETURNING kept.id
"""
VEHICLES = """
WITH new AS MATERIALIZED (
    SELECT *
    FROM json_to_recordset(%(rows)s::json) AS row (
        trip_id text, service_date date, starts integer, vehicle_id text, label text,
        latitude float8, longitude float8, bearing float8, seen_at timestamptz
    )
), gone AS (
    DELETE FROM operators_vehiclesighting AS kept
    WHERE kept.source_id = %(source)s AND NOT EXISTS (
        SELECT FROM new
        WHERE new.trip_id = kept.trip_id AND new.service_date = kept.service_date
            AND coalesce(new.starts, -1) = coalesce(kept.starts, -1)
    )
)
INSERT INTO operators_vehiclesighting AS kept (
    source_id, trip_id, service_date, starts, vehicle_id, label, latitude, longitude, bearing,
    seen_at
)
SELECT %(source)s, new.* FROM new
ON CONFLICT (source_id, trip_id, service_date, starts) DO UPDATE
SET vehicle_id = excluded.vehicle_id,
    label = excluded.label,
    latitude = excluded.latitude,
    longitude = excluded.longitude,
    bearing = excluded.bearing,
    seen_at = excluded.seen_at
WHERE kept.seen_at < excluded.seen_at
RETURNING kept.id
"""
UNKNOWN = "trips that the timetable does not have"

TellsOfTrip = TypeVar("TellsOfTrip", TripTold, VehicleTold)


@dataclass(frozen=True, slots=True)
class Run:
    """A trip of the timetable on one of its days."""

    trip_id: str
    service_date: date
    starts: int | None

    def columns(self) -> dict[str, Any]:
        day = self.service_date.isoformat()
        return {"trip_id": self.trip_id, "service_date": day, "starts": self.starts}


def keep_message(source: RealtimeSource, message: Message) -> dict[str, int]:
    """Make what is kept of a source what its message tells; how much of what it told.

    Within a transaction that holds the lock of the source.
    """
    left_out = Counter(message.left_out)
    runs = known_runs(source, message)
    trips = by_run(message.trips, runs, left_out, at=message.told_at)
    vehicles = by_run(message.vehicles, runs, left_out, at=message.told_at)
    keep_trips(source, trips)
    keep_vehicles(source, vehicles)
    return {"trips": len(trips), "vehicles": len(vehicles), **left_out}


def known_runs(source: RealtimeSource, message: Message) -> dict[TripKey, Run]:
    """The runs that the message means, of those that the timetable in force has."""
    version = FeedVersion.objects.in_force().filter(feed=source.feed_id).values("pk").first()
    told = [each.key for each in message.trips] + [each.key for each in message.vehicles]
    keys = list(dict.fromkeys(told))
    if version is None or not keys:
        return {}
    wanted = {
        "version": version["pk"],
        "told_at": message.told_at,
        "trips": [key.trip_id for key in keys],
        "dates": [key.service_date for key in keys],
        "starts": [key.starts for key in keys],
    }
    return {
        keys[number - 1]: Run(keys[number - 1].trip_id, day, starts)
        for number, day, starts in fetch_rows(KNOWN, wanted)
    }


def by_run(
    entities: Iterable[TellsOfTrip],
    runs: Mapping[TripKey, Run],
    left_out: Counter[str],
    *,
    at: datetime,
) -> dict[Run, TellsOfTrip]:
    """One of each run: the latest, and of those that are equally late the last one."""
    found: dict[Run, TellsOfTrip] = {}
    for entity in entities:
        run = runs.get(entity.key)
        if run is None:
            left_out[UNKNOWN] += 1
        elif run not in found or moment_told(entity, at) >= moment_told(found[run], at):
            found[run] = entity
    return found


def moment_told(entity: TripTold | VehicleTold, at: datetime) -> datetime:
    return entity.seen_at if isinstance(entity, VehicleTold) else entity.told_at or at


def keep_trips(source: RealtimeSource, trips: Mapping[Run, TripTold]) -> None:
    write(
        TRIPS,
        source,
        (
            {
                **run.columns(),
                "is_cancelled": told.is_cancelled,
                "delay": told.delay,
                "stops": [stop.to_json() for stop in told.stops],
                "told_at": told.told_at,
            }
            for run, told in trips.items()
        ),
    )


def keep_vehicles(source: RealtimeSource, vehicles: Mapping[Run, VehicleTold]) -> None:
    write(
        VEHICLES,
        source,
        (
            {
                **run.columns(),
                "vehicle_id": told.vehicle_id,
                "label": told.label,
                "latitude": told.latitude,
                "longitude": told.longitude,
                "bearing": told.bearing,
                "seen_at": told.seen_at,
            }
            for run, told in vehicles.items()
        ),
    )


def write(statement: str, source: RealtimeSource, rows: Iterable[dict[str, Any]]) -> None:
    """All rows as one value: an array for each column would take longer to put into words."""
    told = json.dumps(list(rows), default=datetime.isoformat)
    fetch_rows(statement, {"source": source.pk, "rows": told})
