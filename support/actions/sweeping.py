"""Finding the cases that wait too long."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from support.actions.recording import case_event
from support.models import CaseEvent, SupportCase
from support.states import CaseEventName


@transaction.atomic
def mark_overdue_cases(*, by: Actor, at: datetime, limit: int = 500) -> int:
    """Note on one batch of cases that they are overdue, each once until it is given new time;
    returns how many."""
    batch = list(SupportCase.objects.to_mark(at).order_by("due_at").lock_free()[:limit])
    SupportCase.objects.filter(pk__in=[case.pk for case in batch]).update(overdue_at=at)
    events = [case_event(case, CaseEventName.OVERDUE, by=by, at=at) for case in batch]
    CaseEvent.objects.bulk_create(events)
    return len(batch)
