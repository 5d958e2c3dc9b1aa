"""Buttons that would lead nowhere are not shown."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from pghistory.core import event_models

from operators.admin.refusals import kinds_that_hold


def buttons_that_lead_somewhere(row: models.Model | None, *, may_delete: bool) -> dict[str, Any]:
    """What a row's page shows: its history if there is any, "Delete" if nothing holds the row."""
    if row is None:
        return {}
    kind = ContentType.objects.get_for_model(row, for_concrete_model=False)
    log = LogEntry.objects.filter(content_type=kind, object_id=row.pk)
    is_kept = bool(event_models(tracks_model=type(row)))
    return {
        "show_history": is_kept or log.exists(),
        "show_delete": may_delete and not kinds_that_hold([row]),
    }
