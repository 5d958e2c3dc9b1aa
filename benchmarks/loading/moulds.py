"""Sales cast in a mould: one sale is made through the actions, and its rows are written many times.

The rows of a cast are those of the model sale with other identities and days, so they keep every
rule that the actions and the database keep, whatever columns a table may get.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Model
from psycopg import sql

from benchmarks.loading.identities import Kind, cut_out, fresh
from bookings.models import Booking, BookingEvent, Leg, Rental
from sales.models import (
    Credit,
    CreditPart,
    Fee,
    Fulfilment,
    Offer,
    Order,
    OrderEvent,
    OrderLine,
    OrderVersion,
    Payment,
    PaymentOperation,
    PaymentTransaction,
    Posting,
    Traveller,
)
from tickets.models import Barcode, Ticket, TicketEvent

Tables = tuple[tuple[type[Model], str], ...]
OF_ORDER, OF_TICKET = "order__bookings", "ticket__legs__booking"
TABLES: Tables = (
    (Offer, "booking"),
    (Order, "bookings"),
    (Traveller, OF_ORDER),
    (OrderLine, OF_ORDER),
    (Fee, OF_ORDER),
    (OrderVersion, OF_ORDER),
    (OrderEvent, OF_ORDER),
    (Payment, OF_ORDER),
    (PaymentTransaction, OF_ORDER),
    (PaymentOperation, f"transaction__{OF_ORDER}"),
    (Credit, OF_ORDER),
    (CreditPart, f"credit__{OF_ORDER}"),
    (Posting, OF_ORDER),
    (Ticket, "legs__booking"),
    (TicketEvent, OF_TICKET),
    (Fulfilment, f"line__{OF_ORDER}"),
    (Barcode, OF_TICKET),
    (Booking, "pk"),
    (Leg, "booking"),
    (Rental, "leg__booking"),
    (BookingEvent, "booking"),
)
"""What belongs to a sale, parents first, with the way from each row to its booking."""
ORDER_TABLES: Tables = (
    (Order, "pk"),
    (Traveller, "order"),
    (OrderLine, "order"),
    (Fee, "order"),
    (OrderEvent, "order"),
    (Payment, "order"),
    (PaymentTransaction, "order"),
    (PaymentOperation, "transaction__order"),
    (Credit, "order"),
    (CreditPart, "credit__order"),
)
"""What is told of an order, in the same order of tables, with the way from each row to it."""

FIRST_ID = 10**10
"""Ids of sales begin here and no two tables share one, so that text tells which id is which."""
DATE = re.compile(r"(?<![\w-])20\d\d-[01]\d-[0-3]\d(?![\d-])")
UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")


def spread_ids() -> None:
    """Let the ids of each table of a sale begin far from those of the others."""
    with connection.cursor() as cursor:
        for place, model in enumerate(numbered_tables(), start=1):
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
                [model._meta.db_table, place * FIRST_ID],
            )


def numbered_tables() -> list[type[Model]]:
    return [model for model, _ in TABLES if model is not Ticket]


@dataclass(frozen=True, slots=True)
class Mould:
    """The rows of one sale as text, with names in place of what differs between sales."""

    blocks: dict[type[Model], str]
    """Lines for COPY, by table."""
    ids: dict[type[Model], list[str]]
    """The names of the serial ids, by table."""
    texts: dict[str, Kind]
    days: dict[str, date]
    legs: list[str]
    """The names of the references of the legs."""

    def fill(self, *, ids: IdSource, shift: timedelta, dice: random.Random) -> dict[str, str]:
        """What one more sale is called, so many days from the model's."""
        names = {name: fresh(kind, dice) for name, kind in self.texts.items()}
        names |= {name: (day + shift).isoformat() for name, day in self.days.items()}
        for model, wanted in self.ids.items():
            names |= {name: str(next(ids.of[model])) for name in wanted}
        return names


