"""The door to verifying the books."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from operators.tenancy.actors import Actor
from operators.tenancy.models import Organisation, Tenant
from sales.verifier.invariants import INVARIANTS
from sales.verifier.models import VerifierFault, VerifierRun
from sales.verifier.queries import Fault, Finding, count_orders, find_faults, snapshot_of
from sales.verifier.states import InvariantName

Progress = Callable[[InvariantName, Finding, float], object]
"""Told after each invariant: its finding, and the seconds that it took."""


def nobody(name: InvariantName, finding: Finding, seconds: float) -> None:
    """Nobody follows the run."""


def verify_books(
    tenant: Tenant,
    *,
    organisation: Organisation | None = None,
    tell: Progress = nobody,
    by: Actor,
    at: datetime,
) -> VerifierRun:
    """Try all invariants over the books of a tenant, or of one `organisation` of it, and keep the
    run with what it found.

    All are tried in one snapshot, in which nothing is written and which keeps nobody from selling;
    so this can not be a part of another transaction. AlreadyVerifying.
    """
    began = time.monotonic()
    counts: dict[str, int] = {}
    faults: list[Fault] = []
    with snapshot_of(tenant):
        order_count = count_orders(tenant, organisation=organisation)
        for name in INVARIANTS:
            before = time.monotonic()
            finding = find_faults(name, tenant, organisation=organisation)
            tell(name, finding, time.monotonic() - before)
            faults += finding.faults
            if finding.count:
                counts[name] = finding.count
    run = VerifierRun(
        tenant=tenant,
        organisation=organisation,
        started_at=at,
        seconds=Decimal(f"{time.monotonic() - began:.2f}"),
        started_by=str(by),
        order_count=order_count,
        fault_count=sum(counts.values()),
        counts=counts,
    )
    return _keep(run, faults)


@transaction.atomic
def _keep(run: VerifierRun, faults: list[Fault]) -> VerifierRun:
    run.save()
    VerifierFault.objects.bulk_create(
        VerifierFault(
            run=run,
            invariant=fault.invariant,
            order_code=fault.order_code or "",
            order_version=fault.order_version,
            document=fault.document,
            place=fault.place,
            expected=fault.expected,
            found=fault.found,
        )
        for fault in faults
    )
    return run
