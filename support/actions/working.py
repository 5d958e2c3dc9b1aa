"""What staff do with a case. Each locks it first, and keeps the step in the same transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from operators.tenancy.models import Membership
from operators.tenancy.permissions import user_can_work_on_cases
from support.actions.recording import record_step
from support.errors import AskedAlready, AssigneeUnfit, CaseClosed
from support.models import SupportCase
from support.states import OPEN, CaseEventName, CaseMessageKind, CasePriority


@transaction.atomic
def answer_case(case: SupportCase, *, text: str, by: Actor, at: datetime) -> SupportCase:
    """Tell the asker something; the case stays open, and its time begins anew. CaseClosed."""
    case = _lock_open(case)
    case.give_time(at=at)
    case.save()
    _tell(case, CaseEventName.ANSWERED, text, by=by, at=at)
    return case


@transaction.atomic
def ask_for_update(case: SupportCase, *, text: str, by: Actor, at: datetime) -> SupportCase:
    """Ask the asker for more; the case waits for it. TransitionNotAllowed unless it is our turn."""
    case = SupportCase.objects.lock(case)
    case.ask_for_update()
    case.save()
    _tell(case, CaseEventName.UPDATE_ASKED, text, by=by, at=at)
    return case


@transaction.atomic
def resolve_case(case: SupportCase, *, text: str = "", by: Actor, at: datetime) -> SupportCase:
    """The question is answered for good. TransitionNotAllowed for a closed case."""
    case = SupportCase.objects.lock(case)
    case.resolve(at=at)
    case.save()
    _tell(case, CaseEventName.RESOLVED, text, by=by, at=at)
    return case


@transaction.atomic
def cancel_case(case: SupportCase, *, text: str = "", by: Actor, at: datetime) -> SupportCase:
    """The question needs no answer any more, for good. TransitionNotAllowed for a closed case."""
    case = SupportCase.objects.lock(case)
    case.cancel(at=at)
    case.save()
    _tell(case, CaseEventName.CANCELLED, text, by=by, at=at)
    return case


@transaction.atomic
def reopen_case(case: SupportCase, *, text: str = "", by: Actor, at: datetime) -> SupportCase:
    """A resolved case goes on after all. TransitionNotAllowed unless it is resolved, AskedAlready
    if the same was asked again meanwhile and that case is open."""
    case = SupportCase.objects.lock(case)
    case.reopen(at=at)
    _check_not_asked_again(case)
    case.save()
    _tell(case, CaseEventName.REOPENED, text, by=by, at=at)
    return case


@transaction.atomic
def add_note(case: SupportCase, *, text: str, by: Actor, at: datetime) -> SupportCase:
    """Write something for staff alone, also to a closed case."""
    case = SupportCase.objects.lock(case)
    record_step(case, CaseEventName.NOTED, by=by, at=at, text=text)
    return case


@transaction.atomic
def take_case(case: SupportCase, *, by: Actor, at: datetime) -> SupportCase:
    """Work on it oneself. CaseClosed; AssigneeUnfit for somebody who is no member of the tenant."""
    case = _lock_open(case)
    members = Membership.objects.filter(tenant=case.tenant_id, user__username=by.name)
    case.assignee = _fit(members.first(), case)
    case.save()
    record_step(case, CaseEventName.TAKEN, by=by, at=at, assignee=by.name)
    return case


@transaction.atomic
def hand_over_case(
    case: SupportCase, *, assignee: Membership | None, text: str = "", by: Actor, at: datetime
) -> SupportCase:
    """Have another member work on it, or nobody in particular; `text` is a note among staff.

    CaseClosed; AssigneeUnfit for a member of another role or tenant.
    """
    case = _lock_open(case)
    case.assignee = assignee and _fit(assignee, case)
    case.save()
    name = assignee.user.get_username() if assignee else ""
    record_step(case, CaseEventName.HANDED_OVER, by=by, at=at, text=text, assignee=name)
    return case


@transaction.atomic
def rank_case(case: SupportCase, *, priority: CasePriority, by: Actor, at: datetime) -> SupportCase:
    """Give it another priority, and the time that goes with it from now on. CaseClosed."""
    case = _lock_open(case)
    before = case.priority
    case.rank(priority, at=at)
    case.save()
    record_step(case, CaseEventName.RANKED, by=by, at=at, before=before, priority=str(priority))
    return case


def _lock_open(case: SupportCase) -> SupportCase:
    case = SupportCase.objects.lock(case)
    if case.state not in OPEN:
        raise CaseClosed
    return case


def _tell(case: SupportCase, name: CaseEventName, text: str, *, by: Actor, at: datetime) -> None:
    record_step(case, name, by=by, at=at, kind=CaseMessageKind.TO_ASKER, text=text)


def _fit(member: Membership | None, case: SupportCase) -> Membership:
    """AssigneeUnfit unless that member may work on the case."""
    if member is None or not user_can_work_on_cases(member.user, case.tenant):
        raise AssigneeUnfit
    return member


def _check_not_asked_again(case: SupportCase) -> None:
    again = SupportCase.objects.open().filter(digest=case.digest).exclude(pk=case.pk)
    if again.exists():
        raise AskedAlready
