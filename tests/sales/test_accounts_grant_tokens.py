"""Tokens of apps that travellers let in follow each other, and come to an end."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from operators.tenancy.client_actions import renew_client, revoke_client
from sales.accounts.actions.accounts import (
    block_account,
    erase_traveller_account,
    unblock_account,
)
from sales.accounts.actions.letters import renew_password
from sales.accounts.errors import AccountBlocked, AccountErased
from sales.accounts.grants.actions import (
    CodeTerms,
    forget_grant_secrets,
    give_code,
    refresh_tokens,
    revoke_by_token,
    revoke_grant,
    revoke_grants,
)
from sales.accounts.grants.errors import (
    GrantRefused,
    GrantUnknown,
    RefreshUsed,
    ScopeWider,
)
from sales.accounts.grants.reading import read_grant
from sales.accounts.proofs import make_proof
from sales.accounts.states import Purpose
from sales.models import AccountGrant, GrantToken
from sales.tasks import forget_grant_secrets as forget_task
from tests.counting import counted
from tests.factories.grants import (
    BACK,
    AccountGrantFactory,
    AppFactory,
    GrantCodeFactory,
)
from tests.factories.moments import BY, NOW, later
from tests.racing import race
from tests.sales.granting import opens, refresh, take, told_of
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def grant(db):
    return AccountGrantFactory()


def test_refresh_token_buys_the_next_pair_once(grant):
    next_pair = refresh(grant, grant.refresh, at=later(minutes=50))

    assert opens(next_pair.access, at=later(minutes=100))
    assert opens(grant.access, at=later(minutes=59))
    assert not opens(grant.access, at=later(minutes=60))
    assert next_pair.refresh != grant.refresh
    assert next_pair.grant == grant


def test_used_refresh_token_that_comes_back_ends_the_whole_family(grant):
    second = refresh(grant, grant.refresh)
    third = refresh(grant, second.refresh)

    with pytest.raises(RefreshUsed):
        refresh(grant, grant.refresh, at=later(minutes=1))

    assert not any(opens(token) for token in (grant.access, second.access, third.access))
    with pytest.raises(GrantRefused):
        refresh(grant, third.refresh)
    assert told_of(grant.account) == ["GRANTED", "GRANT_MISUSED", "GRANT_ENDED"]


def test_another_grant_of_the_same_account_stays(grant):
    other = AccountGrantFactory(account=grant.account, client=grant.client)
    refresh(grant, grant.refresh)

    with pytest.raises(RefreshUsed):
        refresh(grant, grant.refresh)

    assert opens(other.access)


def test_refresh_token_is_of_its_client_alone(grant):
    other = AppFactory(organisation=grant.client.organisation)

    with pytest.raises(GrantRefused):
        refresh_tokens(other, grant.refresh, by=BY, at=NOW)
    refresh(grant, grant.refresh)


def test_access_token_refreshes_nothing(grant):
    with pytest.raises(GrantRefused):
        refresh(grant, grant.access)


def test_refresh_token_lapses_after_ninety_days_and_with_its_grant(grant):
    token = grant.refresh
    for days in (89, 178, 267, 356):
        token = refresh(grant, token, at=later(days=days)).refresh
    kept = GrantToken.objects.latest("pk")

    assert kept.ends_at == grant.ends_at
    with pytest.raises(GrantRefused):
        refresh(grant, token, at=later(days=365))
    with pytest.raises(GrantRefused):
        refresh(AccountGrantFactory(), grant.refresh, at=later(days=90))


def test_last_access_token_does_not_outlive_its_grant(grant):
    token = grant.refresh
    for days in (89, 178, 267, 356):
        token = refresh(grant, token, at=later(days=days)).refresh

    last = refresh(grant, token, at=later(days=365, minutes=-20))

    assert last.lasts == timedelta(minutes=20)


def test_wider_scope_is_refused_and_the_token_counts():
    grant = AccountGrantFactory(scopes=["profile"])

    with pytest.raises(ScopeWider):
        refresh(grant, grant.refresh, wanted=["bookings"])

    assert refresh(grant, grant.refresh, wanted=["profile"]).grant.scopes == ["profile"]


def test_apps_rest_while_the_account_is_blocked(grant):
    block_account(grant.account, by=BY, at=NOW)

    with pytest.raises(AccountBlocked):
        read_grant(grant.access, at=NOW)
    with pytest.raises(AccountBlocked):
        refresh(grant, grant.refresh)
    unblock_account(grant.account, by=BY, at=NOW)
    assert opens(grant.access)
    refresh(grant, grant.refresh)


def test_erased_account_has_no_apps(grant):
    waiting = GrantCodeFactory(account=grant.account, client=grant.client)

    erase_traveller_account(grant.account, by=BY, at=NOW)

    assert not opens(grant.access)
    with pytest.raises(GrantRefused):
        take(waiting)
    with pytest.raises(AccountErased):
        give_code(grant.account, grant.client, CodeTerms(BACK, ["profile"]), by=BY, at=NOW)


def test_new_password_by_letter_shuts_all_apps_out(grant):
    proof = make_proof(grant.account, Purpose.RENEW, at=NOW)

    renew_password(proof, "seven blue whales", by=BY, at=NOW)

    assert not opens(grant.access)


def test_revoked_client_opens_nothing(grant):
    revoke_client(grant.client, by=BY, at=NOW)

    assert not opens(grant.access)


def test_renewed_secret_ends_access_tokens_and_not_what_was_granted(grant):
    renewed = renew_client(grant.client, by=BY, at=later(minutes=1)).client

    assert not opens(grant.access, at=later(minutes=1))
    tokens = refresh_tokens(renewed, grant.refresh, by=BY, at=later(minutes=1))
    assert opens(tokens.access, at=later(minutes=1))


def test_tokens_that_are_bought_while_another_secret_is_stored_end_as_well(grant):
    tokens = refresh_tokens(grant.client, grant.refresh, by=BY, at=later(seconds=2))
    renewed = renew_client(grant.client, by=BY, at=NOW).client

    assert not opens(tokens.access, at=later(seconds=10))
    tokens = refresh_tokens(renewed, tokens.refresh, by=BY, at=later(seconds=10))
    assert opens(tokens.access, at=later(seconds=10))


@pytest.mark.parametrize("kind", ["access", "refresh"])
def test_token_of_either_kind_shuts_the_app_out(grant, kind):
    revoke_by_token(grant.client, getattr(grant, kind), by=BY, at=NOW)
    revoke_by_token(grant.client, getattr(grant, kind), by=BY, at=NOW)

    assert not opens(grant.access)
    assert told_of(grant.account) == ["GRANTED", "GRANT_ENDED"]


def test_token_of_another_client_shuts_nobody_out(grant):
    other = AppFactory(organisation=grant.client.organisation)

    with pytest.raises(GrantRefused):
        revoke_by_token(other, grant.access, by=BY, at=NOW)
    revoke_by_token(other, "never given", by=BY, at=NOW)
    assert opens(grant.access)


def test_grants_of_an_account_end_together(grant):
    other = AccountGrantFactory(account=grant.account)
    revoke_grant(grant, by=BY, at=NOW)

    assert revoke_grants(grant.account, by=BY, at=later(hours=1)) == [other]
    grant.refresh_from_db()
    assert grant.revoked_at == NOW
    assert str(grant) == f"Grant {grant.pk}"


def test_token_is_read_with_one_query(grant):
    AccountGrantFactory(account=grant.account, client=grant.client)

    with counted() as count:
        found = read_grant(grant.access, at=NOW)
        assert (found.account.tenant.name, found.client.name) != ("", "")

    assert count.statements == 1


@pytest.mark.parametrize("token", ["", "x", "\0", "\ud800", "é" * 5000])
def test_garbage_opens_nothing(grant, token):
    with pytest.raises(GrantUnknown):
        read_grant(token, at=NOW)
    with pytest.raises(GrantUnknown):
        read_grant(grant.refresh, at=NOW)


def test_what_has_ended_is_forgotten_a_day_later(grant):
    GrantCodeFactory(account=grant.account, client=grant.client)

    def forget(at, limit=10):
        return forget_grant_secrets(by=BY, at=at, limit=limit)

    assert forget(later(days=1, seconds=119)) == 0
    assert forget(later(days=1, minutes=2), limit=1) == 1
    assert forget(later(days=1, minutes=2)) == 1
    assert forget(later(days=1, hours=1)) == 1
    assert forget(later(days=91)) == 1
    assert AccountGrant.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_refresh_token_used_twice_at_once_ends_the_grant():
    grant = AccountGrantFactory()

    def once():
        try:
            return refresh(grant, grant.refresh)
        except RefreshUsed:
            return None

    taken = [tokens for tokens in race(once, once) if tokens]

    assert len(taken) == 1
    assert not opens(taken[0].access)


def test_timer_forgets_what_has_ended(grant):
    with time_machine.travel(later(days=91), tick=False):
        assert forget_task() == 3
        assert forget_task() == 0
