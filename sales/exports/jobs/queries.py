"""What can be asked about exports."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sales.exports.jobs.errors import ExportGone, ExportNotReady
from sales.exports.jobs.files import path_of
from sales.exports.jobs.models import Export
from sales.exports.jobs.states import OPEN, ExportState

SILENCE = timedelta(seconds=60)
"""An export whose worker says nothing for so long is sent to the workers again."""


def to_send_again(at: datetime) -> list[int]:
    """Exports that nobody has begun, or whose worker is silent; a lock keeps living ones safe."""
    silent = Export.objects.filter(state=ExportState.RUNNING, alive_at__lte=at - SILENCE)
    waiting = Export.objects.filter(state=ExportState.REQUESTED, requested_at__lte=at - SILENCE)
    found = (silent | waiting).filter(state__in=OPEN)
    return list(found.order_by("requested_at", "pk").values_list("pk", flat=True))


def asked_at(at: datetime) -> list[int]:
    """The exports that were asked for at that moment and not begun."""
    found = Export.objects.filter(state=ExportState.REQUESTED, requested_at=at)
    return list(found.order_by("pk").values_list("pk", flat=True))


def file_of(export: Export, *, at: datetime) -> Path:
    """The file of an export. ExportNotReady; ExportGone once it expired, or its file was lost."""
    if export.state not in (ExportState.READY, ExportState.EXPIRED):
        raise ExportNotReady
    assert export.expires_at is not None
    path = path_of(export)
    if export.state == ExportState.EXPIRED or export.expires_at <= at or not path.is_file():
        raise ExportGone
    return path
