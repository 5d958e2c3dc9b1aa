"""Whatever an app, a thief and the traveller do with a grant, in whatever order: one refresh token
counts at most, and none after a used one came back.

ACCOUNT_LIVES=200 tries longer than the suite does.
"""

from __future__ import annotations

import os
from datetime import timedelta

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

from sales.accounts.actions.accounts import block_account, unblock_account
from sales.accounts.errors import AccountError
from sales.accounts.grants.actions import ACCESS_LASTS, REFRESH_LASTS, revoke_by_token
from sales.accounts.grants.reading import read_grant
from tests.factories.grants import AccountGrantFactory
from tests.factories.moments import BY, NOW
from tests.sales.granting import refresh

LIVES = int(os.environ.get("ACCOUNT_LIVES", "10"))


class GrantLife(RuleBasedStateMachine):
    """One grant, all tokens that were ever told, and a clock that only goes forward."""

    @initialize()
    def begin(self):
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.grant = AccountGrantFactory()
        self.now = NOW
        self.refreshes, self.accesses = [self.grant.refresh], [(self.grant.access, NOW)]
        self.counts_until = NOW + REFRESH_LASTS
        self.is_over = self.is_blocked = False

    def teardown(self):
        if hasattr(self, "undone"):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    @rule(minutes=st.sampled_from([1, 59, 60, 60 * 24 * 45, 60 * 24 * 90]))
    def wait(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(data=st.data())
    def bring(self, data):
        """The app, or whoever has stolen an older token."""
        number = data.draw(st.integers(0, len(self.refreshes) - 1))
        is_last = number == len(self.refreshes) - 1
        is_good = is_last and not self.is_over and self.now < self.counts_until
        is_good = is_good and not self.is_blocked and self.now < self.grant.ends_at
        try:
            tokens = refresh(self.grant, self.refreshes[number], at=self.now)
        except AccountError:
            assert not is_good
            self.is_over = self.is_over or not is_last
        else:
            assert is_good
            self.refreshes.append(tokens.refresh)
            self.accesses.append((tokens.access, self.now))
            self.counts_until = self.now + REFRESH_LASTS

    @rule()
    def block(self):
        block_account(self.grant.account, by=BY, at=self.now)
        self.is_blocked = True

    @rule()
    def unblock(self):
        unblock_account(self.grant.account, by=BY, at=self.now)
        self.is_blocked = False

    @rule(data=st.data())
    def give_back(self, data):
        token = data.draw(st.sampled_from([*self.refreshes, *(one for one, _ in self.accesses)]))
        revoke_by_token(self.grant.client, token, by=BY, at=self.now)
        self.is_over = True

    @invariant()
    def tokens_open_what_they_should(self):
        for token, told_at in self.accesses if hasattr(self, "undone") else []:
            in_time = self.now < min(told_at + ACCESS_LASTS, self.grant.ends_at)
            assert self.opens(token) is (in_time and not self.is_over and not self.is_blocked)

    def opens(self, token):
        try:
            return read_grant(token, at=self.now) == self.grant
        except AccountError:
            return False


@pytest.mark.django_db
def test_life_of_a_grant():
    run_state_machine_as_test(
        GrantLife, settings=settings(max_examples=LIVES, stateful_step_count=20, deadline=None)
    )
