"""The SQL of one sale, as Perron sends it, written down so that it can be sent again."""

from __future__ import annotations

import json
import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import mogrify
from django.test import Client

from benchmarks.driving.client import buy
from benchmarks.driving.load import Task
from benchmarks.loading.identities import Kind, cut_out
from benchmarks.loading.moulds import FIRST_ID, UUID, own_texts
from bookings.models import Booking
from sales.models import Offer, Order

BEGIN, COMMIT = "BEGIN", "COMMIT"
SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT")
ANY_UUID = re.compile(rf"{UUID.pattern}|\b[0-9a-f]{{32}}\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its values in it, and what came back."""

    text: str
    rows: list[tuple[Any, ...]]
    touched: int

    @property
    def is_query(self) -> bool:
        """Whether it asks or changes something, and does not only mark a transaction."""
        return not self.text.startswith((BEGIN, COMMIT, *SAVEPOINTS))


@dataclass
class Recorder:
    """Listens on the connection of this process."""

    statements: list[Statement] = field(default_factory=list)
    in_transaction: bool = False

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if connection.in_atomic_block and not self.in_transaction:
            self.mark(BEGIN)
            self.in_transaction = True
            transaction.on_commit(self.commit)
        result = execute(sql, params, many, context)
        cursor = context["cursor"].cursor
        rows = cursor.fetchall() if cursor.description else []
        if rows:
            cursor.scroll(0, mode="absolute")
        # A statement without values is sent as it stands, with its percent signs.
        text = sql if params is None else mogrify(sql, params, connection.connection)
        self.statements.append(Statement(text, rows, cursor.rowcount))
        return result

    def commit(self) -> None:
        self.mark(COMMIT)
        self.in_transaction = False

    def mark(self, text: str) -> None:
        self.statements.append(Statement(text, [], -1))


@dataclass(frozen=True, slots=True)
class Recorded:
    """The statements of each request of a sale."""

    requests: dict[str, list[Statement]]
    texts: dict[str, Kind]
    """Its references, codes and numbers, which must be new each time."""

    def queries(self, step: str) -> int:
        return sum(each.is_query for each in self.requests[step])


@dataclass(frozen=True, slots=True)
class RecordedSale(Recorded):
    """Of a booking."""

    booking: Booking


@dataclass(frozen=True, slots=True)
class RecordedPurchase(Recorded):
    """Of an order of the web shop."""

    order: Order


@contextmanager
def recorded() -> Iterator[Recorder]:
    """Write down what this process sends in the block."""
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        yield recorder


@dataclass
class Sender:
    """Sends requests to this process, and writes their statements down. Its transactions must be
    real ones."""

    headers: dict[str, str]
    requests: dict[str, list[Statement]] = field(default_factory=dict)
    latencies: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def send(self, step: str, method: str, path: str, body: Any = None) -> Any:
        client = Client(headers=self.headers, SERVER_NAME=settings.ALLOWED_HOSTS[0])
        content = b"" if body is None else json.dumps(body).encode()
        with recorded() as recorder:
            answer = client.generic(method, path, content, "application/json")
        assert answer.status_code // 100 == 2, answer.content
        self.requests[step] = recorder.statements
        return answer.json()


def record_sale(headers: dict[str, str], wish: dict[str, Any]) -> RecordedSale:
    """Plan, book, commit and get the leg in this process."""
    sender = Sender(headers)
    option = sender.send("plan", "POST", "/plannings", wish)["options"][0]
    booking = sender.send("book", "POST", "/bookings", {"id": option["id"]})
    committed = f"/bookings/{booking['id']}/events"
    sender.send("commit", "POST", committed, {"operation": "COMMIT"})
    sender.send("leg", "GET", f"/legs/{option['legs'][0]['id']}")
    sold = Booking.objects.get(reference=booking["id"])
    offers = Offer.objects.filter(plan=sold.offer.plan)
    assert sold.order is not None
    texts = own_texts(sold.order)
    for offer in offers:
        texts |= dict.fromkeys([offer.reference, *legs_of(offer)], Kind.REFERENCE)
    return RecordedSale(sender.requests, texts, sold)


def record_purchase(headers: dict[str, str], basket: dict[str, Any]) -> RecordedPurchase:
    """Get an offer, put it on an order and pay it, in this process."""
    sender = Sender(headers)
    # The very client, which takes the first offer that it gets.
    next(buy(sender, [basket]))
    order = Order.objects.latest("pk")
    references = Offer.objects.filter(order_lines__order=order).values_list("reference", flat=True)
    texts = own_texts(order) | dict.fromkeys(references, Kind.REFERENCE)
    return RecordedPurchase(sender.requests, texts, order)


def legs_of(offer: Offer) -> list[str]:
    return [leg.reference for leg in offer.offered_legs()]


def replay_task(sale: Recorded, *, database: str, step: str = "sale") -> Task:
    """What a client of the database is told: every statement of the sale, identities cut out."""
    statements = [each for step in sale.requests.values() for each in step]
    texts = distinct_texts(sale, statements)
    names = {old: f"{kind}{place}" for place, (old, kind) in enumerate(texts.items())}
    fresh = {names[old]: kind for old, kind in texts.items()}
    script = script_of(statements, names)
    return {"database": database, "statements": script, "fresh": fresh, "step": step}


def script_of(statements: list[Statement], names: dict[str, str]) -> list[dict[str, Any]]:
    """The statements with names for what is new each time."""
    # The driver writes a UUID without dashes.
    names |= {old.replace("-", ""): name for old, name in names.items() if UUID.fullmatch(old)}
    script = []
    for statement in statements:
        # Before the names of its own answer are known: those are for the statements after it.
        text = cut_out(statement.text, names)
        returns = returned_ids(statement, names)
        script.append({"text": text, "rows": statement.touched, "returns": returns})
    return script


def returned_ids(statement: Statement, names: dict[str, str]) -> list[tuple[int, int, str]]:
    """Where the database answered with ids that it gave out; each gets a name."""
    if not statement.text.startswith("INSERT"):
        return []
    returns = []
    for row, values in enumerate(statement.rows):
        for column, value in enumerate(values):
            if isinstance(value, int) and value >= FIRST_ID:
                names[str(value)] = f"id{len(names)}"
                returns.append((row, column, names[str(value)]))
    return returns


def distinct_texts(sale: Recorded, statements: list[Statement]) -> dict[str, Kind]:
    """What must be new each time and does not come from the database."""
    everything = "".join(each.text for each in statements)
    found = {str(uuid.UUID(each)) for each in ANY_UUID.findall(everything)}
    return sale.texts | dict.fromkeys(sorted(found), Kind.UUID)
