"""Travellers let apps in with codes, which are taken once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sales.accounts.actions.accounts import (
    block_account,
)
from sales.accounts.actions.passwords import change_password
from sales.accounts.errors import AccountBlocked, SignInRefused
from sales.accounts.grants.actions import (
    CodeTerms,
    give_code,
)
from sales.accounts.grants.errors import (
    CodeUsed,
    GrantRefused,
    ProofWrong,
    RedirectWrong,
)
from sales.accounts.grants.proving import challenge_of, is_proven
from sales.accounts.grants.reading import read_grant
from sales.accounts.grants.states import GrantScope
from sales.models import AccountGrant, GrantCode, GrantToken, TravellerAccount
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.grants import (
    BACK,
    CHALLENGE,
    VERIFIER,
    AppFactory,
    GrantCodeFactory,
)
from tests.factories.moments import BY, NOW, later
from tests.racing import race
from tests.sales.granting import opens, refresh, take, told_of
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def code(db):
    return GrantCodeFactory()


def test_code_is_taken_for_a_grant_and_its_first_tokens(code):
    tokens = take(code)

    grant = AccountGrant.objects.get()
    assert (grant.account, grant.client) == (code.account, code.client)
    assert (grant.scopes, grant.made_at) == (["bookings", "profile"], NOW)
    assert grant.ends_at == NOW + timedelta(days=365)
    assert read_grant(tokens.access, at=NOW) == grant
    assert tokens.lasts == timedelta(hours=1)
    assert told_of(code.account) == ["GRANTED"]
    assert code.account.events.get(name="GRANTED").grant == grant


def test_nothing_that_opens_is_kept(code):
    tokens = take(code)

    kept = [*GrantCode.objects.values(), *GrantToken.objects.values()]
    for secret in (code.code, tokens.access, tokens.refresh):
        assert secret not in repr(kept)
        assert secret not in repr(tokens)


@pytest.mark.parametrize(("seconds", "counts"), [(119, True), (120, False)])
def test_code_counts_for_two_minutes(code, seconds, counts):
    if counts:
        take(code, at=later(seconds=seconds))
        return
    with pytest.raises(GrantRefused):
        take(code, at=later(seconds=seconds))


def test_code_is_of_its_client_alone(code):
    other = AppFactory(organisation=code.client.organisation)

    with pytest.raises(GrantRefused):
        take(code, client=other)
    take(code)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"redirect_uri": f"{BACK}/"}, RedirectWrong),
        ({"redirect_uri": ""}, RedirectWrong),
        ({"verifier": VERIFIER[:-1] + "x"}, ProofWrong),
        ({"verifier": ""}, ProofWrong),
        ({"verifier": CHALLENGE}, ProofWrong),
        ({"verifier": "é" * 43}, ProofWrong),
    ],
    ids=str,
)
def test_code_without_what_it_was_asked_for_with_is_refused(code, changed, refusal):
    with pytest.raises(refusal):
        take(code, **changed)

    assert not AccountGrant.objects.exists()
    take(code)


def test_proof_without_a_challenge_is_refused():
    code = GrantCodeFactory(terms=CodeTerms(BACK, list(GrantScope)))

    with pytest.raises(ProofWrong):
        take(code)
    take(code, verifier="")


@pytest.mark.parametrize("length", [42, 129])
def test_verifier_has_its_length(length):
    assert not is_proven(challenge_of("a" * length), "a" * length)


def test_challenge_is_that_of_the_standard():
    """RFC 7636, appendix B."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_code_that_comes_back_ends_what_it_was_taken_for(code):
    tokens = take(code)

    with pytest.raises(CodeUsed):
        take(code, at=later(seconds=1))

    assert not opens(tokens.access)
    with pytest.raises(GrantRefused):
        refresh(tokens.grant, tokens.refresh)
    assert told_of(code.account) == ["GRANTED", "GRANT_MISUSED", "GRANT_ENDED"]


@pytest.mark.parametrize("changed", [{"verifier": "x" * 43}, {"at": later(hours=1)}], ids=str)
def test_code_that_comes_back_from_a_thief_ends_it_as_well(code, changed):
    """Who stole it has no proof perhaps, and comes when he can."""
    tokens = take(code)

    with pytest.raises(CodeUsed):
        take(code, **changed)

    assert not opens(tokens.access)


def test_blocked_account_gets_no_grant(code):
    block_account(code.account, by=BY, at=NOW)

    with pytest.raises(AccountBlocked):
        take(code)
    with pytest.raises(AccountBlocked):
        give_code(code.account, code.client, CodeTerms(BACK, ["profile"]), by=BY, at=NOW)


def test_password_that_was_renewed_since_it_was_checked_lets_nobody_in(code):
    """Else a thief who signs in at the moment of the new password is let in for a year."""
    signed_in = TravellerAccount.objects.get(pk=code.account.pk)
    change_password(code.account, "another long watchword", by=BY, at=NOW)

    with pytest.raises(SignInRefused):
        give_code(signed_in, code.client, CodeTerms(BACK, ["profile"]), by=BY, at=NOW)


def test_account_of_another_tenant_gets_no_code(code):
    terms = CodeTerms(BACK, list(GrantScope))

    with pytest.raises(TravellerAccount.DoesNotExist):
        give_code(TravellerAccountFactory(), code.client, terms, by=BY, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_code_taken_twice_at_once_is_taken_once_and_ended():
    code = GrantCodeFactory()

    def once():
        try:
            return take(code)
        except CodeUsed:
            return None

    taken = [tokens for tokens in race(once, once) if tokens]

    assert len(taken) == 1
    assert AccountGrant.objects.get().revoked_at == NOW
