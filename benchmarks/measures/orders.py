"""Orders of a web shop that has sold very many: pages of them, one of them, and one more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.bench import Bench
from benchmarks.driving.load import ASKING, REPLAY, Load, Task, Turn, http_task, rounds
from benchmarks.driving.recording import Recorded, record_purchase, replay_task
from benchmarks.figures import Comparison, compared_by_cpu
from benchmarks.loading.orders import DAY
from benchmarks.measures.order_kinds import Kind, kinds_of
from benchmarks.report import Section, Table, compared, milliseconds
from benchmarks.servers import PERRON, Server, serve

PURCHASE = "purchase"
STEPS = ("offer", "order", "reserve", "pay", "capture", PURCHASE)
SHARES = (0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Result:
    """A kind of question, how it was answered, and how by PostgreSQL alone."""

    kind: Kind
    ours: Load
    floor: Load

    @property
    def verdict(self) -> tuple[str, str]:
        """What 95 of 100 may take at most, and whether they do."""
        if self.kind.most is None:
            return "", ""
        is_met = self.ours.percentile(self.kind.step, 0.95) < self.kind.most
        return f"< {milliseconds(self.kind.most)}", "met" if is_met else "missed"


def measure_orders(bench: Bench) -> Section:
    """Questions and purchases per second, beside what PostgreSQL alone does."""
    count, kinds = bench.orders, kinds_of(bench)
    basket, bought = record_purchases(bench)
    with serve(PERRON, bench.folder) as server:
        turns = [turn for kind in kinds for turn in turns_of(bench, server, kind)]
        flows = [{**http_task(server, bench.shop_headers), "baskets": [basket]}]
        replays = [replay_task(bought, database=bench.database, step=PURCHASE)]
        clients = bench.options.clients
        turns += [Turn(flows * clients, server), Turn(replays * clients, module=REPLAY)]
        loads = rounds(turns, seconds=bench.options.seconds)
    *answers, flow, its_sql = loads
    results = [Result(*each) for each in zip(kinds, answers[::2], answers[1::2], strict=True)]
    speeds = compared([*(each for result in results for each in compare(result))])
    sales = compared(
        [
            Comparison("offer, order, pay, confirm", "flows/s", flow.rate, its_sql.rate),
            *compared_by_cpu(
                "by processor time", "flows/CPU s", flow.rate_of_cpu, its_sql.rate_of_cpu
            ),
        ]
    )
    title = f"Orders: {count:,} past orders, {clients} clients"
    return Section(title, (speeds, costs(results), sales, steps(bought, flow, its_sql)))


def record_purchases(bench: Bench) -> tuple[dict[str, Any], Recorded]:
    """What is bought, and such a purchase in this process; what is new at first is seen off."""
    channel: str = bench.demo["sales"]["distribution_channel"]
    codespace = channel.partition(":")[0]
    basket = {"salesPackageIds": [f"{codespace}:SalesPackage:{DAY}"]}
    record_purchase(bench.shop_headers, basket)
    return basket, record_purchase(bench.shop_headers, basket)


def turns_of(bench: Bench, server: Server, kind: Kind) -> tuple[Turn, Turn]:
    """The questions over HTTP, and their statements; each client begins at another one."""
    asked = [
        kind.questions[place:] + kind.questions[:place]
        for place in places(len(kind.questions), bench.options.clients)
    ]
    web: list[Task] = [
        {
            **http_task(server, bench.shop_headers),
            "requests": [(kind.step, "GET", each.path, None) for each in questions],
        }
        for questions in asked
    ]
    database: list[Task] = [
        {
            "database": bench.database,
            "step": kind.step,
            "questions": [each.statement for each in questions],
        }
        for questions in asked
    ]
    return Turn(web, server), Turn(database, module=ASKING)


def places(count: int, clients: int) -> list[int]:
    return [client * count // clients for client in range(clients)]


def compare(result: Result) -> list[Comparison]:
    kind, ours, floor = result.kind, result.ours, result.floor
    return [
        Comparison(kind.title, "requests/s", ours.rate, floor.rate, kind.target),
        *compared_by_cpu(
            "  by processor time", "requests/CPU s", ours.rate_of_cpu, floor.rate_of_cpu
        ),
    ]


def costs(results: Sequence[Result]) -> Table:
    heading = ("", "p50 ms", "p95 ms", "target", "", "web CPU ms", "database CPU ms", "floor's")
    return Table(
        heading,
        [
            (
                result.kind.title,
                *(milliseconds(result.ours.percentile(result.kind.step, one)) for one in SHARES),
                *result.verdict,
                *(milliseconds(part) for part in result.ours.cpu_each.parts()),
                milliseconds(result.floor.cpu_each.database),
            )
            for result in results
        ],
    )


def steps(bought: Recorded, flow: Load, its_sql: Load) -> Table:
    """How long each request of a purchase takes, and how often it asks the database."""
    rows = [
        (
            step,
            *(milliseconds(flow.percentile(step, one)) for one in SHARES),
            str(bought.queries(step)) if step in bought.requests else "",
        )
        for step in STEPS
    ]
    alone = (milliseconds(its_sql.percentile(PURCHASE, one)) for one in SHARES)
    return Table(("", "p50 ms", "p95 ms", "queries"), [*rows, ("its SQL alone", *alone, "")])
