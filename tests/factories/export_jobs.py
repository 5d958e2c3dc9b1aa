"""Exports in every state, and schedules."""

from __future__ import annotations

from datetime import time
from typing import Any

from operators.models import Tenant
from sales.exports.datasets import find_dataset
from sales.exports.jobs.actions import request_export, run_export, schedule_export
from sales.exports.jobs.states import Rhythm
from sales.exports.wishes import ExportWish
from sales.models import Export, ExportSchedule
from tests.factories.moments import BY, NOW
from tests.factories.operators import TenantFactory


def asked_export(tenant: Tenant | None = None, dataset: str = "orders", **wish: Any) -> Export:
    """One that waits for a worker."""
    wanted = ExportWish(find_dataset(dataset), tenant or TenantFactory(), **wish)
    return request_export(wanted, by=BY, at=NOW)


def started_export(tenant: Tenant | None = None) -> Export:
    """One that a worker has begun and does not go on with."""
    export = asked_export(tenant)
    export.start(at=NOW)
    export.save()
    return export


def ready_export(tenant: Tenant | None = None, **wish: Any) -> Export:
    """One with a file; only in tests whose rows are committed, since a second connection looks."""
    return run_export(asked_export(tenant, **wish), by=BY, at=NOW)


def finished_export(tenant: Tenant | None = None) -> Export:
    """One that says it has a file, and has none."""
    export = started_export(tenant)
    export.finish(totals={"rows": 0, "sums": []}, size=0, digest="0" * 64, at=NOW)
    export.save()
    return export


def schedule(tenant: Tenant | None = None, **facts: Any) -> ExportSchedule:
    """Orders of each day, at six in the morning."""
    export = asked_export(tenant)
    name = f"Daily orders of {export.tenant}"
    wanted = {"name": name, "rhythm": Rhythm.DAY, "time": time(6), **facts}
    return schedule_export(export, **wanted, by=BY, at=NOW)
