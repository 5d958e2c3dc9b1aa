"""What is kept of a version as a whole: when it operates, and the area of its stops."""

from __future__ import annotations

from django.db import connection, transaction

from operators.timetable.areas import hull_around
from operators.timetable.importing.run import ImportRun
from operators.timetable.models import FeedVersion, Stop

OPERATING_DAYS = """
INSERT INTO operators_operatingday (version_id, date, first_departure, last_arrival)
SELECT %(version)s, day.date, min(span.first_departure), max(span.last_arrival)
FROM (
    SELECT
        pattern.service_id,
        min(starts.departures[1]) AS first_departure,
        max(ends.arrival) AS last_arrival
    FROM operators_pattern AS pattern
    CROSS JOIN LATERAL (
        SELECT departures FROM operators_patterncall
        WHERE version_id = %(version)s AND pattern_id = pattern.id
        ORDER BY sequence LIMIT 1
    ) AS starts
    CROSS JOIN LATERAL (
        SELECT max(arrival) AS arrival
        FROM (
            SELECT arrivals FROM operators_patterncall
            WHERE version_id = %(version)s AND pattern_id = pattern.id
            ORDER BY sequence DESC LIMIT 1
        ) AS last_call
        CROSS JOIN unnest(arrivals) AS arrival
    ) AS ends
    WHERE pattern.version_id = %(version)s
    GROUP BY pattern.service_id
) AS span
JOIN operators_serviceday AS day
    ON day.version_id = %(version)s AND day.service_id = span.service_id
GROUP BY day.date
ORDER BY day.date
"""
STOPS_AND_STATIONS = [0, 1]
"""location_type; entrances and the like may have no coordinates of their own."""


def keep_whole(run: ImportRun) -> None:
    """Sum up a version whose rows are loaded, so that no reader walks its stop times."""
    run.begin("summing up")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(OPERATING_DAYS, {"version": run.version.pk})
    places = Stop.objects.filter(version=run.version, location_type__in=STOPS_AND_STATIONS)
    corners = hull_around(places.values_list("longitude", "latitude").order_by())
    area = [[float(longitude), float(latitude)] for longitude, latitude in corners]
    FeedVersion.objects.filter(pk=run.version.pk).update(service_area=area)