class IdSource:
    """The next ids of every table; to be used by one process, and stored at its end."""

    def __init__(self) -> None:
        self.of = {model: counting_from(last_id(model) + 1) for model in numbered_tables()}

    def store(self) -> None:
        """Let the sequences go on after the ids that were given out."""
        with connection.cursor() as cursor:
            for model, numbers in self.of.items():
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
                    [model._meta.db_table, next(numbers)],
                )


def counting_from(number: int) -> Iterator[int]:
    while True:
        yield number
        number += 1


def last_id(model: type[Model]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, 'id'))",
            [model._meta.db_table],
        )
        found: int = cursor.fetchone()[0]
        return found


def take_mould(booking: Booking) -> Mould:
    """Read the rows of a booking and of its sale, and cut out what is their own."""
    legs = list(booking.legs.order_by("sequence").values_list("reference", flat=True))
    offered = [leg.reference for leg in booking.offer.offered_legs()]
    texts = dict.fromkeys([booking.reference, *offered], Kind.REFERENCE)
    if booking.order is not None:
        texts |= own_texts(booking.order)
    return cut(TABLES, booking, texts, legs)


def take_order_mould(order: Order) -> Mould:
    """Read what is told of an order, and cut out what is its own.

    Offers, tickets, postings and the versions that are kept are not told with an order: lines of
    all copies name the offer that the model was bought by.
    """
    return cut(ORDER_TABLES, order, own_texts(order), [])


def cut(tables: Tables, root: Model, texts: dict[str, Kind], legs: list[str]) -> Mould:
    """The mould of the rows that belong to `root`; `texts` are their identities but ids and UUIDs,
    `legs` those among them that are references of legs."""
    ids: dict[type[Model], list[str]] = {}
    names: dict[str, str] = {}
    blocks: dict[type[Model], str] = {}
    for model, path in tables:
        keys = rows_of(model, path, root)
        blocks[model] = copy_out(model, keys)
        if model is not Ticket:
            ids[model] = [f"{model._meta.model_name}{place}" for place in range(len(keys))]
            names |= dict(zip(map(str, keys), ids[model], strict=True))
    everything = "".join(blocks.values())
    texts = texts | dict.fromkeys(UUID.findall(everything), Kind.UUID)
    days = {day: f"day{place}" for place, day in enumerate(sorted(set(DATE.findall(everything))))}
    names |= {old: f"{kind}{place}" for place, (old, kind) in enumerate(texts.items())}
    return Mould(
        blocks={
            model: DATE.sub(lambda found: f"%({days[found[0]]})s", cut_out(block, names))
            for model, block in blocks.items()
            if block
        },
        ids=ids,
        texts={names[old]: kind for old, kind in texts.items()},
        days={name: date.fromisoformat(day) for day, name in days.items()},
        legs=[names[reference] for reference in legs],
    )


def rows_of(model: type[Model], path: str, root: Model) -> list[Any]:
    rows = model._default_manager.filter(**{path: root.pk}).order_by("pk").distinct()
    return list(rows.values_list("pk", flat=True))


def own_texts(order: Order) -> dict[str, Kind]:
    """The code of an order, and the numbers of the money that moved for it."""
    texts = {order.code: Kind.CODE}
    for money in (order.payments, order.transactions, order.credits):
        texts |= {str(n): Kind.NUMBER for n in money.values_list("number", flat=True)}
    return texts


def copy_out(model: type[Model], keys: list[Any]) -> str:
    """The rows with these keys as lines of COPY."""
    if not keys:
        return ""
    statement = sql.SQL("COPY (SELECT {} FROM {} WHERE id = ANY ({}) ORDER BY id) TO STDOUT")
    with connection.cursor() as cursor:
        wanted = sql.Literal(keys)
        with cursor.copy(statement.format(columns_of(model), table_of(model), wanted)) as copy:
            return b"".join(bytes(block) for block in copy).decode()


def table_of(model: type[Model]) -> sql.Identifier:
    return sql.Identifier(model._meta.db_table)


def columns_of(model: type[Model]) -> sql.Composable:
    """All columns but those that the database works out itself."""
    stored = [field for field in model._meta.concrete_fields if not field.generated]
    return sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in stored])
