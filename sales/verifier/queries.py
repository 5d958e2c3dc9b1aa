"""Trying the invariants in one snapshot, and finding whose books are due."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from operators.tenancy.models import Organisation, Tenant
from sales.orders.models import Order
from sales.verifier.errors import AlreadyVerifying
from sales.verifier.invariants import INVARIANTS
from sales.verifier.models import VerifierRun
from sales.verifier.states import InvariantName

MOST_KEPT = 1000
"""Of one invariant in one run; where there are more, mending the first ones is work enough."""
NIGHT = time(2)
"""From this hour of the tenant's zone on its books are due to be tried again."""
LOCK_KIND = 1_346_653_773
"""Marks the advisory locks of the verifier."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where an invariant does not hold; what a fault has no place for is None."""

    invariant: InvariantName
    order_code: str | None
    order_version: int | None
    document: UUID | None
    place: str
    expected: str
    found: str

    def __str__(self) -> str:
        version = None if self.order_version is None else f"version {self.order_version}"
        document = None if self.document is None else f"document {self.document}"
        order = None if self.order_code is None else f"order {self.order_code}"
        where = ", ".join(filter(None, [order, version, document, self.place]))
        return f"{self.invariant} {where}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True, slots=True)
class Finding:
    """How many faults an invariant has, and the first of them."""

    count: int
    faults: list[Fault]


@contextlib.contextmanager
def snapshot_of(tenant: Tenant) -> Iterator[None]:
    """Read the books as they are at one moment, without keeping anybody from selling.

    AlreadyVerifying while another run is at the same tenant's.
    """
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # Statements that join all that there is are not worth compiling, and sort in memory.
        cursor.execute("SET LOCAL jit = off; SET LOCAL work_mem = '64MB'")
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK_KIND, tenant.pk])
        [free] = cursor.fetchone()
        if not free:
            raise AlreadyVerifying
        yield


def find_faults(
    name: InvariantName, tenant: Tenant, *, organisation: Organisation | None = None
) -> Finding:
    """Where an invariant does not hold in the books of a tenant, or of one organisation of it."""
    scope = {"tenant": tenant.pk, "organisation": organisation.pk if organisation else None}
    with connection.cursor() as cursor:
        # The database counts them all and hands over the first ones.
        cursor.execute(
            f"SELECT *, count(*) OVER () FROM ({INVARIANTS[name].sql}) AS"  # noqa: S608  # our text
            " fault (code, version, document, place, expected, found)"
            f" ORDER BY code, version, place LIMIT {MOST_KEPT}",
            scope,
        )
        rows = cursor.fetchall()
    return Finding(rows[0][-1] if rows else 0, [Fault(name, *row[:-1]) for row in rows])


def count_orders(tenant: Tenant, *, organisation: Organisation | None = None) -> int:
    """How many orders a run looks at."""
    orders = Order.objects.filter(tenant=tenant)
    return (orders.filter(seller=organisation) if organisation else orders).count()


def last_runs(tenants: list[Tenant]) -> list[VerifierRun]:
    """The newest run over all books of each tenant that had one, newest first."""
    runs = VerifierRun.objects.filter(tenant__in=tenants, organisation=None)
    newest = runs.order_by("tenant", "-started_at", "-pk").distinct("tenant")
    return sorted(newest, key=lambda run: run.started_at, reverse=True)


def due_tenants(at: datetime) -> list[Tenant]:
    """Those whose books were not tried since the last night began in their zone."""
    last = dict(
        VerifierRun.objects.filter(organisation=None)
        .values_list("tenant")
        .annotate(last=Max("started_at"))
    )
    return [
        tenant
        for tenant in Tenant.objects.order_by("pk")
        if tenant.pk not in last or last[tenant.pk] < _night_before(tenant, at)
    ]


def _night_before(tenant: Tenant, at: datetime) -> datetime:
    here = at.astimezone(tenant.zone)
    began = datetime.combine(here.date(), NIGHT, tzinfo=tenant.zone)
    return began if began <= here else began - timedelta(days=1)
