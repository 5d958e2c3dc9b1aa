"""The statement that reads which rides and changes can lie on the way from one place to another."""

from __future__ import annotations

from enum import IntEnum

from operators.timetable.states import TransferKind

CHANGE_SECONDS = 120
"""What a change takes where the feed does not say: at one stop, and within a station."""
METRES_PER_SECOND = 1.0
"""How fast riders come nearer to another stop; ways on foot are longer than straight lines."""


class Part(IntEnum):
    """What a row of the statement tells. Rows of one part have the same columns."""

    PATTERN = 0
    """Pattern, route; the starts of its service days."""
    LEAVING = 1
    """Pattern, stop, sequence; departures from the origin."""
    CHANGE_FROM = 2
    """Pattern, stop, sequence, sequence at the origin; arrivals."""
    CHANGE_TO = 3
    """Pattern, stop, sequence, sequence at the destination; departures."""
    ARRIVING = 4
    """Pattern, stop, sequence; arrivals at the destination."""
    DIRECT = 5
    """Pattern, nothing, sequence at the origin, sequence at the destination."""
    CHANGE = 6
    """Stop, stop, seconds from one to the other."""


# Of a trip that calls at the origin several times the last call before the one that riders get
# off at counts, and of the calls at the destination the next one: nobody rides in a circle.
# Seconds of a service day count from noon minus twelve hours in the zone of the feed, which is
# midnight except on the days when clocks change.
NETWORK = f"""
WITH version AS MATERIALIZED (
    SELECT id, feed_id, timezone, first_date, last_date, latest_time
    FROM operators_feedversion
    WHERE tenant_id = %(tenant)s AND state = 'IN_FORCE'
), origin AS MATERIALIZED (
    SELECT stop.id
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
    SELECT version.id AS version_id, date, starts_at
    FROM version
    CROSS JOIN LATERAL generate_series(
        (%(low)s::timestamptz AT TIME ZONE timezone)::date - 1 - latest_time / 86400,
        (%(high)s::timestamptz AT TIME ZONE timezone)::date
            + 1 + %(onward)s::integer * latest_time / 86400,
        interval '1 day'
    ) AS moment
    CROSS JOIN LATERAL (SELECT moment::date AS date) AS calendar
    CROSS JOIN LATERAL (
        SELECT (date + time '12:00') AT TIME ZONE timezone - interval '12 hours' AS starts_at
    ) AS clock
    WHERE date BETWEEN first_date AND last_date
        AND starts_at <= %(high)s + %(onward)s * latest_time * interval '1 second'
        AND starts_at + latest_time * interval '1 second' >= %(low)s
), service AS MATERIALIZED (
    SELECT
        runs.version_id,
        runs.service_id,
        array_agg(extract(epoch FROM day.starts_at - %(low)s)::integer ORDER BY day.date) AS starts
    FROM day
    JOIN operators_serviceday AS runs
        ON runs.version_id = day.version_id AND runs.date = day.date
    GROUP BY runs.version_id, runs.service_id
), leaving AS MATERIALIZED (
    SELECT
        call.version_id, call.pattern_id, call.sequence, call.stop_id,
        call.departures, pattern.route_id, service.starts,
        lead(call.sequence) OVER (PARTITION BY call.pattern_id ORDER BY call.sequence) AS next
    FROM operators_patterncall AS call
    JOIN operators_pattern AS pattern ON pattern.id = call.pattern_id
    JOIN service
        ON service.version_id = pattern.version_id AND service.service_id = pattern.service_id
    WHERE call.stop_id = ANY (ARRAY(SELECT id FROM origin)) AND call.boards
), arriving AS MATERIALIZED (
    SELECT
        call.version_id, call.pattern_id, call.sequence, call.stop_id,
        call.arrivals, pattern.route_id, service.starts,
        lag(call.sequence) OVER (PARTITION BY call.pattern_id ORDER BY call.sequence) AS before
    FROM operators_patterncall AS call
    JOIN operators_pattern AS pattern ON pattern.id = call.pattern_id
    JOIN service
        ON service.version_id = pattern.version_id AND service.service_id = pattern.service_id
    WHERE call.stop_id = ANY (ARRAY(SELECT id FROM destination)) AND call.alights
), direct AS MATERIALIZED (
    SELECT leaving.pattern_id, leaving.sequence AS boarded, arriving.sequence AS left_at
    FROM leaving
    JOIN arriving USING (pattern_id)
    WHERE arriving.sequence > leaving.sequence
        AND arriving.stop_id <> leaving.stop_id
        AND (leaving.next IS NULL OR leaving.next >= arriving.sequence)
        AND (arriving.before IS NULL OR arriving.before <= leaving.sequence)
), reached AS MATERIALIZED (
    SELECT
        call.version_id, call.pattern_id, call.sequence, call.stop_id,
        leaving.sequence AS boarded,
        coalesce(stop.parent_id, stop.id) AS station_id, stop.parent_id
    FROM leaving
    JOIN operators_patterncall AS call
        ON call.version_id = leaving.version_id
        AND call.pattern_id = leaving.pattern_id
        AND call.sequence > leaving.sequence
        AND call.sequence <= coalesce(leaving.next, call.sequence)
        AND call.alights
    JOIN operators_stop AS stop ON stop.id = call.stop_id
    WHERE %(changing)s::boolean
), boarded AS MATERIALIZED (
    SELECT
        call.version_id, call.pattern_id, call.sequence, call.stop_id,
        arriving.sequence AS left_at,
        coalesce(stop.parent_id, stop.id) AS station_id, stop.parent_id
    FROM arriving
    JOIN operators_patterncall AS call
        ON call.version_id = arriving.version_id
        AND call.pattern_id = arriving.pattern_id
        AND call.sequence < arriving.sequence
        AND call.sequence >= coalesce(arriving.before, call.sequence)
        AND call.boards
    JOIN operators_stop AS stop ON stop.id = call.stop_id
    WHERE %(changing)s::boolean
), from_place AS MATERIALIZED (
    SELECT stop_id, stop_id AS place_id, 2 AS closeness FROM reached
    UNION
    SELECT stop_id, parent_id, 1 FROM reached WHERE parent_id IS NOT NULL
), to_place AS MATERIALIZED (
    SELECT stop_id, stop_id AS place_id, 2 AS closeness FROM boarded
    UNION
    SELECT stop_id, parent_id, 1 FROM boarded WHERE parent_id IS NOT NULL
), told AS MATERIALIZED (
    -- What is told of two stops goes before what is told of their stations.
    SELECT DISTINCT ON (from_place.stop_id, to_place.stop_id)
        from_place.stop_id AS from_id, to_place.stop_id AS to_id, kind, minimum_seconds
    FROM from_place
    JOIN operators_transfer AS transfer ON transfer.from_stop_id = from_place.place_id
    JOIN to_place ON to_place.place_id = transfer.to_stop_id
    ORDER BY
        from_place.stop_id, to_place.stop_id,
        from_place.closeness + to_place.closeness DESC, from_place.closeness DESC
), near AS MATERIALIZED (
    SELECT one.stop_id AS from_id, other.stop_id AS to_id
    FROM (SELECT DISTINCT stop_id, station_id FROM reached) AS one
    JOIN (SELECT DISTINCT stop_id, station_id FROM boarded) AS other USING (station_id)
), change AS MATERIALIZED (
    SELECT
        from_id,
        to_id,
        CASE
            WHEN kind IS NULL THEN {CHANGE_SECONDS}
            WHEN minimum_seconds IS NOT NULL THEN minimum_seconds
            WHEN kind = {TransferKind.TIMED:d} THEN 0
            ELSE {CHANGE_SECONDS} + (
                SELECT ceil(111195 / {METRES_PER_SECOND} * sqrt(
                    power(other.latitude - one.latitude, 2)
                    + power((other.longitude - one.longitude) * cos(radians(one.latitude)), 2)
                ))::integer
                FROM operators_stop AS one
                JOIN operators_stop AS other ON other.id = to_id
                WHERE one.id = from_id
            )
        END AS seconds
    FROM near
    FULL JOIN told USING (from_id, to_id)
    WHERE kind IS DISTINCT FROM {TransferKind.IMPOSSIBLE:d}
), change_from AS MATERIALIZED (
    SELECT * FROM reached WHERE stop_id IN (SELECT from_id FROM change)
), change_to AS MATERIALIZED (
    SELECT * FROM boarded WHERE stop_id IN (SELECT to_id FROM change)
)
SELECT {Part.PATTERN:d}, pattern_id, route_id, NULL::integer, NULL::integer, starts
FROM leaving
WHERE pattern_id IN (SELECT pattern_id FROM change_from UNION SELECT pattern_id FROM direct)
UNION ALL
SELECT {Part.PATTERN:d}, pattern_id, route_id, NULL, NULL, starts
FROM arriving
WHERE pattern_id IN (SELECT pattern_id FROM change_to)
UNION ALL
SELECT {Part.LEAVING:d}, pattern_id, stop_id, sequence, NULL, departures
FROM leaving
WHERE pattern_id IN (SELECT pattern_id FROM change_from UNION SELECT pattern_id FROM direct)
UNION ALL
SELECT {Part.ARRIVING:d}, pattern_id, stop_id, sequence, NULL, arrivals
FROM arriving
WHERE pattern_id IN (SELECT pattern_id FROM change_to UNION SELECT pattern_id FROM direct)
UNION ALL
SELECT {Part.CHANGE_FROM:d}, pattern_id, change.stop_id, sequence, boarded, call.arrivals
FROM change_from AS change
JOIN operators_patterncall AS call USING (version_id, pattern_id, sequence)
UNION ALL
SELECT {Part.CHANGE_TO:d}, pattern_id, change.stop_id, sequence, left_at, call.departures
FROM change_to AS change
JOIN operators_patterncall AS call USING (version_id, pattern_id, sequence)
UNION ALL
SELECT {Part.DIRECT:d}, pattern_id, NULL, boarded, left_at, NULL FROM direct
UNION ALL
SELECT {Part.CHANGE:d}, from_id, to_id, seconds, NULL, NULL FROM change
"""  # noqa: S608  # only constants are written into it
