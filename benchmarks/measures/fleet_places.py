"""Vehicles of a city by where they stand: in a box of a map, and around a customer."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from benchmarks.bench import Bench
from benchmarks.driving.recording import recorded
from benchmarks.figures import Comparison, per_second, percentile
from benchmarks.loading.cities import EAST, NORTH, SOUTH, WEST
from benchmarks.loading.fleet import City
from benchmarks.report import Table, compared, milliseconds, number
from operators.fleet.queries import assets_near
from operators.models import Asset
from operators.timetable.distances import EARTH_METRES, box_around

TABLE = "operators_asset"
WHOLE = "Seq Scan"
TURNS = 3
PLACES = 200
"""Places that are asked for in turn."""
BOX_EAST, BOX_NORTH = 0.02, 0.012
"""Degrees of a map that somebody looks at; about 1.3 kilometres each way."""
METRES = 500
SHARES = (0.5, 0.95)
COLUMNS = """
    id, fleet_id, asset_type_id, asset_id, latitude, longitude, charge, range_metres, station_id,
    plan_id, plate, is_reserved, is_disabled, taken_at, reported_at, retired_at
"""
BY_BOX = f"""
    SELECT {COLUMNS} FROM operators_asset
    WHERE fleet_id = %(fleet)s AND retired_at IS NULL
        AND point(longitude, latitude)
            <@ box(point(%(west)s, %(south)s), point(%(east)s, %(north)s))
"""  # noqa: S608  # only constants are written into it
DISTANCE = f"""
    2 * {EARTH_METRES} * asin(sqrt(least(1, power(sin(radians(latitude - %(latitude)s) / 2), 2)
        + cos(radians(latitude)) * cos(radians(%(latitude)s))
        * power(sin(radians(longitude - %(longitude)s) / 2), 2))))
"""
BY_RADIUS = f"SELECT * FROM ({BY_BOX}) boxed WHERE {DISTANCE} <= %(metres)s"  # noqa: S608
NEAREST = f"""
    {BY_RADIUS} AND NOT is_disabled AND NOT is_reserved AND taken_at IS NULL
    ORDER BY {DISTANCE}, id
