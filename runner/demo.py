"""The whole service on this machine, with data in it, until somebody stops it."""

import contextlib
import json
import os
import shutil
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from runner import VAR, CannotRun
from runner.children import Child, read_tail, start_child, stop_children
from runner.desk import LOGS, desk_environment, desk_lock, start_database
from runner.postgres import free_port

DEMO_FILE = VAR / "demo.json"
FIGURES = VAR / "metrics"
READY_SECONDS = 60
SECONDS_BETWEEN_LOOKS = 0.1

WEB = "gunicorn config.wsgi -k gthread -w 2 --threads 2 --graceful-timeout 5 --no-control-socket"
WORKER = (
    "celery -A config worker -c 2 --pool threads -n main@%h "
    "--without-gossip --without-mingle --without-heartbeat --loglevel info"
)
BEAT = "celery -A config beat --pidfile= --loglevel info"


class Stopped(Exception):
    """Somebody asked the demo to stop."""


class Stage:
    """The processes that run now, and the wish to stop them."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.stop_wanted = threading.Event()

    def add(self, child: Child) -> None:
        """Look after one more process."""
        self.children.append(child)

    def watch_until(self, done: Callable[[], bool]) -> None:
        """Wait for `done`; raises Stopped on a wish, and CannotRun when a process ends."""
        while not done():
            if self.stop_wanted.is_set():
                raise Stopped
            for child in self.children:
                if child.code() is not None:
                    raise CannotRun(describe_end(child))
            self.stop_wanted.wait(SECONDS_BETWEEN_LOOKS)

    def run_step(self, name: str, arguments: list[str], environment: Mapping[str, str]) -> str:
        """Run a command of manage.py to its end, and return what it printed."""
        log, output = LOGS / f"{name}.log", LOGS / f"{name}.out"
        log.unlink(missing_ok=True)
        command = [sys.executable, "manage.py", *arguments]
        step = start_child(name, command, log=log, environment=environment, output=output)
        try:
            self.watch_until(lambda: step.code() is not None)
        finally:
            stop_children([step])
        if step.code():
            raise CannotRun(describe_end(step))
        printed = output.read_text()
        # What a seed prints is for var/demo.json, not for the logs.
        output.unlink()
        return printed

    def close(self) -> None:
        """Stop everything: the database last, since the others still write to it."""
        databases = [child for child in self.children if child.name == "PostgreSQL"]
        stop_children(child for child in self.children if child not in databases)
        stop_children(databases)


def demo(arguments: list[str]) -> int:
    """Run PostgreSQL, the web server, a worker and the timers; returns the exit code."""
    if arguments:
        raise CannotRun("The demo takes no arguments; PORT and DATABASE_URL come as variables.")
    port = chosen_port(os.environ)
    with desk_lock() as ours:
        if not ours:
            raise CannotRun("A demo or a manage command is running in this folder: stop it first.")
        DEMO_FILE.unlink(missing_ok=True)
        refuse_taken_port(port)
        with open_stage() as stage:
            print(f"Starting Perron on port {port}.", flush=True)
            seeded = start_everything(stage, port)
            write_demo_file(DEMO_FILE, seeded, base_url=f"http://127.0.0.1:{port}")
            print(directions(seeded, port), flush=True)
            try:
                stage.watch_until(lambda: False)
            finally:
                DEMO_FILE.unlink(missing_ok=True)
    return 0


@contextlib.contextmanager
def open_stage() -> Iterator[Stage]:
    """Give a stage that is empty again afterwards; a wish to stop ends the block in peace."""
    stage = Stage()

    def wish(number: int, frame: object) -> None:
        stage.stop_wanted.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, wish)
    # Started with nohup it stays ignored.
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, wish)
    try:
        with contextlib.suppress(Stopped):
            yield stage
    finally:
        print("Stopping.", flush=True)
        stage.close()


def start_everything(stage: Stage, port: int) -> dict[str, Any]:
    """Bring up the service step by step; returns what the seed has to tell."""
    LOGS.mkdir(parents=True, exist_ok=True)
    database = os.environ.get("DATABASE_URL")
    if not database:
        server, database = start_database()
        stage.add(server)
    environment = desk_environment(port=port, database=database)
    if environment.get("CELERY_BROKER_URL"):
        stage.run_step("broker", ["check_broker"], environment)
    environment |= start_card_provider(stage, environment)
    environment |= start_realtime(stage, environment)
    stage.run_step("migrate", ["migrate", "--no-input"], environment)
    seeded = read_seed(stage.run_step("seed", ["seed_demo"], environment))
    start_services(stage, port, environment)
    wait_until_ready(stage, port)
    return seeded


def start_card_provider(stage: Stage, environment: Mapping[str, str]) -> dict[str, str]:
    """Start the card provider that moves no money, unless a real one is named; returns the
    variables that lead to it."""
    if environment.get("CARD_API"):
        return {}
    port, log = free_port(), LOGS / "cards.log"
    log.unlink(missing_ok=True)
    command = [sys.executable, "-m", "demo.cards", str(port)]
    stage.add(start_child("card provider", command, log=log, environment=environment))
    address = f"http://127.0.0.1:{port}"
    return {"CARD_API": address, "CARD_SCRIPT": f"{address}/v3/"}


def start_realtime(stage: Stage, environment: Mapping[str, str]) -> dict[str, str]:
    """Start the publisher of what the town's vehicles do now; returns the variables that lead to
    it. It is on this machine, so feeds may come from private addresses here."""
    port, log = free_port(), LOGS / "realtime.log"
    log.unlink(missing_ok=True)
    command = [sys.executable, "-m", "demo.realtime", str(port)]
    stage.add(start_child("real-time publisher", command, log=log, environment=environment))
    address = f"http://127.0.0.1:{port}/realtime.pb"
    return {"DEMO_REALTIME": address, "FEEDS_FROM_PRIVATE_ADDRESSES": "1"}


def start_services(stage: Stage, port: int, environment: Mapping[str, str]) -> None:
    """Start the web server, the worker and the timers."""
    # Gunicorn's own variables would add to its command line.
    clean = {name: text for name, text in environment.items() if not name.startswith("GUNICORN_")}
    # All of them count into it, so that /metrics tells of the tasks as well.
    shutil.rmtree(FIGURES, ignore_errors=True)
    FIGURES.mkdir()
    clean["PROMETHEUS_MULTIPROC_DIR"] = str(FIGURES)
    services = {
        "web": [*WEB.split(), "--bind", f"127.0.0.1:{port}"],
        "worker": WORKER.split(),
        "beat": BEAT.split(),
    }
    for name, command in services.items():
        log = LOGS / f"{name}.log"
        log.unlink(missing_ok=True)
        stage.add(start_child(name, [sys.executable, "-m", *command], log=log, environment=clean))


def wait_until_ready(stage: Stage, port: int) -> None:
    """Wait until the web server says that it may have traffic."""
    deadline = time.monotonic() + READY_SECONDS

    def ready() -> bool:
        if time.monotonic() > deadline:
            tail = read_tail(LOGS / "web.log")
            raise CannotRun(f"The web server was not ready after {READY_SECONDS} seconds:\n{tail}")
        return answers(f"http://127.0.0.1:{port}/health/ready")

    stage.watch_until(ready)


def answers(url: str) -> bool:
    """Tell whether the address answers 200."""
    # Without the proxies of the surroundings: this is our own machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def chosen_port(variables: Mapping[str, str]) -> int:
    """Return the port from PORT, else 8000; raises CannotRun when it is no port."""
    text = variables.get("PORT", "").strip() or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CannotRun(f"PORT is {text!r}: set it to a number from 1 to 65535, for example 8000.")
    return int(text)


def refuse_taken_port(port: int) -> None:
    """Raise CannotRun when the web server could not listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as refusal:
            raise CannotRun(
                f"Port {port} cannot be used ({refusal.strerror}): choose another one, "
                f"for example PORT={port + 1 if port < 65535 else 8001} python3 dev.py demo"
            ) from None


