"""A whole sale over TOMP 1.1: plan, book, commit, get the leg."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.bench import Bench
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
from benchmarks.driving.recording import RecordedSale, record_sale, replay_task
from benchmarks.figures import Comparison
from benchmarks.report import Section, Table, compared, milliseconds
from benchmarks.servers import PERRON, Server, serve

STEPS = ("plan", "book", "commit", "leg")
WHOLE = "sale"
ROUNDS = 3
MANY = 8
"""Travellers of the sale that shows what does not grow with the number of legs."""
SINGLE_SALES = 400
"""Requests of each kind when every kind is sent alone."""
HEADING = ("alone", "p50 ms", "p99 ms", "web CPU ms", "database CPU ms", "queries", "with 8 legs")


def measure_sale(bench: Bench) -> Section:
    """Flows per second beside the SQL of the sale alone, and what each request costs."""
    past = bench.past
    sale, wide = record_sales(bench)
    with serve(PERRON, bench.folder) as server:
        web, database = drive_in_turn(bench, server, sale)
        alone = drive_steps(bench, server)
    flows = compared([Comparison("plan, book, commit, leg", "flows/s", web.rate, database.rate)])
    together_table = Table(
        ("in the flow", "p50 ms", "p99 ms"),
        [
            *((step, *latencies_of(web, step)) for step in (*STEPS, WHOLE)),
            ("its SQL alone", *latencies_of(database, WHOLE)),
        ],
    )
    alone_table = Table(HEADING, [row_of(step, alone[step], sale, wide) for step in STEPS])
    cpu = Table(
        ("CPU of a flow", "web ms", "database ms"),
        [
            ("Perron", milliseconds(web.cpu_each.web), milliseconds(web.cpu_each.database)),
            ("its SQL alone", "", milliseconds(database.cpu_each.database)),
        ],
    )
    clients = bench.options.clients
    return Section(
        f"Sale: {past:,} past bookings, {clients} clients",
        (flows, cpu, together_table, alone_table),
    )


def record_sales(bench: Bench) -> tuple[RecordedSale, RecordedSale]:
    """A sale with one leg and one with many, in this process; what is new at first is seen off."""
    record_sale(bench.headers, bench.wish())
    return (
        record_sale(bench.headers, bench.wish()),
        record_sale(bench.headers, bench.wish(travellers=MANY)),
    )


def drive_in_turn(bench: Bench, server: Server, sale: RecordedSale) -> tuple[Load, Load]:
    """Sales over HTTP, and their SQL without Perron, turn and turn about."""
    clients, seconds = bench.options.clients, bench.options.seconds
    flows = [{**http_task(server, bench.headers), "wishes": [bench.wish()]}] * clients
    replays = [replay_task(sale, database=bench.database)] * clients
    web, database = rounds([Turn(flows, server), Turn(replays, module=REPLAY)], seconds=seconds)
    return web, database


def drive_steps(bench: Bench, server: Server) -> dict[str, Load]:
    """Each kind of request alone: all plans, then all bookings, and so on."""
    planned = drive_once(bench, server, [("plan", "POST", "/plannings", bench.wish())], repeat=True)
    offered = planned.offered[:SINGLE_SALES]
    requests: dict[str, list[tuple[str, str, str, object]]] = {
        "book": [("book", "POST", "/bookings", {"id": option}) for option, _ in offered],
        "commit": [
            ("commit", "POST", f"/bookings/{option}/events", {"operation": "COMMIT"})
            for option, _ in offered
        ],
        "leg": [("leg", "GET", f"/legs/{leg}", None) for _, leg in offered],
    }
    loads = {step: drive_once(bench, server, each) for step, each in requests.items()}
    return {"plan": planned, **loads}


def drive_once(
    bench: Bench,
    server: Server,
    requests: Sequence[tuple[str, str, str, object]],
    *,
    repeat: bool = False,
) -> Load:
    """Send each request once, or again and again until the time is over."""
    clients = bench.options.clients
    hands = [list(requests)] * clients if repeat else shared_out(requests, clients)
    tasks: list[Task] = [
        {**http_task(server, bench.headers), "requests": hand, "repeat": repeat}
        for hand in hands
        if hand
    ]
    seconds = bench.options.seconds / ROUNDS if repeat else bench.options.seconds * MANY
    return drive(tasks, seconds=seconds, server=server)


def latencies_of(load: Load, step: str) -> tuple[str, str]:
    return tuple(milliseconds(load.percentile(step, share)) for share in (0.5, 0.99))  # type: ignore[return-value]


def row_of(step: str, load: Load, sale: RecordedSale, wide: RecordedSale) -> tuple[str, ...]:
    cpu = load.cpu_each
    return (
        step,
        *latencies_of(load, step),
        milliseconds(cpu.web),
        milliseconds(cpu.database),
        str(sale.queries(step)),
        str(wide.queries(step)),
    )
