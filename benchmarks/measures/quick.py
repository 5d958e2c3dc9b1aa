"""Lists of what can be booked for a part of a trip, as an app built on TripKit asks for them: rides
on a big timetable, taxis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import requests
from django.utils import timezone

from benchmarks.bench import Bench
from benchmarks.driving.load import PATIENCE, Task, Turn, http_task, rounds, shared_out
from benchmarks.loading.feeds import questions
from benchmarks.measures.options import AHEAD, STEP, costs, reads, speeds
from benchmarks.report import Section
from benchmarks.servers import FLOOR, HOST, PERRON, Server, serve
from demo.taxis import DESTINATION, ORIGIN

TRIPS = 200
"""Planned before anything is measured; the lists of one are asked for again and again."""
Query = dict[str, Any]


def measure_quick(bench: Bench) -> Section:
    """Lists per second and their processor time, beside the least that Django does for a read."""
    legs = bench.live_legs
    assert bench.feed_version.pk
    with serve(PERRON, bench.folder) as perron, serve(FLOOR, bench.folder) as floor:
        kinds = {
            "rides": list(booked_at(bench, perron, ride_queries(bench))),
            "taxis": list(booked_at(bench, perron, [taxi_query()])),
        }
        *loads, row = rounds(
            [
                *(Turn(lists(bench, perron, paths), perron) for paths in kinds.values()),
                Turn(reads(bench, floor, legs), floor),
            ],
            seconds=bench.options.seconds,
        )
    seen = list(zip(kinds, loads, strict=True))
    title = f"Quick: {bench.options.stop_times:,} stop times, {bench.options.clients} clients"
    return Section(title, (speeds(seen, row), costs(seen, row)))


def ride_queries(bench: Bench) -> Iterator[Query]:
    """The questions of the measure `plan`, from place to place."""
    zone = bench.works.past.tenant.zone
    for asked in questions(bench.network, TRIPS, first_day=bench.first_day_asked):
        midnight = datetime.combine(asked.day, time(), tzinfo=zone)
        yield {
            "from": place(bench.network.place_of(asked.origin)),
            "to": place(bench.network.place_of(asked.destination)),
            "departAfter": int((midnight + asked.after).timestamp()),
            "modes": "pt_pub",
        }


def taxi_query() -> Query:
    return {
        "from": place((ORIGIN.latitude, ORIGIN.longitude)),
        "to": place((DESTINATION.latitude, DESTINATION.longitude)),
        "departAfter": int((timezone.now().astimezone(UTC) + AHEAD).timestamp()),
        "modes": "ps_tax",
    }


def place(point: tuple[str, str]) -> str:
    return f"({point[0]},{point[1]})"


def booked_at(bench: Bench, server: Server, queries: Iterable[Query]) -> Iterator[str]:
    """Where the first part of each trip that is for sale is booked."""
    for query in queries:
        answer = requests.get(
            f"http://{HOST}:{server.port}/v1/routing.json",
            params=query,
            headers=headers_of(bench),
            timeout=PATIENCE,
        )
        answer.raise_for_status()
        yield from islice(quick_paths(answer.json()), 1)


def quick_paths(told: dict[str, Any]) -> Iterator[str]:
    """The paths of the lists of all parts of trips that can be booked."""
    for trip in (trip for group in told["groups"] for trip in group["trips"]):
        for segment in trip["segments"]:
            if "booking" in segment:
                yield urlsplit(segment["booking"]["quickBookingsUrl"]).path


def lists(bench: Bench, server: Server, paths: Sequence[str]) -> list[Task]:
    """A share of the lists for each client."""
    task = http_task(server, headers_of(bench))
    asked = [(STEP, "GET", path, None) for path in paths]
    clients = bench.options.clients
    filled = list(islice(asked * clients, max(len(asked), clients)))
    return [{**task, "requests": hand} for hand in shared_out(filled, clients)]


def headers_of(bench: Bench) -> dict[str, str]:
    return {"X-TripGo-Key": bench.demo["tripgo"]["api_key"]}
