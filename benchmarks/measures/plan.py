"""Planning on a big timetable."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from benchmarks.bench import Bench, planning
from benchmarks.driving.load import Load, Task, http_task, rounds
from benchmarks.figures import Comparison
from benchmarks.loading.feeds import Question, questions
from benchmarks.report import Section, Table, compared, milliseconds
from benchmarks.servers import FLOOR, PERRON, Server, serve
from operators.timetable.importing.tables import STOP_TIMES

MOST_CPU = 0.050
"""Seconds of the processors for one plan."""
QUESTIONS = 500


def measure_plan(bench: Bench) -> Section:
    """Plans per second and their processor time, beside the least that Django does for a read."""
    legs, version = bench.live_legs, bench.feed_version
    wishes = [wish_of(bench, asked) for asked in trips(bench)]
    with serve(PERRON, bench.folder) as perron, serve(FLOOR, bench.folder) as floor:
        plan, row = rounds(
            [
                (plans(bench, perron, wishes), perron),
                (reads(bench, floor, legs), floor),
            ],
            seconds=bench.options.seconds,
        )
    speeds = compared([Comparison("plan, beside one read", "requests/s", plan.rate, row.rate)])
    title = f"Plan: {version.counts[STOP_TIMES.name]:,} stop times"
    return Section(f"{title}, {bench.options.clients} clients", (speeds, costs(plan, row)))


def trips(bench: Bench) -> list[Question]:
    """What is asked for, from tomorrow on: the past is not on sale."""
    return questions(bench.network, QUESTIONS, first_day=bench.first_day_asked)


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


def costs(plan: Load, row: Load) -> Table:
    """Times of a plan and of the floor; the target is of both processors' time together."""
    cpu = plan.cpu_each
    met = "–" if cpu.total is None else "met" if cpu.total < MOST_CPU else "missed"
    heading = ("", "p50 ms", "p99 ms", "web CPU ms", "database CPU ms", "CPU ms", "target", "")
    rows = [
        ("plan", plan, "plan", f"< {milliseconds(MOST_CPU)}", met),
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
