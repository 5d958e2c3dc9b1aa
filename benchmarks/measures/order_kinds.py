"""What is asked about orders: over HTTP, and of PostgreSQL alone for the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from benchmarks.bench import Bench
from benchmarks.driving.client import SALES
from benchmarks.floor import orders as floor
from demo.channels import WEB
from operators.models import Organisation
from sales.models import Order

TARGET = 0.25
MOST, MOST_DEEP = 0.200, 1.0
"""Seconds that 95 of 100 pages may take, and as many deep ones."""
DEEP = 10_000
MONTH, MONTHS = timedelta(days=30), 11
CODES = 400
"""Orders that are read again and again, from all over the year."""


@dataclass(frozen=True, slots=True)
class Question:
    """A path, and the statement with the same answer."""

    path: str
    statement: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Questions of one kind, and what is wanted: a ratio to the floor at least, and seconds that 95
    of 100 may take at most."""

    step: str
    title: str
    questions: list[Question]
    target: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions in the words of the Sales API, and as the database is asked."""

    pairs: tuple[tuple[str, str], ...] = ()
    condition: str = ""


def kinds_of(bench: Bench) -> list[Kind]:
    """All kinds of questions; some of them leave a part of the orders, some nearly all."""
    shop = seller(bench)
    named = Filters((("organisationId", f"eq:{shop.number}"),))
    sold = Filters((("status", "eq:CONFIRMED"),), "state = 'CONFIRMED'")
    dear = Filters((("totalAmount", "gte:3.00"),), "total_amount >= 3.00")
    owed = Filters((("balance", "ne:0.00"),), "balance <> 0")
    last = last_page(bench.orders)

    def kind(step: str, title: str, *asked: Sequence[Filters], number: int = 1) -> Kind:
        most = MOST if number == 1 else MOST_DEEP
        questions = [page(shop, filters, number) for filters in asked]
        return Kind(step, title, questions, TARGET if number == 1 else None, most)

    return [
        kind("month", "page: status, organisation, a month", *(
            [named, sold, month] for month in months(bench)
        )),
        kind("dear", "page: status, total, a month", *(
            [sold, dear, month] for month in months(bench)
        )),
        kind("owed", "page: balance, organisation, a month", *(
            [named, owed, month] for month in months(bench)
        )),
        kind("nearly", "page: status, organisation, total", [named, sold, dear]),
        kind("whole", "page without a filter", []),
        kind("deep", f"page {last:,}", [], number=last),
        single(shop),
    ]  # fmt: skip


def page(shop: Organisation, filters: Sequence[Filters], number: int) -> Question:
    pairs = [pair for each in filters for pair in each.pairs]
    conditions = [each.condition for each in filters if each.condition]
    query = urlencode([*pairs, ("page", number), ("perPage", floor.PAGE_SIZE)], safe=":")
    condition = " AND ".join([f"seller_id = {shop.pk}", *conditions])
    return Question(f"{SALES}/orders?{query}", floor.page(condition, number=number))


def months(bench: Bench) -> list[Filters]:
    """Thirty days each, those of the last year."""
    today = bench.works.past.ends_at.date()
    starts = [today - MONTH * place for place in range(MONTHS, 0, -1)]
    return [
        Filters(
            (("createdAt", f"gte:{start}"), ("createdAt", f"lt:{start + MONTH}")),
            f"created_at >= '{start}Z' AND created_at < '{start + MONTH}Z'",
        )
        for start in starts
    ]


def single(shop: Organisation) -> Kind:
    """One order by its code."""
    codes = list(Order.objects.filter(seller=shop).order_by("code").values_list("code", flat=True))
    some = codes[:: max(1, len(codes) // CODES)]
    questions = [Question(f"{SALES}/orders/{code}", floor.one(code)) for code in some]
    return Kind("one", "one order", questions)


def seller(bench: Bench) -> Organisation:
    """Whose orders the web shop's program sees."""
    return bench.works.past.channels[WEB].seller


def last_page(orders: int) -> int:
    """The deepest page that is asked for; where there are fewer orders, one in the middle."""
    return min(DEEP, max(1, orders // floor.PAGE_SIZE // 2))
