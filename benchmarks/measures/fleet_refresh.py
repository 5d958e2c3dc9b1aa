"""Reading a GBFS feed of a city again, as happens every few minutes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.bench import Bench, settle
from benchmarks.driving.refreshing import Refreshed
from benchmarks.figures import Comparison, per_second
from benchmarks.loading.cities import write_city
from benchmarks.report import Table, compared, number
from runner import CannotRun

TURNS = 3
MODULE = "benchmarks.driving.refreshing"
SMALL = 10
"""Of so many vehicles one has moved in a refresh that is like most."""
STAGED = """
    CREATE TEMPORARY TABLE floor_asset ON COMMIT DROP AS SELECT
        asset_id, asset_type_id, plan_id, station_id, latitude, longitude, charge, range_metres,
        is_reserved, is_disabled, reported_at
    FROM operators_asset LIMIT 0
"""
ROWS = """
    COPY (
        SELECT asset_id, asset_type_id, plan_id, station_id, latitude + 0.0001,
            longitude + 0.0001, charge, range_metres, is_reserved, is_disabled, now()
        FROM operators_asset WHERE fleet_id = %s AND retired_at IS NULL
    ) TO STDOUT
"""
UPDATE = """
    UPDATE operators_asset AS kept
    SET asset_type_id = new.asset_type_id, plan_id = new.plan_id, station_id = new.station_id,
        latitude = new.latitude, longitude = new.longitude, charge = new.charge,
        range_metres = new.range_metres, is_reserved = new.is_reserved,
        is_disabled = new.is_disabled, reported_at = new.reported_at
    FROM floor_asset AS new
    WHERE kept.fleet_id = %s AND kept.asset_id = new.asset_id AND kept.retired_at IS NULL
"""
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Plain:
    """What COPY and UPDATE took, in seconds."""

    copied: float
    updated: float

    @property
    def seconds(self) -> float:
        return self.copied + self.updated


@dataclass(frozen=True, slots=True)
class Refreshes:
    """Feeds of one city with different news; of the first kind the quickest one."""

    all_moved: Refreshed
    few_moved: Refreshed
    same: Refreshed
    gone: Refreshed
    floor: Plain


def measure_refresh(bench: Bench) -> tuple[list[Table], list[str]]:
    """Vehicles per second beside COPY and one UPDATE, its statements, and its memory. Most of the
    city is gone afterwards."""
    done, count = refresh_all(bench), bench.city.vehicles
    speed = Comparison(
        "refresh, all have moved",
        "vehicles/s",
        per_second(count, done.all_moved.seconds),
        per_second(count, done.floor.seconds),
    )
    heading = ("", "seconds", "CPU s", "statements", "written", "MB idle", "MB above idle")
    rows = [
        row("all have moved", done.all_moved),
        row(f"one of {SMALL} has moved", done.few_moved),
        row("none has moved", done.same),
        row(f"only one of {SMALL} is left", done.gone),
        ("floor: COPY and one UPDATE", number(done.floor.seconds), "", "2", "", "", ""),
    ]
    sent = done.all_moved.statements, done.gone.statements
    verdict = "met" if sent[0] == sent[1] else "missed"
    note = (
        f"Statements of a refresh with {count:,} vehicles and with {left_of(count):,}: "
        f"{sent[0]} and {sent[1]}; the same is wanted; {verdict}."
    )
    return [compared([speed]), Table(heading, rows)], [note]


def refresh_all(bench: Bench) -> Refreshes:
    """Perron and the floor in turn, and then feeds with less news."""
    all_moved, floors = [], []
    for moves in range(1, TURNS + 1):
        all_moved.append(refresh(bench, moves))
        floors.append(settled(bench))
    # The floor has moved all of them to somewhere else.
    refresh(bench, last := TURNS + 1)
    return Refreshes(
        all_moved=min(all_moved, key=lambda one: one.seconds),
        same=refresh(bench, last),
        few_moved=refresh(bench, last + 1, moved=SMALL),
        gone=refresh(bench, last + 1, moved=SMALL, vehicles=left_of(bench.city.vehicles)),
        floor=min(floors, key=lambda one: one.seconds),
    )


def left_of(vehicles: int) -> int:
    """How many vehicles a feed has in which most are gone."""
    return -(-vehicles // SMALL)


def refresh(bench: Bench, moves: int, *, moved: int = 1, vehicles: int | None = None) -> Refreshed:
    """Publish the feed anew, and have a process of its own read it."""
    city = bench.city
    told = vehicles or city.vehicles
    bench.tell("refreshing the fleet")
    write_city(city.feed, told, at=timezone.now(), moves=moves, moved=moved)
    settle()
    command = [sys.executable, "-m", MODULE, str(city.fleet.pk), str(city.feed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise CannotRun(f"The refresh failed:\n{done.stderr}")
    return Refreshed(**json.loads(done.stdout))


def settled(bench: Bench) -> Plain:
    settle()
    return plainly(bench)


def plainly(bench: Bench) -> Plain:
    """The rows of all vehicles, each a little farther on, into a table for the moment, and from
    there into their own."""
    fleet = bench.city.fleet.pk
    rows = rows_of(fleet)
    with transaction.atomic(), connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(STAGED)
        with cursor.copy("COPY floor_asset FROM STDIN") as copy:
            for block in rows:
                copy.write(block)
        copied = time.perf_counter()
        cursor.execute(UPDATE, [fleet])
        if cursor.rowcount != bench.city.vehicles:
            raise CannotRun(f"The floor moved {cursor.rowcount} vehicles.")
    return Plain(copied - began, time.perf_counter() - copied)


def rows_of(fleet: int) -> Sequence[bytes]:
    with connection.cursor() as cursor, cursor.copy(ROWS, [fleet]) as copy:
        return [bytes(block) for block in copy]


def row(name: str, told: Refreshed) -> tuple[str, ...]:
    memory = (told.idle, told.peak - told.idle)
    return (
        name,
        number(told.seconds),
        number(told.cpu),
        str(told.statements),
        f"{sum(told.counts['vehicles'].values()):,}",
        *(number(each / MEGABYTE) for each in memory),
    )
