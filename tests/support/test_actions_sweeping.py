"""Cases that wait too long are marked, each once."""

from __future__ import annotations

import pytest

from support.actions.sweeping import mark_overdue_cases
from support.actions.working import answer_case, ask_for_update, resolve_case
from support.models import CaseEvent, SupportCase
from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.support import case

pytestmark = pytest.mark.django_db

DUE = later(minutes=240)


def mark(at=DUE, limit=500):
    return mark_overdue_cases(by=BY, at=at, limit=limit)


def test_case_is_marked_once_when_it_is_due():
    one = case()

    assert [mark(later(minutes=239)), mark(), mark(later(hours=5))] == [0, 1, 0]

    assert SupportCase.objects.get().overdue_at == DUE
    event = one.events.get(name="OVERDUE")
    assert (event.happened_at, event.details) == (DUE, {"state": "PROCESSING"})


def test_case_that_waits_or_is_closed_is_not_marked():
    ask_for_update(case(), text="Where?", by=BY, at=NOW)
    resolve_case(case(), by=BY, at=NOW)

    assert mark() == 0


def test_case_that_was_answered_is_marked_again_later():
    one = case()
    mark()
    answer_case(one, text="Soon.", by=BY, at=DUE)

    assert [mark(later(minutes=479)), mark(later(minutes=480))] == [0, 1]


def test_batch_takes_those_that_wait_longest():
    late = case()
    early = case(response_minutes=5)

    assert [mark(limit=1), mark(limit=1), mark(limit=1)] == [1, 1, 0]

    marked = CaseEvent.objects.filter(name="OVERDUE").order_by("id")
    assert [event.case for event in marked] == [early, late]


@pytest.mark.parametrize("count", [1, 3])
def test_batch_takes_three_statements(count):
    for _ in range(count):
        case()

    with counted() as count_of:
        mark()

    assert count_of.statements == 3