def read_seed(text: str) -> dict[str, Any]:
    """Return the JSON object that seed_demo printed."""
    try:
        seeded = json.loads(text)
    except ValueError:
        seeded = None
    if not isinstance(seeded, dict):
        raise CannotRun(
            f"seed_demo must print one JSON object and nothing else; it printed: {text}"
        )
    return seeded


def write_demo_file(path: Path, seeded: Mapping[str, Any], *, base_url: str) -> None:
    """Write what a script needs to talk to this demo, in one move; only its owner may read it."""
    unfinished = path.with_suffix(".new")
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps({"base_url": base_url, **seeded}, indent=2) + "\n")
    unfinished.replace(path)


def directions(seeded: Mapping[str, Any], port: int) -> str:
    """Return what to look at, and who to be."""
    base_url = f"http://127.0.0.1:{port}"
    logins = [
        f"    {role:<10} {login['username']} / {login['password']}"
        for role, login in seeded.items()
        if isinstance(login, dict) and {"username", "password"} <= login.keys()
    ]
    return "\n".join(
        [
            f"\nPerron is ready: {base_url}/admin/\n",
            *logins,
            f"\n  API pages     {base_url}/docs/",
            "  a first tour  docs/tour.md",
            "  for scripts   var/demo.json",
            "  logs          var/log/",
            "  stop          Ctrl-C\n",
        ]
    )


def describe_end(child: Child) -> str:
    """Return which process ended, how, and the last lines of its log."""
    code = child.code()
    how = f"signal {-code}" if code is not None and code < 0 else f"code {code}"
    return f"{child.name} ended with {how}; the end of {child.log}:\n\n{read_tail(child.log)}"
