"""Stops around a place, and stops by the words of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from operators.prepared import Row, fetch_rows
from operators.tenancy.models import Tenant
from operators.timetable.distances import EARTH_METRES, box_around
from operators.timetable.itineraries import StopFacts
from operators.timetable.stops import StopGroup

STANDING = """
    FROM operators_feedversion AS version
    JOIN operators_feed AS feed ON feed.id = version.feed_id
    JOIN operators_operator AS operator ON operator.id = feed.operator_id
    JOIN operators_stop AS stop ON stop.version_id = version.id
    WHERE version.tenant_id = %(tenant)s
        AND version.state = 'IN_FORCE'
        AND stop.location_type IN (0, 1)
"""
# A platform is where its station is: people look for the one, and board at the other.
ALONE = "AND stop.parent_id IS NULL"
TOLD = """
SELECT
    metres, id, feed_id, operator_code, code,
    stop_id, name, latitude, longitude, zone_id, platform_code,
    ARRAY(
        SELECT platform.stop_id FROM operators_stop AS platform
        WHERE platform.parent_id = found.id AND platform.location_type = 0
        ORDER BY platform.id
    ),
    ARRAY(
        SELECT DISTINCT route.route_type
        FROM operators_stop AS called
        JOIN operators_patterncall AS call ON call.stop_id = called.id
        JOIN operators_pattern AS pattern ON pattern.id = call.pattern_id
        JOIN operators_route AS route ON route.id = pattern.route_id
        WHERE %(with_routes)s AND (called.id = found.id OR called.parent_id = found.id)
        ORDER BY route.route_type
    )
FROM found
"""
# The great circle as in distances.py, so that the two tell the same.
METRES = """
    2 * %(radius)s::float8 * asin(sqrt(least(1,
        power(sin(radians(stop.latitude::float8 - %(latitude)s) / 2), 2)
        + power(sin(radians(stop.longitude::float8 - %(longitude)s) / 2), 2)
            * cos(radians(stop.latitude::float8)) * cos(radians(%(latitude)s))
    )))
"""
PLACE = "point(stop.longitude, stop.latitude)"
NEAR = f"""
WITH found AS MATERIALIZED (
    SELECT * FROM (
        SELECT stop.*, version.feed_id, operator.code AS operator_code, {METRES} AS metres
        {STANDING} {ALONE}
            AND (
                {PLACE} <@ box(point(%(west)s, %(south)s), point(%(middle)s, %(north)s))
                OR {PLACE} <@ box(point(%(other)s, %(south)s), point(%(east)s, %(north)s))
            )
    ) AS around
    WHERE metres <= %(metres)s
    ORDER BY metres, id
    LIMIT %(limit)s
)
{TOLD}
ORDER BY metres, id
"""  # noqa: S608
CALLED = f"""
WITH found AS MATERIALIZED (
    SELECT stop.*, version.feed_id, operator.code AS operator_code, 0::float8 AS metres
    {STANDING} {ALONE}
        AND to_tsvector('simple'::regconfig, coalesce(stop.name, ''))
            @@ to_tsquery('simple'::regconfig, %(words)s)
    ORDER BY length(stop.name), stop.name, stop.id
    LIMIT %(limit)s
)
{TOLD}
ORDER BY length(name), name, id
"""
NAMED = f"""
WITH found AS MATERIALIZED (
    SELECT stop.*, version.feed_id, operator.code AS operator_code, 0::float8 AS metres
    {STANDING} AND stop.stop_id = %(stop_id)s
)
{TOLD}
ORDER BY feed_id, id
"""
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class NearStop:
    """A stop, or a station with its platforms."""

    pk: int
    feed: int
    operator_code: str
    """Whose timetable it is of."""
    code: str
    facts: StopFacts
    metres: float
    """How far it is from the place that was asked for; 0 where none was."""
    platform_ids: tuple[str, ...]
    route_types: tuple[int, ...]
    """GTFS route_type of what calls there; empty where that was not asked for."""

    @classmethod
    def of(cls, row: Row) -> NearStop:
        metres, pk, feed, operator_code, code, *facts, platforms, route_types = row
        return cls(
            pk, feed, operator_code, code, StopFacts(*facts), metres,
            tuple(platforms), tuple(route_types),
        )  # fmt: skip

    @property
    def members(self) -> frozenset[tuple[int, str]]:
        """The feed and stop_id of all that riders may board at."""
        return frozenset((self.feed, one) for one in (self.facts.stop_id, *self.platform_ids))


def find_stops_near(
    tenant: Tenant,
    longitude: float,
    latitude: float,
    *,
    metres: float,
    limit: int,
    with_routes: bool = False,
) -> list[NearStop]:
    """Stops and stations of the timetables in force that are no farther from a place than that,
    the nearest first; one query, by index. `with_routes`: and what calls there."""
    west, south, east, north = box_around(longitude, latitude, metres)
    # Two boxes where it crosses the 180th meridian, else the same one twice.
    crosses = west > east
    values: dict[str, Any] = {
        "tenant": tenant.pk, "radius": EARTH_METRES, "with_routes": with_routes, "limit": limit,
        "longitude": float(longitude), "latitude": float(latitude), "metres": float(metres),
        "west": west, "south": south, "east": east, "north": north,
        "middle": 180.0 if crosses else east, "other": -180.0 if crosses else west,
    }  # fmt: skip
    return [NearStop.of(row) for row in fetch_rows(NEAR, values)]


def search_stops(
    tenant: Tenant, text: str, *, limit: int, with_routes: bool = False
) -> list[NearStop]:
    """Stops and stations of the timetables in force in whose names a word begins with each word of
    the text, the shortest names first; one query, by index. None where the text has no word."""
    words = " & ".join(f"{word}:*" for word in WORD.findall(text.casefold()))
    if not words:
        return []
    values = {"tenant": tenant.pk, "words": words, "limit": limit, "with_routes": with_routes}
    return [NearStop.of(row) for row in fetch_rows(CALLED, values)]


def find_stops_of(tenant: Tenant, stop_id: str, *, with_routes: bool = False) -> list[NearStop]:
    """The stops, stations and platforms of that id in the timetables in force, the eldest feed's
    first; one query, by index."""
    values = {"tenant": tenant.pk, "stop_id": stop_id, "with_routes": with_routes}
    return [NearStop.of(row) for row in fetch_rows(NAMED, values)]


def group_of_stops(stops: Iterable[NearStop]) -> StopGroup | None:
    """All of them as one place to begin or end at; the first one stands for it. None without
    any."""
    found = list(stops)
    if not found:
        return None
    return StopGroup(found[0].facts, frozenset().union(*(stop.members for stop in found)))


def shared_out(
    origins: list[NearStop], destinations: list[NearStop]
) -> tuple[list[NearStop], list[NearStop]]:
    """Each stop that is near both places is left to the nearer one: nobody rides to where they
    are."""
    near = {stop.pk: stop.metres for stop in origins}
    far = {stop.pk: stop.metres for stop in destinations}
    return (
        [stop for stop in origins if stop.metres <= far.get(stop.pk, stop.metres)],
        [stop for stop in destinations if stop.metres < near.get(stop.pk, stop.metres + 1)],
    )
