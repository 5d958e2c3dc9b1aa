"""Reading a leg with its ticket, which apps do all day long."""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.driving.load import Load, Task, Turn, drive, http_task, rounds, shared_out
from benchmarks.figures import Comparison, compared_by_cpu
from benchmarks.report import Section, Table, compared, milliseconds
from benchmarks.servers import FLOOR, PERRON, Server, serve

TARGET = 0.5
IN_ONE_WINDOW = 25
"""Legs that are read again and again. So few that even on a busy machine, where reads are slow,
hardly any of them is the first in its window."""


def measure_leg(bench: Bench) -> Section:
    """Reads per second beside the least that Django does for one such read."""
    past, legs = bench.past, bench.live_legs
    with serve(PERRON, bench.folder) as perron, serve(FLOOR, bench.folder) as floor:
        # First, while nobody has looked at any of the tickets.
        first = read_once(bench, perron, legs[IN_ONE_WINDOW:] or legs)
        some = legs[:IN_ONE_WINDOW]
        again, row, model = rounds(
            [
                Turn(reads(bench, perron, "/legs/{}", some), perron),
                Turn(reads(bench, floor, "/row/{}", some), floor),
                Turn(reads(bench, floor, "/model/{}", some), floor),
            ],
            seconds=bench.options.seconds,
        )
    speeds = compared(
        [
            Comparison("leg, again in its window", "reads/s", again.rate, row.rate, TARGET),
            Comparison("leg, first in its window", "reads/s", first.rate, row.rate),
            Comparison("again, beside all columns", "reads/s", again.rate, model.rate),
            *compared_by_cpu(
                "again, by processor time", "reads/CPU s", again.rate_of_cpu, row.rate_of_cpu
            ),
        ]
    )
    costs = Table(
        ("", "p50 ms", "p99 ms", "web CPU ms", "database CPU ms"),
        [
            row_of("leg, again in its window", again),
            row_of("leg, first in its window", first),
            row_of("floor: a few columns", row),
            row_of("floor: all columns as models", model),
        ],
    )
    title = f"Leg: {past:,} past bookings, {len(legs):,} tickets of now"
    return Section(f"{title}, {bench.options.clients} clients", (speeds, costs))


def read_once(bench: Bench, server: Server, legs: list[str]) -> Load:
    """Read each leg one time."""
    clients = bench.options.clients
    drive(reads(bench, server, "/legs/{}", legs[:1]), seconds=1, server=server)
    tasks: list[Task] = [
        {**task_of(bench, server, "/legs/{}", hand), "repeat": False}
        for hand in shared_out(legs[1:] or legs, clients)
        if hand
    ]
    return drive(tasks, seconds=bench.options.seconds * 10, server=server)


def reads(bench: Bench, server: Server, path: str, legs: list[str]) -> list[Task]:
    """One task for each client: the same legs, each begun at another place."""
    clients = bench.options.clients
    step = max(1, len(legs) // clients)
    return [
        task_of(bench, server, path, legs[n * step :] + legs[: n * step]) for n in range(clients)
    ]


def task_of(bench: Bench, server: Server, path: str, legs: list[str]) -> Task:
    requests = [("leg", "GET", path.format(leg), None) for leg in legs]
    return {**http_task(server, bench.headers), "requests": requests}


def row_of(name: str, load: Load) -> tuple[str, ...]:
    cpu = load.cpu_each
    return (
        name,
        milliseconds(load.percentile("leg", 0.5)),
        milliseconds(load.percentile("leg", 0.99)),
        milliseconds(cpu.web),
        milliseconds(cpu.database),
    )
