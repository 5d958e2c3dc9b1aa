"""What the buttons of exports and their schedules do, as a table."""

from __future__ import annotations

from sales.exports.jobs.actions import cancel_export
from sales.models import Export, ExportSchedule
from tests.admin_button import Button
from tests.admin_order_acts import TREASURERS
from tests.factories.export_jobs import asked_export, schedule
from tests.factories.moments import BY, NOW
from tests.factories.scenarios import Shop


def waiting(shop: Shop) -> Export:
    return asked_export(shop.tenant)


def cancelled(shop: Shop) -> Export:
    return cancel_export(asked_export(shop.tenant), by=BY, at=NOW)


EXPORT_BUTTONS = [
    Button(
        "sales_export_cancel",
        waiting,
        TREASURERS,
        lambda export: Export.objects.filter(pk=export.pk, state="CANCELLED").exists(),
    ),
    Button(
        "sales_export_repeat",
        cancelled,
        TREASURERS,
        lambda export: Export.objects.filter(tenant=export.tenant, state="REQUESTED").exists(),
    ),
    Button(
        "sales_export_schedule",
        waiting,
        TREASURERS,
        lambda export: ExportSchedule.objects.filter(tenant=export.tenant).exists(),
        {"name": "Every day", "rhythm": "DAY", "time": "06:00", "days_after": 0},
    ),
    Button(
        "sales_exportschedule_end",
        lambda shop: schedule(shop.tenant),
        TREASURERS,
        lambda made: ExportSchedule.objects.filter(pk=made.pk, ended_at=NOW).exists(),
    ),
]