"""
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question, as Perron and as plain SQL is asked it."""

    title: str
    ours: Callable[[Place], QuerySet[Asset]]
    statement: str
    values: Callable[[Place], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a kind of question took, and what it found."""

    ours: list[float]
    floor: list[float]
    found: int
    read: int
    """Rows that were read of the table, for all questions."""
    nodes: frozenset[str]
    """How the plans came by them."""
    statements: int


def measure_places(bench: Bench) -> tuple[list[Table], list[str]]:
    """Questions per second beside plain SQL by the same index, and the rows that they read."""
    bench.tell("asking for vehicles by place")
    kinds = kinds_of(bench.city)
    places = list(places_of(PLACES))
    seen = [(kind, ask(kind, places, bench.options.seconds)) for kind in kinds]
    rows = Asset.objects.filter(retired_at=None).count()
    verdict = "missed" if any(WHOLE in asked.nodes for _, asked in seen) else "met"
    note = f"Questions by place: none may read the whole table of vehicles; {verdict}."
    return [compared([compare(*each) for each in seen]), costs(seen, rows)], [note]


def kinds_of(city: City) -> list[Kind]:
    fleet = city.fleet.pk
    of_fleet = Asset.objects.filter(fleet=fleet)

    def boxed(place: Place) -> dict[str, Any]:
        longitude, latitude = place
        return {
            "fleet": fleet,
            "west": longitude,
            "south": latitude,
            "east": longitude + BOX_EAST,
            "north": latitude + BOX_NORTH,
        }

    def circled(place: Place) -> dict[str, Any]:
        longitude, latitude = place
        box = box_around(longitude, latitude, METRES)._asdict()
        return {
            "fleet": fleet,
            "longitude": longitude,
            "latitude": latitude,
            "metres": METRES,
            **box,
        }

    def in_box(place: Place) -> QuerySet[Asset]:
        box = boxed(place)
        sides = [box[side] for side in ("west", "south", "east", "north")]
        return of_fleet.within_box(*sides)

    def nearest(place: Place) -> QuerySet[Asset]:
        longitude, latitude = place
        tenant = city.fleet.tenant
        return assets_near(tenant, longitude=longitude, latitude=latitude, metres=METRES)

    return [
        Kind("in a box", in_box, BY_BOX, boxed),
        Kind(
            f"within {METRES} m", lambda place: of_fleet.within(*place, METRES), BY_RADIUS, circled
        ),
        Kind(f"free ones within {METRES} m, nearest first", nearest, NEAREST, circled),
    ]


def places_of(count: int) -> Iterator[Place]:
    """Places inside the city; the same each time."""
    dice = random.Random(1)  # noqa: S311  # nothing here is secret
    for _ in range(count):
        yield dice.uniform(WEST, EAST - BOX_EAST), dice.uniform(SOUTH, NORTH - BOX_NORTH)


def ask(kind: Kind, places: Sequence[Place], seconds: float) -> Asked:
    """Ask Perron and PostgreSQL in turn, and then look at the plans of some of the questions."""
    ours: list[float] = []
    floor: list[float] = []
    ways = (
        (ours, lambda place: len(list(kind.ours(place)))),
        (floor, lambda place: len(plainly(kind, place))),
    )
    # For each third of the time half is Perron's.
    share = seconds / TURNS / len(ways)
    for _ in range(TURNS):
        for taken, way in ways:
            taken += timed(way, places, share)
    with recorded() as recorder:
        list(kind.ours(places[0]))
    plans = [plan_of(kind.ours(place)) for place in places]
    nodes = [node for plan in plans for node in scans_of(plan)]
    return Asked(
        ours,
        floor,
        found=sum(int(plan["Actual Rows"]) for plan in plans),
        read=sum(map(rows_read, nodes)),
        nodes=frozenset(node["Node Type"] for node in nodes),
        statements=len(recorder.statements),
    )


def timed(way: Callable[[Place], int], places: Sequence[Place], seconds: float) -> Iterator[float]:
    """How long each question took, for so many seconds, but each place once at least."""
    ends_at = time.perf_counter() + seconds
    place = 0
    while time.perf_counter() < ends_at or place < len(places):
        began = time.perf_counter()
        way(places[place % len(places)])
        yield time.perf_counter() - began
        place += 1


def plainly(kind: Kind, place: Place) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(kind.statement, kind.values(place))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def plan_of(rows: QuerySet[Asset]) -> dict[str, Any]:
    """What PostgreSQL did for one question."""
    told: dict[str, Any] = json.loads(rows.explain(format="json", analyze=True))[0]
    plan: dict[str, Any] = told["Plan"]
    return plan


def scans_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of a plan that read the table of vehicles."""
    if plan.get("Relation Name") == TABLE:
        yield plan
    for part in plan.get("Plans", []):
        yield from scans_of(part)


def rows_read(node: dict[str, Any]) -> int:
    """Those that it gave on and those that it threw away."""
    names = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    return round(sum(node.get(name, 0) for name in names) * node["Actual Loops"])


def compare(kind: Kind, asked: Asked) -> Comparison:
    ours, floor = (per_second(len(each), sum(each)) for each in (asked.ours, asked.floor))
    return Comparison(kind.title, "questions/s", ours, floor)


def costs(seen: Sequence[tuple[Kind, Asked]], rows: int) -> Table:
    heading = (
        *("", "p50 ms", "p95 ms", "floor's", "queries", "found", "rows read", f"of {rows:,}"),
        "by",
    )
    return Table(heading, [cost(kind, asked, rows) for kind, asked in seen])


def cost(kind: Kind, asked: Asked, rows: int) -> tuple[str, ...]:
    read = asked.read / PLACES
    return (
        kind.title,
        *(milliseconds(percentile(asked.ours, share)) for share in SHARES),
        milliseconds(percentile(asked.floor, 0.5)),
        str(asked.statements),
        number(asked.found / PLACES),
        number(read),
        f"{read / rows:.2%}",
        ", ".join(sorted(asked.nodes)),
    )
