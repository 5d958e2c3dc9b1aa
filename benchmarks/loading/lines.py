"""Very many order lines, as far as exports read them: orders with their lines, written by SQL.

Two orders are sold through the actions; all others are these with other ids, codes, references and
days. They have no bookings, tickets, money or postings, which an export of lines does not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from django.db import connection, transaction
from django.db.models import Model
from psycopg import sql

from benchmarks.loading.moulds import last_id, table_of
from benchmarks.loading.past import PAST_DAYS, Works, past_purchase
from bookings.models import Booking
from demo.past import sell
from demo.purchases import Fate
from sales.models import Order, OrderLine

AGES: tuple[tuple[int, ...], ...] = ((34,), (41, 8))
"""The travellers of the orders that are copied in turn; each has a line."""
ROUNDS_AT_ONCE = 20_000
FIRST_CODE = 0x10000000
AGO = "(({rounds} - 1 - n) * {days} / {rounds})"


@dataclass(frozen=True, slots=True)
class Copied:
    """A row that is copied round after round, and what differs in each copy."""

    model: type[Model]
    key: int
    own: dict[str, sql.Composable]


def load_lines(works: Works, count: int) -> int:
    """Write at least so many lines, spread over the last year, the oldest first; returns how many
    lines there are then."""
    models = [sold(works, ages) for ages in AGES]
    lines = [list(order.lines.order_by("pk").values_list("pk", flat=True)) for order in models]
    rounds = -(-count // sum(map(len, lines)))
    rows = list(copied_rows(models, lines, rounds))
    for first in range(0, rounds, ROUNDS_AT_ONCE):
        with transaction.atomic():
            for row in rows:
                copy(row, first, min(first + ROUNDS_AT_ONCE, rounds), rounds)
    for model in (Order, OrderLine):
        store_last_id(model)
    return OrderLine.objects.count()


def sold(works: Works, ages: tuple[int, ...]) -> Order:
    """An order that was sold through the actions."""
    sell(works.past, past_purchase(works.past, Fate.UNUSED, ages))
    order = Booking.objects.latest("pk").order
    assert order is not None
    return order


def copied_rows(models: list[Order], lines: list[list[int]], rounds: int) -> list[Copied]:
    """Each order before its lines; the ids of every round lie together."""
    before_us = Order.objects.count()
    orders, every = last_id(Order) + 1, last_id(OrderLine) + 1
    before = [0, *accumulate(map(len, lines))]
    width = before[-1]
    rows = []
    for place, (order, keys) in enumerate(zip(models, lines, strict=True)):
        order_id = stepped(orders + place, len(models))
        first_code = FIRST_CODE * (place + 1) + before_us
        code = sql.SQL("upper(to_hex({} + n))").format(sql.Literal(first_code))
        rows.append(Copied(Order, order.pk, {"id": order_id, "code": code}))
        for nth, key in enumerate(keys):
            own = {
                "id": stepped(every + before[place] + nth, width),
                "order_id": order_id,
                "reference": sql.SQL("gen_random_uuid()"),
                "offer_id": sql.SQL("NULL"),
            }
            rows.append(Copied(OrderLine, key, own))
    return rows


def stepped(first: int, step: int) -> sql.Composable:
    return sql.SQL("{} + n * {}").format(sql.Literal(first), sql.Literal(step))


def copy(row: Copied, first: int, last: int, rounds: int) -> None:
    """Write the copies of these rounds."""
    ago = sql.SQL(AGO).format(rounds=sql.Literal(rounds), days=sql.Literal(PAST_DAYS))
    shifted = {
        "created_at": sql.SQL("created_at - {} * interval '1 day'").format(ago),
        "confirmed_at": sql.SQL("confirmed_at - {} * interval '1 day'").format(ago),
        "sold_on": sql.SQL("sold_on - {}::int").format(ago),
    }
    names = [str(f.column) for f in row.model._meta.concrete_fields if not f.generated]
    values = {name: sql.Identifier(name) for name in names} | {
        name: value for name, value in (shifted | row.own).items() if name in names
    }
    statement = sql.SQL(
        "INSERT INTO {table} ({names}) SELECT {values} FROM {table}, "
        "generate_series({first}::bigint, {last} - 1) AS n WHERE {table}.id = {key}"
    ).format(
        table=table_of(row.model),
        names=sql.SQL(", ").join(map(sql.Identifier, names)),
        values=sql.SQL(", ").join(values[name] for name in names),
        first=sql.Literal(first),
        last=sql.Literal(last),
        key=sql.Literal(row.key),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)


def store_last_id(model: type[Model]) -> None:
    """Let the sequence go on after the ids that were given out."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {table}",  # noqa: S608
            [table],
        )
