"""The buttons of a case."""

from __future__ import annotations

from operators.admin.changes import Change
from operators.admin.pages import Visit
from operators.tenancy.permissions import check_user_can_work_on_cases
from support.actions.opening import update_case
from support.actions.working import (
    add_note,
    answer_case,
    ask_for_update,
    cancel_case,
    hand_over_case,
    rank_case,
    reopen_case,
    resolve_case,
    take_case,
)
from support.admin.forms import LastWordForm, PriorityForm, TextForm
from support.models import SupportCase
from support.states import OPEN, CaseState


def is_open(case: SupportCase) -> bool:
    """Whether anything is still to be done."""
    return case.state in OPEN


ANSWER = Change(
    act=answer_case,
    title="Answer",
    question="The asker reads it with the case, which stays open. It cannot be changed or taken "
    "back.",
    done="The answer is with the case.",
    allowed=check_user_can_work_on_cases,
    offered=is_open,
    form=TextForm,
    once=True,
)
ASK_FOR_UPDATE = Change(
    act=ask_for_update,
    title="Ask back",
    question="The asker reads it with the case, which waits for more words from there.",
    done="The case waits for its asker.",
    allowed=check_user_can_work_on_cases,
    offered=lambda case: case.state == CaseState.PROCESSING,
    form=TextForm,
    once=True,
)
ADD_UPDATE = Change(
    act=update_case,
    title="Asker says",
    question="Write down what the asker has told you. A case that waited for it is ours again.",
    done="What the asker says is with the case.",
    allowed=check_user_can_work_on_cases,
    offered=is_open,
    form=TextForm,
    once=True,
)
RESOLVE = Change(
    act=resolve_case,
    title="Resolve",
    question="The question is answered. The case can be opened again.",
    done="The case is resolved.",
    allowed=check_user_can_work_on_cases,
    offered=is_open,
    form=LastWordForm,
)
CANCEL = Change(
    act=cancel_case,
    title="Cancel",
    question="The question needs no answer, such as one that was asked by mistake. This cannot be "
    "undone.",
    done="The case is cancelled.",
    allowed=check_user_can_work_on_cases,
    offered=is_open,
    form=LastWordForm,
)
REOPEN = Change(
    act=reopen_case,
    title="Open again",
    question="The case goes on, and its time begins anew.",
    done="The case is open again.",
    allowed=check_user_can_work_on_cases,
    offered=lambda case: case.state == CaseState.RESOLVED,
    form=LastWordForm,
)
ADD_NOTE = Change(
    act=add_note,
    title="Note",
    question="Staff alone reads it. It cannot be changed or taken back.",
    done="The note is with the case.",
    allowed=check_user_can_work_on_cases,
    form=TextForm,
    once=True,
)
TAKE = Change(
    act=take_case,
    title="Take",
    question="You work on this case from now on.",
    done="The case is yours.",
    allowed=check_user_can_work_on_cases,
    offered=is_open,
)
RANK = Change(
    act=rank_case,
    title="Priority",
    question="The asker should hear of us within the time of that priority, from now on.",
    done="The case has another priority.",
    allowed=check_user_can_work_on_cases,
    offered=is_open,
    form=PriorityForm,
)
HAND_OVER = Change(
    act=hand_over_case,
    title="Hand over",
    question="Somebody else works on this case from now on, or nobody in particular.",
    done="The case is handed over.",
    allowed=check_user_can_work_on_cases,
    offered=is_open,
)
HAND_OVER_PAGE = Visit(title="Hand over", allowed=check_user_can_work_on_cases, offered=is_open)
