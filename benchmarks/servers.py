"""The web server as the README starts it, and a second one that serves floors."""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.processes import added, cpu_of_family
from runner import CannotRun
from runner.children import Child, read_tail, start_child, stop_children
from runner.demo import READY_SECONDS, WEB, WORKER, answers
from runner.postgres import free_port

HOST = "127.0.0.1"
PERRON, FLOOR = "config.wsgi", "benchmarks.floor.wsgi"
SETTINGS = {PERRON: "config.settings", FLOOR: "benchmarks.floor.settings"}
READY = {PERRON: "/health/ready", FLOOR: "/ready"}
AT_WORK = "ready."
"""What a worker logs when it takes messages."""


def service_variables(database: str) -> dict[str, str]:
    """The variables of a server for this machine alone, with secrets for this run."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "0",
        "INSECURE_HTTP": "1",
        "BASE_URL": f"http://{HOST}:8000",
        "ALLOWED_HOSTS": HOST,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SECRETS_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "DATABASE_URL": database,
    }


@dataclass(frozen=True, slots=True)
class Server:
    """A web server that runs."""

    port: int
    process: Child
    worker: Child | None = None

    def cpu(self) -> float | None:
        """Seconds of processor time of all its processes, and of the worker beside it."""
        used = cpu_of_family(self.process.process.pid)
        return added(used, cpu_of_family(self.worker.process.pid)) if self.worker else used


@contextlib.contextmanager
def serve(application: str, folder: Path) -> Iterator[Server]:
    """Run the application in gunicorn with the settings of the demo; yields it when it answers."""
    port = free_port()
    name = application.partition(".")[0]
    settings = {"DJANGO_SETTINGS_MODULE": SETTINGS[application], "LOG_LEVEL": "INFO"}
    inherited = {key: text for key, text in os.environ.items() if not key.startswith("GUNICORN_")}
    command = [*WEB.replace(PERRON, application).split(), "--bind", f"{HOST}:{port}"]
    child = start_child(
        name,
        [sys.executable, "-m", *command],
        log=folder / f"{name}.log",
        environment={**inherited, **settings},
    )
    try:
        address = f"http://{HOST}:{port}{READY[application]}"
        wait_for(child, lambda: answers(address))
        yield Server(port, child)
    finally:
        stop_children([child])


@contextlib.contextmanager
def work_for(server: Server, folder: Path) -> Iterator[Server]:
    """Run a worker beside the web server as the demo does; yields them as one when it is ready."""
    worker = start_child(
        "worker",
        [sys.executable, "-m", *WORKER.split()],
        log=folder / "worker.log",
        environment={**os.environ, "LOG_LEVEL": "INFO"},
    )
    try:
        wait_for(worker, lambda: AT_WORK in worker.log.read_text())
        yield replace(server, worker=worker)
    finally:
        stop_children([worker])


def wait_for(child: Child, is_ready: Callable[[], bool]) -> None:
    """CannotRun if the process ends before, or takes too long."""
    deadline = time.monotonic() + READY_SECONDS
    while not is_ready():
        if child.code() is not None or time.monotonic() > deadline:
            raise CannotRun(f"{child.name} is not ready:\n{read_tail(child.log, 60)}")
        time.sleep(0.1)
