"""Whatever happens to an account and its links, in whatever order: a secret opens exactly while
its link is open and its account is served.

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

from sales.accounts.actions.accounts import (
    block_account,
    erase_traveller_account,
    unblock_account,
)
from sales.accounts.actions.letters import renew_password
from sales.accounts.actions.links import (
    LINK_LASTS,
    find_link,
    link_account,
    revoke_link,
    revoke_links,
)
from sales.accounts.actions.passwords import change_password, check_password
from sales.accounts.errors import AccountError, LinkUnknown, SignInRefused
from sales.accounts.proofs import make_proof
from sales.accounts.states import AccountEventName, Purpose
from sales.models import AccountLink, TravellerAccount
from tests.factories.accounts import PASSWORD, TravellerAccountFactory
from tests.factories.moments import BY, NOW
from tests.factories.sales import SalesChannelFactory

LIVES = int(os.environ.get("ACCOUNT_LIVES", "10"))
PASSWORDS = [PASSWORD, "seven blue whales", "eight red foxes"]
EMAIL = "anna@home.example"


class AccountLife(RuleBasedStateMachine):
    """One account, two channels, and a clock that only goes forward; beside it what must hold."""

    @initialize()
    def begin(self):
        self.undone = transaction.atomic()
        self.undone.__enter__()
        first = SalesChannelFactory()
        self.channels = [first, SalesChannelFactory(tenant=first.tenant)]
        self.account = TravellerAccountFactory(tenant=first.tenant, email=EMAIL)
        self.now = NOW
        self.password = PASSWORD
        self.is_blocked = self.is_erased = False
        self.ends = {}
        """Of each secret: its channel, its link, and when it ends."""

    def teardown(self):
        if hasattr(self, "undone"):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    @property
    def is_served(self):
        return not (self.is_blocked or self.is_erased)

    def attempt(self, expected, act, *args):
        """Whether it was done; it must be exactly where it is expected."""
        try:
            with transaction.atomic():
                result = act(*args, by=BY, at=self.now)
        except AccountError:
            assert not expected
            return None
        assert expected
        return result

    @rule(days=st.sampled_from([1, 100, 364]))
    def wait(self, days):
        self.now += timedelta(days=days)

    @rule(place=st.integers(0, 1))
    def link(self, place):
        self.account.refresh_from_db()
        made = self.attempt(self.is_served, link_account, self.account, self.channels[place], None)
        if made:
            link, secret = made
            self.ends[secret] = (self.channels[place], link, self.now + LINK_LASTS)

    @rule(place=st.integers(0, 9))
    def revoke(self, place):
        for secret in list(self.ends)[place : place + 1]:
            channel, link, ends_at = self.ends[secret]
            self.attempt(True, revoke_link, link)
            self.ends[secret] = (channel, link, min(ends_at, self.now))

    def end_all(self):
        for secret, (channel, link, ends_at) in self.ends.items():
            self.ends[secret] = (channel, link, min(ends_at, self.now))

    @rule()
    def revoke_all(self):
        self.attempt(True, revoke_links, self.account)
        self.end_all()

    @rule()
    def block(self):
        if self.attempt(not self.is_erased, block_account, self.account):
            self.is_blocked = True

    @rule()
    def unblock(self):
        if self.attempt(not self.is_erased, unblock_account, self.account):
            self.is_blocked = False

    @rule(password=st.sampled_from(PASSWORDS))
    def change(self, password):
        if self.attempt(self.is_served, change_password, self.account, password):
            self.password = password

    @rule(password=st.sampled_from(PASSWORDS))
    def renew(self, password):
        self.account.refresh_from_db()
        proof = make_proof(self.account, Purpose.RENEW, at=self.now)
        if self.attempt(self.is_served, renew_password, proof, password):
            self.password = password
            self.end_all()

    @rule(seldom=st.integers(0, 9))
    def erase(self, seldom):
        if seldom == 0:
            self.attempt(True, erase_traveller_account, self.account)
            self.is_erased = True
            self.end_all()

    @invariant()
    def secrets_open_while_they_should(self):
        if not hasattr(self, "account"):
            return
        for secret, (channel, link, ends_at) in self.ends.items():
            other = self.channels[channel == self.channels[0]]
            with pytest.raises(LinkUnknown):
                find_link(other, secret, at=self.now)
            if self.is_served and self.now < ends_at:
                assert find_link(channel, secret, at=self.now) == link
            else:
                with pytest.raises(AccountError):
                    find_link(channel, secret, at=self.now)

    @invariant()
    def one_password_opens(self):
        if not hasattr(self, "account"):
            return
        tenant = self.account.tenant
        for password in PASSWORDS:
            if self.is_served and password == self.password:
                assert check_password(tenant, EMAIL, password, at=self.now) == self.account
                continue
            with pytest.raises(AccountError) as refusal:
                check_password(tenant, EMAIL, password, at=self.now)
            if self.is_erased or password != self.password:
                assert type(refusal.value) is SignInRefused

    @invariant()
    def each_change_of_a_link_has_one_event(self):
        if not hasattr(self, "account"):
            return
        told = self.account.events.values_list("name", flat=True)
        links = AccountLink.objects.filter(account=self.account)
        assert list(told).count(AccountEventName.LINKED) == links.count()
        revoked = links.filter(revoked_at__isnull=False).count()
        assert list(told).count(AccountEventName.UNLINKED) == revoked


@pytest.mark.django_db(transaction=True)
def test_account_and_links_hold_whatever_happens():
    run_state_machine_as_test(
        AccountLife, settings=settings(max_examples=LIVES, stateful_step_count=15, deadline=None)
    )
    assert not TravellerAccount.objects.exists()
