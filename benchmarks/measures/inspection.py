"""Checking barcodes online, as inspectors do while they walk through a tram."""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.driving.load import Task, Turn, http_task, rounds
from benchmarks.figures import Comparison, compared_by_cpu
from benchmarks.loading.inspectors import Inspectors, post_inspectors
from benchmarks.measures.leg import reads, row_of
from benchmarks.report import Section, Table, compared
from benchmarks.servers import FLOOR, PERRON, Server, serve

CHECKS = "/inspection/v1/checks"


def measure_inspection(bench: Bench) -> Section:
    """Checks per second, each kept as a scan, beside the least that Django does for one read."""
    clients = bench.options.clients
    bench.tell("issuing tickets to be inspected")
    inspectors = post_inspectors(bench.works.past.tenant, clients)
    with serve(PERRON, bench.folder) as perron, serve(FLOOR, bench.folder) as floor:
        check, row = rounds(
            [
                Turn(checks(inspectors, perron), perron),
                Turn(reads(bench, floor, "/row/{}", bench.live_legs[:25]), floor),
            ],
            seconds=bench.options.seconds,
        )
    speeds = compared(
        [
            Comparison("check, kept as a scan", "checks/s", check.rate, row.rate),
            *compared_by_cpu(
                "by processor time", "checks/CPU s", check.rate_of_cpu, row.rate_of_cpu
            ),
        ]
    )
    costs = Table(
        ("", "p50 ms", "p99 ms", "web CPU ms", "database CPU ms"),
        [row_of("check, kept as a scan", check), row_of("floor: one read", row)],
    )
    title = f"Inspection: {len(inspectors.barcodes):,} tickets, {clients} devices at once"
    return Section(title, (speeds, costs))


def checks(inspectors: Inspectors, server: Server) -> list[Task]:
    """One task for each device: the tickets of its own part of the tram, again and again."""
    headers = {
        "Authorization": f"Bearer {inspectors.secret}",
        "Content-Type": "application/json",
    }
    devices = inspectors.devices
    return [
        {
            **http_task(server, headers),
            "requests": [
                ("leg", "POST", CHECKS, {"device": device, "barcode": barcode})
                for barcode in inspectors.barcodes[place :: len(devices)]
            ],
        }
        for place, device in enumerate(devices)
    ]
