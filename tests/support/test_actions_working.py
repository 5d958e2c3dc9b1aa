"""What staff do with cases."""

from __future__ import annotations

import pytest
from django_fsm import TransitionNotAllowed

from operators.tenancy.actors import Actor
from support.actions.opening import update_case
from support.actions.sweeping import mark_overdue_cases
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
from support.errors import AskedAlready, AssigneeUnfit, CaseClosed
from support.models import SupportCase
from support.states import CasePriority
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import MembershipFactory
from tests.factories.support import case, colleague

pytestmark = pytest.mark.django_db

STAFF = Actor.staff("ann")
DUE = later(minutes=240)


def last(one):
    event = one.events.latest("id")
    message = getattr(event, "message", None)
    return event.name, event.details, message and (message.kind, message.text)


def overdue():
    one = case()
    mark_overdue_cases(by=BY, at=DUE)
    return SupportCase.objects.get(pk=one.pk)


def test_answer_goes_to_the_asker_and_gives_new_time():
    one = answer_case(overdue(), text="We look at it.", by=STAFF, at=DUE)

    assert (one.state, one.due_at, one.overdue_at) == ("PROCESSING", later(minutes=480), None)
    assert last(one) == (
        "ANSWERED",
        {"state": "PROCESSING"},
        ("TO_ASKER", "We look at it."),
    )


def test_case_that_waits_for_its_asker_is_never_overdue():
    one = ask_for_update(overdue(), text="Which seat?", by=STAFF, at=DUE)

    assert (one.state, one.overdue_at) == ("UPDATE_REQUESTED", None)
    assert not one.is_overdue(later(days=30))
    assert last(one)[1:] == ({"state": "UPDATE_REQUESTED"}, ("TO_ASKER", "Which seat?"))
    with pytest.raises(TransitionNotAllowed):
        ask_for_update(one, text="Which?", by=STAFF, at=DUE)


@pytest.mark.parametrize(
    ("close", "name"), [(resolve_case, "RESOLVED"), (cancel_case, "CANCELLED")]
)
@pytest.mark.parametrize("text", ["", "It is clean now."])
def test_closed_case_takes_nothing_more(close, name, text):
    one = close(overdue(), text=text, by=STAFF, at=DUE)

    assert (one.state, one.closed_at, one.overdue_at) == (name, DUE, None)
    assert last(one) == (name, {"state": name}, ("TO_ASKER", text) if text else None)
    member = colleague(one)
    for refused in (
        lambda: answer_case(one, text="More", by=STAFF, at=DUE),
        lambda: take_case(one, by=Actor.staff(member.user.username), at=DUE),
        lambda: hand_over_case(one, assignee=member, by=STAFF, at=DUE),
        lambda: rank_case(one, priority=CasePriority.QUESTION, by=STAFF, at=DUE),
    ):
        with pytest.raises(CaseClosed):
            refused()
    for refused in (
        lambda: update_case(one, text="More", by=STAFF, at=DUE),
        lambda: ask_for_update(one, text="More", by=STAFF, at=DUE),
        lambda: resolve_case(one, by=STAFF, at=DUE),
        lambda: cancel_case(one, by=STAFF, at=DUE),
    ):
        with pytest.raises(TransitionNotAllowed):
            refused()
    assert last(add_note(one, text="For the record", by=STAFF, at=DUE))[0] == "NOTED"


def test_resolved_case_goes_on_with_new_time():
    one = reopen_case(
        resolve_case(case(), by=STAFF, at=NOW), text="Sorry.", by=STAFF, at=later(hours=5)
    )

    assert (one.state, one.closed_at, one.due_at) == ("PROCESSING", None, later(hours=9))
    assert last(one)[2] == ("TO_ASKER", "Sorry.")


def test_cancelled_case_stays_so():
    one = cancel_case(case(), by=STAFF, at=NOW)

    with pytest.raises(TransitionNotAllowed):
        reopen_case(one, by=STAFF, at=NOW)


def test_case_whose_question_was_asked_again_is_not_opened_again():
    one = resolve_case(case(), by=STAFF, at=NOW)
    case(one.booking, at=later(minutes=1))

    with pytest.raises(AskedAlready):
        reopen_case(one, by=STAFF, at=later(minutes=2))

    assert SupportCase.objects.get(pk=one.pk).state == "RESOLVED"


@pytest.mark.parametrize("role", ["ADMINISTRATOR", "SUPPORT"])
def test_case_is_taken_by_who_works_on_cases(role):
    one = case()
    member = colleague(one, role)

    taken = take_case(one, by=Actor.staff(member.user.username), at=NOW)

    assert taken.assignee == member
    assert last(one)[:2] == (
        "TAKEN",
        {"state": "PROCESSING", "assignee": member.user.username},
    )


@pytest.mark.parametrize("role", ["FINANCE", "INSPECTOR"])
def test_case_is_not_taken_by_others(role):
    one = case()
    member = colleague(one, role)

    with pytest.raises(AssigneeUnfit):
        take_case(one, by=Actor.staff(member.user.username), at=NOW)


@pytest.mark.parametrize("name", ["nobody", "member of another tenant"])
def test_case_is_not_taken_by_strangers(name):
    MembershipFactory(role="SUPPORT", user__username="member of another tenant")

    with pytest.raises(AssigneeUnfit):
        take_case(case(), by=Actor.staff(name), at=NOW)


def test_case_is_handed_over_and_back_with_a_note():
    one = case()
    member = colleague(one)

    handed = hand_over_case(one, assignee=member, text="Yours.", by=STAFF, at=NOW)
    assert (handed.assignee, last(one)[2]) == (member, ("NOTE", "Yours."))

    freed = hand_over_case(one, assignee=None, by=STAFF, at=NOW)
    assert (freed.assignee, last(one)[1]["assignee"]) == (None, "")


@pytest.mark.parametrize("more", [{"role": "FINANCE"}, {}])
def test_case_is_handed_to_a_fitting_member_alone(more):
    one = case()
    stranger = MembershipFactory(**{"role": "SUPPORT", **more})
    if more:
        stranger = colleague(one, "FINANCE")

    with pytest.raises(AssigneeUnfit):
        hand_over_case(one, assignee=stranger, by=STAFF, at=NOW)


def test_case_of_a_member_who_leaves_is_nobodys():
    one = case()
    member = colleague(one)
    hand_over_case(one, assignee=member, by=STAFF, at=NOW)

    member.delete()

    assert SupportCase.objects.get(pk=one.pk).assignee is None


def test_other_priority_brings_its_time():
    one = rank_case(overdue(), priority=CasePriority.CANNOT_CONTINUE, by=STAFF, at=later(hours=5))

    assert (one.priority, one.response_minutes) == ("CANNOT_CONTINUE", 15)
    assert (one.due_at, one.overdue_at) == (later(hours=5, minutes=15), None)
    assert last(one)[1] == {
        "state": "PROCESSING",
        "before": "DISTURBING",
        "priority": "CANNOT_CONTINUE",
    }
