"""Which rides connect two places. One query, whatever the number of rides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from operators.tenancy.models import Tenant
from operators.timetable.itineraries import Itinerary, Ride, StopFacts
from operators.timetable.stops import StopGroup

HORIZON = timedelta(hours=24)
"""How long after the wished departure a ride may leave."""

# One row per ride. Seconds count from noon minus twelve hours of the service day in the zone of
# the feed, which is midnight except on the days when clocks change. Each origin stop and service
# day is walked along its index by departure, and only as far as it takes to find enough rides.
RIDES = """
WITH version AS (
    SELECT id, feed_id, timezone, first_date, last_date, latest_time
    FROM operators_feedversion
    WHERE tenant_id = %(tenant)s AND state = 'IN_FORCE'
), origin AS MATERIALIZED (
    SELECT stop.id, stop.version_id
    FROM unnest(%(origin_feeds)s::bigint[], %(origin_stops)s::text[]) AS wanted (feed_id, stop_id)
    JOIN version USING (feed_id)
    JOIN operators_stop AS stop
        ON stop.version_id = version.id AND stop.stop_id = wanted.stop_id
), destination AS MATERIALIZED (
    SELECT stop.id
    FROM unnest(%(destination_feeds)s::bigint[], %(destination_stops)s::text[])
        AS wanted (feed_id, stop_id)
    JOIN version USING (feed_id)
    JOIN operators_stop AS stop
        ON stop.version_id = version.id AND stop.stop_id = wanted.stop_id
), day AS MATERIALIZED (
    SELECT
        version.id AS version_id,
        date,
        starts_at,
        greatest(0, ceil(extract(epoch FROM %(after)s - starts_at)))::integer AS earliest,
        ceil(extract(epoch FROM %(until)s - starts_at))::integer - 1 AS latest
    FROM version
    CROSS JOIN LATERAL generate_series(-1 - latest_time / 86400, %(days)s) AS shift
    CROSS JOIN LATERAL (
        SELECT (%(after)s AT TIME ZONE timezone)::date + shift AS date
    ) AS calendar
    CROSS JOIN LATERAL (
        SELECT (date + time '12:00') AT TIME ZONE timezone - interval '12 hours' AS starts_at
    ) AS clock
    WHERE date BETWEEN first_date AND last_date
        AND starts_at < %(until)s
        AND starts_at + latest_time * interval '1 second' >= %(after)s
), ride AS (
    SELECT DISTINCT ON (departs_at, arrives_at, found.route_id)
        day.starts_at + found.departure * interval '1 second' AS departs_at,
        day.starts_at + found.arrival * interval '1 second' AS arrives_at,
        day.date,
        found.*
    FROM day
    JOIN origin USING (version_id)
    CROSS JOIN LATERAL (
        SELECT DISTINCT ON (boards.departure, alights.arrival, trip.route_id)
            boards.departure, alights.arrival, trip.route_id, trip.trip_id, trip.headsign,
            trip.id AS trip_key, boards.stop_id AS origin_id, alights.stop_id AS destination_id,
            boards.sequence AS first_sequence, alights.sequence AS last_sequence
        FROM operators_stoptime AS boards
        JOIN operators_trip AS trip ON trip.id = boards.trip_id
        JOIN operators_serviceday AS runs
            ON runs.version_id = trip.version_id
            AND runs.service_id = trip.service_id
            AND runs.date = day.date
        CROSS JOIN LATERAL (
            SELECT later.stop_id, later.sequence, later.arrival
            FROM operators_stoptime AS later
            WHERE later.trip_id = boards.trip_id
                AND later.sequence > boards.sequence
                AND later.stop_id = ANY (ARRAY(SELECT id FROM destination))
                AND later.stop_id <> boards.stop_id
                AND later.drop_off_type <> 1
            ORDER BY later.sequence
            LIMIT 1
        ) AS alights
        WHERE boards.stop_id = origin.id
            AND boards.departure BETWEEN day.earliest AND day.latest
            AND boards.pickup_type <> 1
            -- A trip that calls at the origin again before the destination is boarded once.
            AND NOT EXISTS (
                SELECT FROM operators_stoptime AS earlier
                WHERE earlier.trip_id = boards.trip_id
                    AND earlier.sequence < boards.sequence
                    AND earlier.stop_id = ANY (ARRAY(SELECT id FROM origin))
                    AND earlier.stop_id <> alights.stop_id
                    AND earlier.departure >= day.earliest
                    AND earlier.pickup_type <> 1
                    AND NOT EXISTS (
                        SELECT FROM operators_stoptime AS between_both
                        WHERE between_both.trip_id = boards.trip_id
                            AND between_both.sequence > earlier.sequence
                            AND between_both.sequence <= boards.sequence
                            AND between_both.stop_id = ANY (ARRAY(SELECT id FROM destination))
                            AND between_both.stop_id <> earlier.stop_id
                            AND between_both.drop_off_type <> 1
                    )
            )
        ORDER BY boards.departure, alights.arrival, trip.route_id, trip.trip_id
        LIMIT %(limit)s
    ) AS found
    ORDER BY departs_at, arrives_at, found.route_id, found.trip_id
    LIMIT %(limit)s
)
SELECT
    ride.departs_at, ride.arrives_at, ride.date, ride.trip_id, ride.headsign,
    route.route_id, coalesce(nullif(route.short_name, ''), route.long_name), route.route_type,
    ARRAY(
        SELECT stop.zone_id
        FROM operators_stoptime AS call
        JOIN operators_stop AS stop ON stop.id = call.stop_id
        WHERE call.trip_id = ride.trip_key
            AND call.sequence BETWEEN ride.first_sequence AND ride.last_sequence
        GROUP BY stop.zone_id
        ORDER BY min(call.sequence)
    ),
    boarded.stop_id, boarded.name, boarded.latitude, boarded.longitude, boarded.zone_id,
    boarded.platform_code,
    left_at.stop_id, left_at.name, left_at.latitude, left_at.longitude, left_at.zone_id,
    left_at.platform_code
