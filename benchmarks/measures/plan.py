"""Planning on a big timetable."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from benchmarks.bench import Bench, planning
from benchmarks.driving.load import Load, Task, Turn, http_task, rounds
from benchmarks.figures import Comparison
from benchmarks.loading.feeds import Question, busiest, questions
from benchmarks.report import Section, Table, compared, milliseconds
from benchmarks.servers import FLOOR, PERRON, Server, serve
from operators.timetable.importing.tables import STOP_TIMES

MOST_CPU = 0.050
"""Seconds of the processors for one plan."""
QUESTIONS = 500


def measure_plan(bench: Bench) -> Section:
    """Plans per second and their processor time, beside the least that Django does for a read."""
    legs, version = bench.live_legs, bench.feed_version
    first_day = bench.first_day_asked
    wishes, dearest = (
        [wish_of(bench, asked) for asked in ask(bench.network, QUESTIONS, first_day=first_day)]
        for ask in (questions, busiest)
    )
    with serve(PERRON, bench.folder) as perron, serve(FLOOR, bench.folder) as floor:
        plan, hub, row = rounds(
            [
                Turn(plans(bench, perron, wishes), perron),
                Turn(plans(bench, perron, dearest), perron),
                Turn(reads(bench, floor, legs), floor),
            ],
            seconds=bench.options.seconds,
        )
    speeds = compared(
        [
            Comparison("plan, beside one read", "requests/s", plan.rate, row.rate),
            Comparison("plan between stations", "requests/s", hub.rate, row.rate),
        ]
    )
    title = f"Plan: {version.counts[STOP_TIMES.name]:,} stop times"
    return Section(f"{title}, {bench.options.clients} clients", (speeds, costs(plan, hub, row)))


def wish_of(bench: Bench, asked: Question) -> dict[str, Any]:
    midnight = datetime.combine(asked.day, time(), tzinfo=bench.works.past.tenant.zone)
    moment = (midnight + asked.after).isoformat()
    return planning(asked.origin, asked.destination, moment, travellers=1)


def plans(bench: Bench, server: Server, wishes: list[dict[str, Any]]) -> list[Task]:
    """A share of the questions for each client."""
    clients = bench.options.clients
    return [
        {
            **http_task(server, bench.headers),
            "requests": [("plan", "POST", "/plannings", wish) for wish in wishes[n::clients]],
        }
        for n in range(clients)
    ]


def reads(bench: Bench, server: Server, legs: list[str]) -> list[Task]:
    requests = [("leg", "GET", f"/row/{leg}", None) for leg in legs]
    return [{**http_task(server, bench.headers), "requests": requests}] * bench.options.clients


def verdict_of(load: Load) -> str:
    cpu = load.cpu_each.total
    return "–" if cpu is None else "met" if cpu < MOST_CPU else "missed"


def costs(plan: Load, hub: Load, row: Load) -> Table:
    """Times of plans and of the floor; the target is of both processors' time together.

    Some of the plans have a change. Those between stations are the dearest: dozens of lines leave
    one, and as many arrive at the other.
    """
    heading = ("", "p50 ms", "p99 ms", "web CPU ms", "database CPU ms", "CPU ms", "target", "")
    rows = [
        ("plan", plan, "plan", f"< {milliseconds(MOST_CPU)}", verdict_of(plan)),
        ("plan between stations", hub, "plan", f"< {milliseconds(MOST_CPU)}", verdict_of(hub)),
        ("floor", row, "leg", "", ""),
    ]
    return Table(
        heading,
        [
            (
                name,
                *(milliseconds(load.percentile(step, share)) for share in (0.5, 0.99)),
                *(milliseconds(part) for part in load.cpu_each.parts()),
                milliseconds(load.cpu_each.total),
                target,
                verdict,
            )
            for name, load, step, target, verdict in rows
        ],
    )
