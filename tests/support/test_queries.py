"""What askers are told of their cases."""

from __future__ import annotations

import pytest

from operators.tenancy.actors import Actor
from support.actions.sweeping import mark_overdue_cases
from support.actions.working import (
    add_note,
    answer_case,
    ask_for_update,
    hand_over_case,
    rank_case,
    reopen_case,
    resolve_case,
)
from support.models import SupportCase
from support.queries import read_last_step, read_steps
from support.states import CaseKind, CasePriority
from tests.counting import counted
from tests.factories.bookings import BookingFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.support import case, colleague

pytestmark = pytest.mark.django_db

STAFF = Actor.staff("ann")


def told(steps):
    return [(step.order, str(step.state), step.text, step.is_last) for step in steps]


def test_steps_are_told_without_what_stays_among_staff():
    one = case()
    add_note(one, text="A liar.", by=STAFF, at=NOW)
    hand_over_case(one, assignee=colleague(one), text="Yours.", by=STAFF, at=NOW)
    rank_case(one, priority=CasePriority.QUESTION, by=STAFF, at=NOW)
    mark_overdue_cases(by=STAFF, at=later(days=2))
    ask_for_update(one, text="Which seat?", by=STAFF, at=later(days=2))
    case(one.booking, text="Seat 12.", at=later(days=2))
    answer_case(one, text="Soon.", by=STAFF, at=later(days=2))
    resolve_case(one, by=STAFF, at=later(days=2))

    assert told(read_steps(one.booking)) == [
        (1, "PROCESSING", "Coffee on the seats.", False),
        (2, "UPDATE_REQUESTED", "Which seat?", False),
        (3, "PROCESSING", "Seat 12.", False),
        (4, "PROCESSING", "Soon.", False),
        (5, "RESOLVED", "", True),
    ]
    assert told([read_last_step(one)]) == [(5, "RESOLVED", "", True)]
    reopen_case(one, text="Again.", by=STAFF, at=later(days=2))
    assert told([read_last_step(one)]) == [(6, "PROCESSING", "Again.", True)]


def test_each_case_of_a_booking_counts_its_steps():
    first = case()
    second = case(first.booking, kind=CaseKind.OTHER)
    answer_case(first, text="Soon.", by=STAFF, at=NOW)

    steps = read_steps(first.booking)

    assert [(step.case, step.order, step.is_last) for step in steps] == [
        (first, 1, False),
        (first, 2, True),
        (second, 1, True),
    ]


def test_booking_that_nobody_asked_about_has_no_steps():
    case()

    assert read_steps(BookingFactory()) == []


def test_steps_are_read_in_one_query():
    one = case()
    case(one.booking, kind=CaseKind.OTHER)
    answer_case(one, text="Soon.", by=STAFF, at=NOW)

    with counted() as count:
        read_steps(one.booking)

    assert count.statements == 1


def test_cases_of_a_channel_are_those_of_its_bookings():
    one, _ = case(), case()

    assert list(SupportCase.objects.of_channel(one.booking.channel)) == [one]
    assert list(SupportCase.objects.of_channel(one.booking.channel_id)) == [one]


def test_urgent_cases_come_first():
    closed = resolve_case(case(), by=BY, at=NOW)
    closed_later = resolve_case(case(), by=BY, at=later(minutes=1))
    waiting = ask_for_update(case(), text="Which?", by=BY, at=NOW)
    due = case()
    overdue = case(response_minutes=1)

    assert list(SupportCase.objects.by_urgency()) == [
        overdue,
        due,
        waiting,
        closed_later,
        closed,
    ]
    assert list(SupportCase.objects.overdue(later(minutes=1))) == [overdue]
    assert set(SupportCase.objects.open()) == {overdue, due, waiting}