FROM ride
JOIN operators_route AS route ON route.id = ride.route_id
JOIN operators_stop AS boarded ON boarded.id = ride.origin_id
JOIN operators_stop AS left_at ON left_at.id = ride.destination_id
ORDER BY ride.departs_at, ride.arrives_at, ride.route_id
"""


def plan_itineraries(
    tenant: Tenant,
    *,
    origin: StopGroup,
    destination: StopGroup,
    departs_after: datetime,
    limit: int = 5,
    horizon: timedelta = HORIZON,
) -> list[Itinerary]:
    """Find the next rides without a change from one place to another, in the order of departure.

    A ride leaves at `departs_after` or later, but within `horizon`; trips of earlier service days
    that run past midnight count as well. Rides of the same route with the same times are one.
    A trip is boarded at its first call at the origin and left at its next call at the
    destination. Empty if nothing runs. Times are aware; results are in UTC.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            RIDES,
            {
                "tenant": tenant.pk,
                "after": departs_after,
                "until": departs_after + horizon,
                "days": horizon.days + 1,
                "limit": limit,
                **columns_of("origin", origin),
                **columns_of("destination", destination),
            },
        )
        return [Itinerary((ride_of(row),)) for row in cursor.fetchall()]


def columns_of(name: str, group: StopGroup) -> dict[str, list[Any]]:
    """The members of a group as two arrays of equal length."""
    members = sorted(group.members)
    return {
        f"{name}_feeds": [feed for feed, _ in members],
        f"{name}_stops": [stop_id for _, stop_id in members],
    }


def ride_of(row: tuple[Any, ...]) -> Ride:
    values = iter(row)
    departs_at, arrives_at = next(values).astimezone(UTC), next(values).astimezone(UTC)
    service_date, trip_id, headsign = next(values), next(values), next(values)
    route_id, route_name, route_type, zone_ids = (next(values) for _ in range(4))
    return Ride(
        origin=stop_of(values),
        destination=stop_of(values),
        departs_at=departs_at,
        arrives_at=arrives_at,
        service_date=service_date,
        trip_id=trip_id,
        headsign=headsign,
        route_id=route_id,
        route_name=route_name,
        route_type=route_type,
        # Left to Python: in SQL the condition makes a feed without zones read all its stops.
        zone_ids=tuple(zone_id for zone_id in zone_ids if zone_id),
    )


def stop_of(values: Iterator[Any]) -> StopFacts:
    """The next six values of a row."""
    return StopFacts(*(next(values) for _ in range(6)))
