"""One client of the service: a process that sends requests and notes how long each took.

It uses the standard library alone, so that it costs as little as it can of the processors that it
shares with the server. `python -m benchmarks.driving.client FILE` reads what to do from a JSON
file and prints what it saw as JSON.
"""

from __future__ import annotations

import contextlib
import http.client
import itertools
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

TIMEOUT = 30
Answer = Any
Done = TypeVar("Done")


class Refused(Exception):
    """The server did not do what was asked for."""


class Session:
    """A connection that is kept, and the seconds that each kind of request took on it."""

    def __init__(self, task: dict[str, Any]) -> None:
        self.connection = http.client.HTTPConnection(task["host"], task["port"], timeout=TIMEOUT)
        self.headers = task["headers"]
        self.latencies: defaultdict[str, list[float]] = defaultdict(list)

    def send(self, step: str, method: str, path: str, body: Any = None) -> Answer:
        """Send one request and read its answer whole; Refused unless it is 2xx."""
        content = None if body is None else json.dumps(body)
        began = time.perf_counter()
        self.connection.request(method, path, content, self.headers)
        response = self.connection.getresponse()
        answer = response.read()
        self.latencies[step].append(time.perf_counter() - began)
        if response.status // 100 != 2:
            raise Refused(f"{method} {path}: {response.status} {answer.decode(errors='replace')}")
        return json.loads(answer)


def main(path: str) -> None:
    """Do the task of the file and print what was seen."""
    task = json.loads(Path(path).read_text())
    session = Session(task)
    work = sell(session, task["wishes"]) if "wishes" in task else request(session, task["requests"])
    if not task["repeat"]:
        work = itertools.islice(work, len(task.get("wishes") or task["requests"]))
    wait_until(task["begins_at"])
    began = time.time()
    with contextlib.closing(session.connection):
        offered = list(until(began + task["seconds"], work))
    seen = {
        "count": len(offered),
        "began": began,
        "ended": time.time(),
        "latencies": session.latencies,
        "offered": [ids for ids in offered if ids],
    }
    json.dump(seen, sys.stdout)


def until(end: float, work: Iterator[Done]) -> Iterator[Done]:
    """Go on until the time is over."""
    while time.time() < end:
        try:
            yield next(work)
        except StopIteration:
            return


def sell(session: Session, wishes: list[Any]) -> Iterator[None]:
    """Plan, book, commit, get the leg, again and again."""
    for wish in itertools.cycle(wishes):
        began = time.perf_counter()
        option = session.send("plan", "POST", "/plannings", wish)["options"][0]
        session.send("book", "POST", "/bookings", {"id": option["id"]})
        committed = f"/bookings/{option['id']}/events"
        session.send("commit", "POST", committed, {"operation": "COMMIT"})
        leg = session.send("leg", "GET", f"/legs/{option['legs'][0]['id']}")
        if "ticket" not in leg:
            raise Refused(f"The leg {leg['id']} shows no ticket.")
        session.latencies["sale"].append(time.perf_counter() - began)
        yield None


def request(session: Session, requests: list[Any]) -> Iterator[list[str] | None]:
    """Send the requests in turn; yields the ids of what was offered."""
    for step, method, path, body in itertools.cycle(requests):
        answer = session.send(step, method, path, body)
        options = answer.get("options") if step == "plan" else None
        yield [options[0]["id"], options[0]["legs"][0]["id"]] if options else None


def wait_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.time()))


if __name__ == "__main__":
    main(sys.argv[1])
