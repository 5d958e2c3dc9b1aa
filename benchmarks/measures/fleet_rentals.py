"""Renting vehicles over TOMP 1.6: book in one stop, read the leg during the ride, give back."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.bench import Bench
from benchmarks.driving.client import EDGE
from benchmarks.driving.load import (
    REPLAY,
    Load,
    Task,
    Turn,
    drive,
    http_task,
    rounds,
    shared_out,
)
from benchmarks.driving.recording import Recorded, replay_task
from benchmarks.driving.renting import record_rental
from benchmarks.figures import Comparison, compared_by_cpu
from benchmarks.loading.fleet import wish_for
from benchmarks.processes import CpuTime
from benchmarks.report import Table, compared, milliseconds, number
from benchmarks.servers import FLOOR, PERRON, Server, serve, work_for
from bookings.models import Rental
from bookings.tasks import unlock_rental

RENTAL = "rental"
SHARES = (0.5, 0.95)
READ_TARGET = 0.5
SINGLE = 200
"""Requests of each kind when every kind is sent alone."""
EACH = 20
"""Vehicles that each client rents in turn."""
READ_AGAIN = 25
"""Legs that are read again and again during their rides."""
PATIENCE = 8
"""What is sent once may take so many times as long as a load lasts."""
READS = (
    "leg during the ride",
    "floor: a few columns",
)
Request = tuple[str, str, str, Any]


@dataclass(frozen=True, slots=True)
class Alone:
    """Every kind of request sent by itself."""

    booked: Load
    unlocked: Load
    read: Load
    row: Load
    finished: Load


def measure_rentals(bench: Bench) -> list[Table]:
    """Rentals per second beside their SQL alone, reads beside the floor of `leg`, and what each
    request costs."""
    hands, rest = shared_vehicles(bench)
    bench.tell("recording a rental for each client")
    # What is new at first is seen off: each client is a customer.
    *_, records = [[record_rental(bench.rental_headers, hand[0]) for hand in hands] for _ in "12"]
    with serve(PERRON, bench.folder) as server:
        with work_for(server, bench.folder) as both:
            web, database = drive_in_turn(bench, both, hands, records)
        alone = drive_alone(bench, server, rest)
    return [
        speeds(web, database, alone),
        flow_table(web, database),
        alone_table(alone, records[0]),
        reads_table(alone),
    ]


def shared_vehicles(bench: Bench) -> tuple[list[list[dict[str, Any]]], list[dict[str, Any]]]:
    """Wishes for each client's own vehicles, and for others that are booked once."""
    clients, vehicles = bench.options.clients, bench.city.vehicles
    each = max(1, min(EACH, vehicles // 2 // clients))
    hands = [
        [wish_for(client * each + place, f"client-{client}") for place in range(each)]
        for client in range(clients)
    ]
    first = clients * each
    last = min(first + SINGLE, vehicles)
    return hands, [wish_for(one, f"single-{one % 50}") for one in range(first, last)]


def drive_in_turn(
    bench: Bench, server: Server, hands: Sequence[list[Any]], records: Sequence[Recorded]
) -> tuple[Load, Load]:
    """Rentals over HTTP with a worker that unlocks, and their SQL without Perron, turn by turn."""
    flows = [{**http_task(server, bench.rental_headers), "vehicles": hand} for hand in hands]
    replays = [replay_task(each, database=bench.database, step=RENTAL) for each in records]
    turns = [Turn(flows, server), Turn(replays, module=REPLAY)]
    web, database = rounds(turns, seconds=bench.options.seconds)
    return web, database


def drive_alone(bench: Bench, server: Server, wishes: Sequence[dict[str, Any]]) -> Alone:
    """Book every vehicle once, unlock all of them, read some legs, and give all vehicles back."""
    asked: list[Request] = [
        ("one-stop", "POST", f"{EDGE}/bookings/one-stop", wish) for wish in wishes
    ]
    booked = send_once(bench, server, asked)
    unlocked = unlock_all()
    legs = [leg for _, leg in booked.offered]
    with serve(FLOOR, bench.folder) as floor:
        some = legs[:READ_AGAIN]
        read, row = rounds(
            [
                Turn(reads(bench, server, f"{EDGE}/legs/{{}}", some), server),
                Turn(reads(bench, floor, "/rental/{}", some), floor),
            ],
            seconds=bench.options.seconds,
        )
    told = {"event": "FINISH", "userLocation": wishes[0]["from"]}
    asked = [("finish", "POST", f"{EDGE}/legs/{leg}/events", told) for leg in legs]
    return Alone(booked, unlocked, read, row, send_once(bench, server, asked))


def send_once(bench: Bench, server: Server, requests: Sequence[Request]) -> Load:
    """Send each request one time."""
    tasks: list[Task] = [
        {**http_task(server, bench.rental_headers), "requests": hand, "repeat": False}
        for hand in shared_out(requests, bench.options.clients)
        if hand
    ]
    return drive(tasks, seconds=bench.options.seconds * PATIENCE, server=server)


def reads(bench: Bench, server: Server, path: str, legs: Sequence[str]) -> list[Task]:
    """The same legs for each client."""
    requests = [("leg", "GET", path.format(leg), None) for leg in legs]
    task = {**http_task(server, bench.rental_headers), "requests": requests}
    return [task] * bench.options.clients


def unlock_all() -> Load:
    """Do what the worker does when it hears of bookings, one after the other."""
    used, began = time.process_time(), time.perf_counter()
    latencies = list(unlock_each(Rental.objects.waiting().open().values_list("pk", flat=True)))
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    return Load(len(latencies), seconds, {"unlock": latencies}, CpuTime(cpu, None), [])


def unlock_each(keys: Iterable[int]) -> Iterable[float]:
    for key in keys:
        began = time.perf_counter()
        unlock_rental(rental_id=key)
        yield time.perf_counter() - began


def speeds(web: Load, database: Load, alone: Alone) -> Table:
    read, row = alone.read, alone.row
    return compared(
        [
            Comparison("one-stop, unlock, leg, finish", "rentals/s", web.rate, database.rate),
            *compared_by_cpu(
                "  by processor time", "rentals/CPU s", web.rate_of_cpu, database.rate_of_cpu
            ),
            Comparison("leg during the ride", "reads/s", read.rate, row.rate, READ_TARGET),
            *compared_by_cpu(
                "  by processor time", "reads/CPU s", read.rate_of_cpu, row.rate_of_cpu
            ),
        ]
    )


def flow_table(web: Load, database: Load) -> Table:
    """What customers wait for while others rent as well."""
    steps = ("one-stop", "unlocked", "leg", "finish", RENTAL)
    rows = [(step, *latencies_of(web, step)) for step in steps]
    alone = ("its SQL alone", *latencies_of(database, RENTAL))
    return Table(("in the flow", "p50 ms", "p95 ms"), [*rows, alone])


def alone_table(alone: Alone, record: Recorded) -> Table:
    """What each request takes and costs."""
    heading = ("alone", "per s", "p50 ms", "p95 ms", "web CPU ms", "database CPU ms", "queries")
    loads = {
        "one-stop": alone.booked,
        "unlock": alone.unlocked,
        "leg": alone.read,
        "finish": alone.finished,
    }
    return Table(
        heading,
        [
            (
                step,
                number(load.rate),
                *latencies_of(load, step),
                *(milliseconds(part) for part in load.cpu_each.parts()),
                str(record.queries(step)),
            )
            for step, load in loads.items()
        ],
    )


def reads_table(alone: Alone) -> Table:
    return Table(
        ("", "p50 ms", "p95 ms", "web CPU ms", "database CPU ms"),
        [
            (
                name,
                *latencies_of(load, "leg"),
                *(milliseconds(part) for part in load.cpu_each.parts()),
            )
            for name, load in zip(READS, (alone.read, alone.row), strict=True)
        ],
    )


def latencies_of(load: Load, step: str) -> tuple[str, ...]:
    return tuple(milliseconds(load.percentile(step, share)) for share in SHARES)
