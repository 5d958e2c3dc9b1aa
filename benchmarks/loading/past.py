"""What the town sold: a few sales through the actions, and very many copies of them by COPY."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import connection, transaction
from psycopg import sql

from benchmarks.loading.moulds import TABLES, IdSource, Mould, columns_of, table_of, take_mould
from bookings.models import Booking
from demo.channels import AT_ONCE
from demo.past import Past, sell, stops_by_id, sweep
from demo.purchases import Fate, Purchase
from demo.town import HALT_OF
from operators.models import Tenant
from operators.tenancy.actors import Actor
from sales.models import SalesChannel

BY = Actor.command("benchmarks")
MODELS: tuple[tuple[Fate, tuple[int | None, ...], int], ...] = (
    (Fate.RIDDEN, (34,), 12),
    (Fate.RIDDEN, (41, 8), 3),
    (Fate.UNUSED, (None,), 1),
    (Fate.CANCELLED, (None,), 2),
    (Fate.ABANDONED, (None,), 2),
)
"""The sales that are copied: what became of them, the travellers' ages, and how often of twenty."""
PAST_DAYS = 365
COPIES_AT_ONCE = 1000
BOUGHT_BEFORE = timedelta(minutes=10)
ORIGIN, DESTINATION = HALT_OF["301"].stop_id, HALT_OF["104"].stop_id


@dataclass(slots=True)
class Works:
    """Where sales are cast: the tenant that sells, and what the copies draw on."""

    past: Past
    dice: random.Random

    @classmethod
    def of(cls, tenant: Tenant, *, at: datetime) -> Works:
        """The works of a tenant whose demo is seeded; the same run casts the same sales."""
        channels = {channel.code: channel for channel in SalesChannel.objects.filter(tenant=tenant)}
        past = Past(tenant, channels, stops_by_id(tenant), BY, at)
        return cls(past, random.Random(1))  # noqa: S311  # nothing here is secret


def load_past(works: Works, count: int) -> None:
    """Write so many sales that are over, spread over the last year, the oldest first."""
    moulds = [
        mould
        for (fate, ages, share) in MODELS
        for mould in [cast_model(works, past_purchase(works.past, fate, ages))] * share
    ]
    shifts = (-timedelta(days=(count - 1 - i) * PAST_DAYS // count) for i in range(count))
    pairs = [(moulds[i % len(moulds)], shift) for i, shift in enumerate(shifts)]
    for _ in copy_in(works, pairs):
        pass


def load_live(works: Works, count: int) -> list[str]:
    """Write so many sales of now, with a ticket to show; returns the references of their legs."""
    bought_at = works.past.ends_at - BOUGHT_BEFORE
    mould = cast_model(
        works, purchase(bought_at, bought_at + timedelta(days=2), Fate.UNUSED, (34,))
    )
    written = copy_in(works, [(mould, timedelta())] * count)
    return [names[leg] for names in written for leg in mould.legs]


def cast_model(works: Works, wanted: Purchase) -> Mould:
    """Make one sale through the actions, let its time pass, and take its mould."""
    sell(works.past, wanted)
    sweep(works.past)
    return take_mould(Booking.objects.latest("pk"))


def past_purchase(past: Past, fate: Fate, ages: tuple[int | None, ...]) -> Purchase:
    day = past.ends_at.astimezone(past.tenant.zone).date() - timedelta(days=2)
    bought_at = datetime.combine(day, time(9, 0), tzinfo=past.tenant.zone)
    return purchase(bought_at, bought_at + timedelta(minutes=30), fate, ages)


def purchase(
    bought_at: datetime, departs_after: datetime, fate: Fate, ages: tuple[int | None, ...]
) -> Purchase:
    return Purchase(
        bought_at=bought_at,
        channel=AT_ONCE,
        origin=ORIGIN,
        destination=DESTINATION,
        departs_after=departs_after,
        ages=ages,
        customer="traveller-01",
        taste=0,
        fate=fate,
    )


def copy_in(works: Works, pairs: Sequence[tuple[Mould, timedelta]]) -> Iterator[dict[str, str]]:
    """Write a copy for each mould and shift, some at a time; yields what each one is called."""
    ids = IdSource()
    for first in range(0, len(pairs), COPIES_AT_ONCE):
        some = [
            (mould, mould.fill(ids=ids, shift=shift, dice=works.dice))
            for mould, shift in pairs[first : first + COPIES_AT_ONCE]
        ]
        with transaction.atomic():
            write(some)
        yield from (names for _, names in some)
    ids.store()


def write(copies: Sequence[tuple[Mould, dict[str, str]]]) -> None:
    for model, _ in TABLES:
        rows = [mould.blocks[model] % names for mould, names in copies if model in mould.blocks]
        if not rows:
            continue
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table_of(model), columns_of(model))
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write("".join(rows))
