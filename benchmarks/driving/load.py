"""Starting clients together, and putting together what they saw."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from benchmarks.figures import per_second, percentile
from benchmarks.processes import CpuTime, cpu_of_each, less, used_since
from benchmarks.servers import HOST, Server
from runner import CannotRun
from runner.children import Child, read_tail, start_child, stop_children

CLIENT, REPLAY = "benchmarks.driving.client", "benchmarks.driving.replay"
ASKING = "benchmarks.driving.asking"
START_SECONDS = 0.7
"""Until every client has started, so that they begin together."""
PATIENCE = 60
WARM_UP_SECONDS = 1.0
Task = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Load:
    """What all clients of one load saw, and what it cost the servers."""

    count: int
    seconds: float
    latencies: dict[str, list[float]]
    cpu: CpuTime
    offered: list[list[str]]

    @property
    def rate(self) -> float:
        """Flows or requests per second."""
        return per_second(self.count, self.seconds)

    @property
    def rate_of_cpu(self) -> float | None:
        """Flows or requests per second of the servers' processor time, whoever else is at work."""
        return per_second(self.count, self.cpu.total) if self.cpu.total else None

    @property
    def cpu_each(self) -> CpuTime:
        """Processor seconds of one flow or request."""
        return self.cpu.each(self.count)

    def percentile(self, step: str, share: float) -> float:
        """Seconds that this share of the requests of a kind did not exceed."""
        return percentile(self.latencies[step], share)


def together(loads: Sequence[Load]) -> Load:
    """Loads one after the other, as one."""
    steps = {step for load in loads for step in load.latencies}
    cpu = loads[0].cpu
    for load in loads[1:]:
        cpu = cpu.plus(load.cpu)
    return Load(
        count=sum(load.count for load in loads),
        seconds=sum(load.seconds for load in loads),
        latencies={
            step: [each for load in loads for each in load.latencies.get(step, [])]
            for step in steps
        },
        cpu=cpu,
        offered=[ids for load in loads for ids in load.offered],
    )


def http_task(server: Server, headers: dict[str, str]) -> Task:
    """What every client of a web server is told."""
    return {"host": HOST, "port": server.port, "headers": headers, "repeat": True}


def shared_out(things: Sequence[Any], clients: int) -> list[list[Any]]:
    """The things in as many hands; where there are fewer things than hands, some stay empty."""
    return [list(things[place::clients]) for place in range(clients)]


def drive(
    tasks: Sequence[Task], *, seconds: float, server: Server | None = None, module: str = CLIENT
) -> Load:
    """Run one client for each task, all at once; CannotRun when one of them fails."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        began, sessions = server_cpu(server), sessions_cpu()
        begins_at = time.time() + START_SECONDS
        clients = [
            start_client(module, {**task, "begins_at": begins_at, "seconds": seconds}, place, n)
            for n, task in enumerate(tasks)
        ]
        try:
            seen = [result_of(client, place, seconds) for client in clients]
        finally:
            stop_children(clients)
        # Sessions that ended with their client told what they had used.
        told = sum(each.get("database_cpu", 0.0) for each in seen)
        database = used_since(sessions, sessions_cpu()) + told
        return load_of(seen, CpuTime(less(server_cpu(server), began), database))


def load_of(seen: Sequence[dict[str, Any]], cpu: CpuTime) -> Load:
    """Put the results of the clients together; the load lasts from the first to the last."""
    steps = {step for each in seen for step in each["latencies"]}
    return Load(
        count=sum(each["count"] for each in seen),
        seconds=max(each["ended"] for each in seen) - min(each["began"] for each in seen),
        latencies={
            step: [one for each in seen for one in each["latencies"].get(step, [])]
            for step in steps
        },
        cpu=cpu,
        offered=[ids for each in seen for ids in each["offered"]],
    )


def start_client(module: str, task: Task, folder: Path, number: int) -> Child:
    order = folder / f"{number}.json"
    order.write_text(json.dumps(task))
    return start_child(
        f"client-{number}",
        [sys.executable, "-m", module, str(order)],
        log=folder / f"{number}.log",
        output=folder / f"{number}.out",
        environment={},
    )


def result_of(client: Child, folder: Path, seconds: float) -> dict[str, Any]:
    client.process.wait(timeout=seconds + START_SECONDS + PATIENCE)
    if client.code():
        raise CannotRun(f"{client.name} failed:\n{read_tail(client.log)}")
    number = client.name.partition("-")[2]
    seen: dict[str, Any] = json.loads((folder / f"{number}.out").read_text())
    return seen


def server_cpu(server: Server | None) -> float | None:
    """The processor time so far of the web server; nothing where there is none."""
    return server.cpu() if server else 0.0


def sessions_cpu() -> dict[int, float]:
    """The processor time so far of everybody's sessions in the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cpu_of_each((pid for (pid,) in cursor.fetchall()), named="postgres")


@dataclass(frozen=True, slots=True)
class Turn:
    """A task for each client of a web server, or of the database alone."""

    tasks: Sequence[Task]
    server: Server | None = None
    module: str = CLIENT

    def drive(self, seconds: float) -> Load:
        return drive(self.tasks, seconds=seconds, server=self.server, module=self.module)


def rounds(turns: Sequence[Turn], *, seconds: float, times: int = 3) -> list[Load]:
    """Drive each in turn, several times over, so that a bad moment of the machine meets all."""
    for turn in turns:
        turn.drive(WARM_UP_SECONDS)
    seen = [[turn.drive(seconds / times) for turn in turns] for _ in range(times)]
    return [together(loads) for loads in zip(*seen, strict=True)]
