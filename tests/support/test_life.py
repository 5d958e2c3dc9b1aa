"""Whatever happens to a case, in whatever order: it stays inside its table."""

from __future__ import annotations

from datetime import timedelta

import django_fsm as fsm
import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from operators.tenancy.errors import DomainError
from support.actions.opening import open_case, update_case
from support.actions.sweeping import mark_overdue_cases
from support.actions.working import (
    answer_case,
    ask_for_update,
    cancel_case,
    rank_case,
    reopen_case,
    resolve_case,
)
from support.models import SupportCase
from support.queries import read_steps
from support.states import OPEN, CasePriority, CaseState
from tests.factories.moments import BY, NOW
from tests.factories.support import case, facts

REFUSALS = (DomainError, fsm.TransitionNotAllowed)
TABLE = {
    CaseState.PROCESSING: {
        CaseState.UPDATE_REQUESTED,
        CaseState.RESOLVED,
        CaseState.CANCELLED,
    },
    CaseState.UPDATE_REQUESTED: {
        CaseState.PROCESSING,
        CaseState.RESOLVED,
        CaseState.CANCELLED,
    },
    CaseState.RESOLVED: {CaseState.PROCESSING},
    CaseState.CANCELLED: set(),
}
TEXTS = st.sampled_from(["Coffee on the seats.", "Seat 12.", "It smells."])


class CaseLife(RuleBasedStateMachine):
    """One booking that is asked about again and again; every rule may be refused."""

    @initialize()
    def begin(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.at = NOW
        self.case = case()
        self.states = {self.case.pk: CaseState.PROCESSING}

    def teardown(self) -> None:
        if hasattr(self, "transaction"):
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    @rule(minutes=st.integers(1, 400))
    def wait(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    @rule(text=TEXTS)
    def ask(self, text: str) -> None:
        self.case = open_case(self.case.booking, facts(text=text), by=BY, at=self.at)

    @rule(text=TEXTS, act=st.sampled_from([answer_case, ask_for_update, update_case]))
    def write(self, text: str, act) -> None:
        self.attempt(lambda: act(self.case, text=text, by=BY, at=self.at))

    @rule(act=st.sampled_from([resolve_case, cancel_case, reopen_case]))
    def move(self, act) -> None:
        self.attempt(lambda: act(self.case, by=BY, at=self.at))

    @rule(priority=st.sampled_from(CasePriority))
    def rank(self, priority: CasePriority) -> None:
        self.attempt(lambda: rank_case(self.case, priority=priority, by=BY, at=self.at))

    @rule()
    def sweep(self) -> None:
        mark_overdue_cases(by=BY, at=self.at)

    def attempt(self, act) -> None:
        try:
            with transaction.atomic():
                act()
        except REFUSALS:
            return

    @invariant()
    def states_follow_the_table(self) -> None:
        if not hasattr(self, "case"):
            return
        for one in SupportCase.objects.filter(booking=self.case.booking):
            before, now = self.states.get(one.pk, CaseState.PROCESSING), CaseState(one.state)
            assert now == before or now in TABLE[before]
            assert (one.closed_at is None) == (now in OPEN)
            self.states[one.pk] = now

    @invariant()
    def what_is_asked_is_open_once(self) -> None:
        if hasattr(self, "case"):
            texts = [
                one.text for one in SupportCase.objects.open().filter(booking=self.case.booking)
            ]
            assert len(texts) == len(set(texts))

    @invariant()
    def last_step_is_the_state(self) -> None:
        if hasattr(self, "case"):
            last = [step for step in read_steps(self.case.booking) if step.is_last]
            assert {step.case.pk: str(step.state) for step in last} == {
                step.case.pk: step.case.state for step in last
            }
            assert len(last) == SupportCase.objects.filter(booking=self.case.booking).count()


@pytest.mark.django_db
def test_case_stays_inside_its_table():
    run_state_machine_as_test(
        CaseLife, settings=settings(max_examples=40, stateful_step_count=15, deadline=None)
    )
