"""The rows that keep what happened to a case, and what was written with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from operators.tenancy.actors import Actor
from support.models import CaseEvent, CaseMessage, SupportCase
from support.states import CaseEventName, CaseMessageKind


def case_event(
    case: SupportCase, name: CaseEventName, *, by: Actor, at: datetime, **details: Any
) -> CaseEvent:
    """An event row with the state that the case is in now, not stored yet."""
    told = {"state": str(case.state), **details}
    return CaseEvent(case=case, name=name, actor=str(by), happened_at=at, details=told)


def record_step(
    case: SupportCase,
    name: CaseEventName,
    *,
    by: Actor,
    at: datetime,
    kind: CaseMessageKind = CaseMessageKind.NOTE,
    text: str = "",
    **details: Any,
) -> None:
    """Store the event of a step, and the message that came with it if it says something."""
    event = case_event(case, name, by=by, at=at, **details)
    event.save()
    if text:
        CaseMessage.objects.create(
            case=case, event=event, kind=kind, text=text, actor=str(by), sent_at=at
        )
