"""Runs of the verifier that found something."""

from __future__ import annotations

from typing import Any

from operators.models import Tenant
from sales.models import VerifierFault, VerifierRun
from tests.factories.moments import BY, NOW
from tests.factories.operators import TenantFactory


def verifier_run(tenant: Tenant | None = None, **more: Any) -> VerifierRun:
    """A run that found one fault, which it kept."""
    told = {
        "started_at": NOW,
        "seconds": "1.50",
        "started_by": str(BY),
        "order_count": 3,
        "fault_count": 1,
        "counts": {"F3": 1},
        **more,
    }
    run = VerifierRun.objects.create(tenant=tenant or TenantFactory(), **told)
    if run.fault_count:
        verifier_fault(run)
    return run


def verifier_fault(run: VerifierRun | None = None, **more: Any) -> VerifierFault:
    """A balance that is a cent off."""
    told = {
        "invariant": "F3",
        "order_code": "ABCDEFGH",
        "order_version": 1,
        "place": "balance",
        "expected": "0.00 NOK",
        "found": "0.01 NOK",
        **more,
    }
    return VerifierFault.objects.create(run=run or verifier_run(), **told)
