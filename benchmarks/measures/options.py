"""Lists of what there is to travel with, as an aggregator asks for them by place: rides on a big
timetable, scooters of a city, taxis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from benchmarks.bench import Bench
from benchmarks.driving.load import Load, Task, Turn, http_task, rounds, shared_out
from benchmarks.figures import Comparison, compared_by_cpu
from benchmarks.loading.feeds import questions
from benchmarks.measures.fleet_places import places_of
from benchmarks.report import Section, Table, compared, milliseconds
from benchmarks.servers import FLOOR, PERRON, Server, serve
from demo.channels import MAAS
from sales.catalogue.actions import put_on_sale
from sales.models import Product, SalesChannel

MOST_CPU = 0.050
"""Seconds of the processors for one list, as for a plan."""
QUESTIONS = 500
METRES = 300
"""Around a stop or a traveller."""
AHEAD = timedelta(hours=2)
STEP = "options"
SHARES = (0.5, 0.95)
ON_SALE = timedelta(days=25)
Query = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question, and what it is asked for."""

    title: str
    queries: Sequence[Query]


def measure_options(bench: Bench) -> Section:
    """Lists per second and their processor time, beside the least that Django does for a read."""
    legs, kinds = bench.live_legs, list(kinds_of(bench))
    with serve(PERRON, bench.folder) as perron, serve(FLOOR, bench.folder) as floor:
        *loads, row = rounds(
            [
                *(Turn(lists(bench, perron, kind), perron) for kind in kinds),
                Turn(reads(bench, floor, legs), floor),
            ],
            seconds=bench.options.seconds,
        )
    seen = list(zip((kind.title for kind in kinds), loads, strict=True))
    sizes = f"{bench.options.stop_times:,} stop times, {bench.city.vehicles:,} vehicles"
    title = f"Options: {sizes}, {bench.options.clients} clients"
    return Section(title, (speeds(seen, row), costs(seen, row)))


def kinds_of(bench: Bench) -> Iterator[Kind]:
    """Each kind of question, once what it asks for is there."""
    assert bench.feed_version.pk
    rent_out(bench)
    yield Kind("rides", list(ride_queries(bench)))
    yield Kind("scooters", list(scooter_queries()))
    yield Kind("taxis", [taxi_query(bench)])


def rent_out(bench: Bench) -> None:
    """Have the aggregator's channel rent out the city's vehicles as well."""
    product = Product.objects.get(fleet=bench.city.fleet)
    channel = SalesChannel.objects.get(tenant=product.tenant_id, code=MAAS)
    if not channel.entries.filter(product=product).exists():
        put_on_sale(product, channel=channel, starts_at=timezone.now() - ON_SALE)


def ride_queries(bench: Bench) -> Iterator[Query]:
    """The questions of the measure `plan`, from place to place."""
    zone = bench.works.past.tenant.zone
    for asked in questions(bench.network, QUESTIONS, first_day=bench.first_day_asked):
        midnight = datetime.combine(asked.day, time(), tzinfo=zone)
        yield {
            "mode": "BUS",
            "from": ",".join(bench.network.place_of(asked.origin)),
            "to": ",".join(bench.network.place_of(asked.destination)),
            "fromRadius": METRES,
            "toRadius": METRES,
            "startTime": wire_time(midnight + asked.after),
        }


def scooter_queries() -> Iterator[Query]:
    for longitude, latitude in places_of(QUESTIONS):
        yield {
            "mode": "SCOOTER",
            "from": f"{latitude},{longitude}",
            "fromRadius": METRES,
            "startTime": wire_time(timezone.now()),
        }


def taxi_query(bench: Bench) -> Query:
    trip = bench.demo["maas_tsp"]
    wished = {name: trip[name] for name in ("mode", "from", "to")}
    return {**wished, "startTime": wire_time(timezone.now() + AHEAD)}


def wire_time(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def lists(bench: Bench, server: Server, kind: Kind) -> list[Task]:
    """A share of the questions for each client."""
    told = bench.demo["maas_tsp"]
    task = http_task(server, {"X-API-Key": told["api_key"]})
    path = f"{told['base']}/bookings/options"
    asked = [(STEP, "GET", f"{path}?{urlencode(query)}", None) for query in kind.queries]
    clients = bench.options.clients
    filled = list(islice(asked * clients, max(len(asked), clients)))
    return [{**task, "requests": hand} for hand in shared_out(filled, clients)]


def reads(bench: Bench, server: Server, legs: Sequence[str]) -> list[Task]:
    requests = [("leg", "GET", f"/row/{leg}", None) for leg in legs]
    return [{**http_task(server, bench.headers), "requests": requests}] * bench.options.clients


def speeds(seen: Sequence[tuple[str, Load]], row: Load) -> Table:
    """Each kind of list beside one read."""
    rows = []
    for title, load in seen:
        rows.append(Comparison(f"{title}, beside one read", "lists/s", load.rate, row.rate))
        rows += compared_by_cpu(
            "  by processor time", "lists/CPU s", load.rate_of_cpu, row.rate_of_cpu
        )
    return compared(rows)


def costs(seen: Sequence[tuple[str, Load]], row: Load) -> Table:
    """Times of lists and of the floor; the target is of both processors' time together."""
    heading = ("", "p50 ms", "p95 ms", "web CPU ms", "database CPU ms", "CPU ms", "target", "")
    target = f"< {milliseconds(MOST_CPU)}"
    rows = [(title, load, STEP, target, verdict_of(load)) for title, load in seen]
    return Table(
        heading,
        [
            (
                name,
                *(milliseconds(load.percentile(step, share)) for share in SHARES),
                *(milliseconds(part) for part in load.cpu_each.parts()),
                milliseconds(load.cpu_each.total),
                wanted,
                verdict,
            )
            for name, load, step, wanted, verdict in [*rows, ("floor", row, "leg", "", "")]
        ],
    )


def verdict_of(load: Load) -> str:
    cpu = load.cpu_each.total
    return "–" if cpu is None else "met" if cpu < MOST_CPU else "missed"
