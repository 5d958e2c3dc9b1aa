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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

TIMEOUT = 30
SALES = "/sales/v1"
EDGE = "/edge/tomp"
UNLOCK_SECONDS = 30
BETWEEN_LOOKS = 0.02
"""Seconds until a client looks again whether its vehicle is unlocked."""
OFFERING = ("plan", "one-stop")
"""Kinds of requests that are answered with what can be asked for next."""
Answer = Any
Done = TypeVar("Done")


class Refused(Exception):
    """The server did not do what was asked for."""


class Door(Protocol):
    """What requests are sent through, and where it is noted how long each kind took."""

    latencies: defaultdict[str, list[float]]

    def send(self, step: str, method: str, path: str, body: Any = None) -> Answer:
        """Send one request; returns what is answered."""


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
    name = next(name for name in WORK if name in task)
    work: Iterator[Any] = WORK[name](session, task[name])
    if not task["repeat"]:
        work = itertools.islice(work, len(task[name]))
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
        options = answer.get("options", [answer]) if step in OFFERING else None
        yield [options[0]["id"], options[0]["legs"][0]["id"]] if options else None


def rent(session: Door, wishes: list[Any]) -> Iterator[None]:
    """Book a vehicle, look until it is unlocked, and give it back; again and again."""
    for wish in itertools.cycle(wishes):
        began = time.perf_counter()
        booking = session.send("one-stop", "POST", f"{EDGE}/bookings/one-stop", wish)
        path = f"{EDGE}/legs/{booking['legs'][0]['id']}"
        booked = time.perf_counter()
        while session.send("leg", "GET", path)["state"] != "IN_USE":
            if time.perf_counter() > booked + UNLOCK_SECONDS:
                raise Refused(f"{wish['useAssets'][0]} was not unlocked.")
            time.sleep(BETWEEN_LOOKS)
        session.latencies["unlocked"].append(time.perf_counter() - booked)
        finish(session, path, wish)
        session.latencies["rental"].append(time.perf_counter() - began)
        yield None


def finish(session: Door, path: str, wish: dict[str, Any]) -> None:
    """Give a vehicle back where it was taken."""
    ended = session.send("finish", "POST", f"{path}/events", ending(wish))
    if ended["state"] != "FINISHED":
        raise Refused(f"{path}: {ended['state']}")


def ending(wish: dict[str, Any]) -> dict[str, Any]:
    """The body of POST /legs/{id}/events."""
    [asset] = wish["useAssets"]
    return {"event": "FINISH", "userLocation": wish["from"], "asset": {"id": asset}}


def buy(session: Door, baskets: list[Any]) -> Iterator[None]:
    """Get an offer, put it on an order, pay it in the hand, which sells it; again and again."""
    for basket in itertools.cycle(baskets):
        began = time.perf_counter()
        offer = session.send("offer", "POST", f"{SALES}/offers", basket)["offers"][0]
        order = session.send("order", "POST", f"{SALES}/orders", currency_of(offer))
        session.send("reserve", "POST", f"{SALES}/reserve-offers", reservation(order, offer))
        payment = session.send("pay", "POST", f"{SALES}/payments", payment_of(order, offer))
        [transaction] = payment["transactionHistory"]
        path = f"{SALES}/payments/{payment['paymentId']}"
        path = f"{path}/transactions/{transaction['transactionId']}/capture"
        if session.send("capture", "PUT", path)["status"] != "CAPTURED":
            raise Refused(f"The payment {payment['paymentId']} took no money.")
        session.latencies["purchase"].append(time.perf_counter() - began)
        yield None


def currency_of(offer: Answer) -> dict[str, Any]:
    """The body of POST /orders."""
    return {"currency": offer["price"]["currency"]}


def reservation(order: Answer, offer: Answer) -> dict[str, Any]:
    """The body of POST /reserve-offers."""
    return {
        "orderId": order["id"],
        "offerConfigurations": [{"offerId": offer["id"], "count": 1}],
    }


def payment_of(order: Answer, offer: Answer) -> dict[str, Any]:
    """The body of POST /payments: the whole price in cash."""
    price = offer["price"]
    transaction = {"paymentType": "CASH", "paymentTypeGroup": "CASH"}
    transaction |= {name: price[name] for name in ("amount", "currency")}
    return {
        "orderId": order["id"],
        "orderVersion": 1,
        "totalAmount": price["amount"],
        "transaction": transaction,
    }


WORK: dict[str, Callable[[Session, list[Any]], Iterator[Any]]] = {
    "wishes": sell,
    "baskets": buy,
    "vehicles": rent,
    "requests": request,
}
"""By the name of what a task holds: the work that is done with it."""


def wait_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.time()))


if __name__ == "__main__":
    main(sys.argv[1])
