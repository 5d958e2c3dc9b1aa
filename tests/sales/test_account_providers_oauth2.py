"""Linking accounts that travellers have with another OAuth 2.0 server, which runs beside."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from sales.accounts.providers.actions.credentials import check_link, credentials_for
from sales.accounts.providers.actions.links import (
    exchange_code_at,
    link_provider,
    sign_in_at,
    take_tokens_of,
    unlink_provider,
)
from sales.accounts.providers.actions.sweeps import revoke_ended_links
from sales.accounts.providers.errors import (
    CredentialsRejected,
    ProviderError,
    ProviderLinkMissing,
    ProviderUnable,
)
from sales.accounts.providers.holders import LinkHolder
from sales.accounts.providers.queries import find_provider_link
from sales.accounts.providers.secrets import set_client_secret
from sales.accounts.providers.terms import MARGIN, Credentials
from tests.factories.moments import BY, NOW, later
from tests.factories.providers import CLIENT_SECRET, ProviderLinkFactory
from tests.loglines import written_lines
from tests.oauth_provider import running_oauth_server
from tests.sales.providing import linked_at, names_of, provider_at

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def server():
    with running_oauth_server() as server:
        yield server


@pytest.fixture
def provider(server):
    return provider_at(server)


def take(provider, told, **changes):
    named = {**{name: told[name] for name in ("access_token", "refresh_token", "expires_in")}}
    return take_tokens_of(provider, **{**named, **changes}, at=NOW)


def test_tokens_of_an_app_are_renewed_at_once(server, provider):
    told = server.sign_in()

    known = take(provider, told)

    assert known.subject == "ada"
    assert known.access_token in server.access_tokens
    assert (known.access_token, known.refresh_token) != (
        told["access_token"],
        told["refresh_token"],
    )
    assert known.expires_at == NOW + HOUR
    assert told["refresh_token"] in server.used


@pytest.mark.parametrize("basic_auth", [True, False])
def test_client_shows_itself_as_the_provider_wants(server, basic_auth):
    server.client_id, server.secret = "per ron", "a:b c%"
    provider = provider_at(server, client_id="per ron", basic_auth=basic_auth)
    set_client_secret(provider, "a:b c%")

    take(provider, server.sign_in())

    [form] = server.calls("/token")
    assert ("client_secret" in form) is not basic_auth


def test_tokens_of_another_client_are_refused(server, provider):
    told = {"access_token": "theirs", "refresh_token": "theirs-too", "expires_in": 3600}

    with pytest.raises(CredentialsRejected) as refusal:
        take(provider, told)

    assert refusal.value.provider == provider


def test_access_token_alone_is_not_taken(server, provider):
    with pytest.raises(ProviderUnable):
        take(provider, server.sign_in(), refresh_token="")
    assert server.asked == []


def test_provider_need_not_tell_whose_a_token_is(server):
    assert take(provider_at(server, account_url=""), server.sign_in()).subject == ""


@pytest.mark.parametrize("token", ["", "two words", "new\nline", "ä", "x" * 8193, "\0", "\ud800"])
def test_what_is_no_token_is_sent_nowhere(server, provider, token):
    with pytest.raises(CredentialsRejected):
        take(provider, server.sign_in(), access_token=token)
    with pytest.raises(CredentialsRejected):
        take(provider, server.sign_in(), refresh_token=token or " ")
    with pytest.raises(CredentialsRejected):
        exchange_code_at(provider, code=token, redirect_uri="app://back", at=NOW)
    assert server.asked == []


def test_code_is_exchanged_once(server, provider):
    server.codes["a-code"] = "ada"
    facts = {"code": "a-code", "redirect_uri": "app://back", "verifier": "v" * 43, "at": NOW}

    known = exchange_code_at(provider, **facts)

    assert known.subject == "ada"
    assert server.calls("/token")[0]["redirect_uri"] == "app://back"
    assert server.calls("/token")[0]["code_verifier"] == "v" * 43
    with pytest.raises(CredentialsRejected):
        exchange_code_at(provider, **facts)


def test_there_are_no_passwords(provider):
    with pytest.raises(ProviderUnable):
        sign_in_at(provider, username="ada", password="secret", at=NOW)


def test_credentials_are_renewed_shortly_before_their_end(server, provider):
    link = linked_at(server, provider)
    first = credentials_for(link, by=BY, at=NOW + HOUR - MARGIN - timedelta(seconds=1))

    second = credentials_for(link, by=BY, at=NOW + HOUR - MARGIN)

    assert first != second
    assert second.subject == "ada"
    assert second.expires_at == NOW + HOUR - MARGIN + HOUR
    assert credentials_for(link, by=BY, at=NOW + HOUR) == second
    link.refresh_from_db()
    assert (link.expires_at, link.renewing_until) == (second.expires_at, None)
    assert names_of(link) == ["LINKED", "RENEWED"]


def test_answer_without_a_refresh_token_leaves_the_old_one(server, provider):
    link = linked_at(server, provider)
    held = credentials_for(link, by=BY, at=NOW)
    server.instead = (200, {"access_token": "new", "expires_in": "60"})

    known = credentials_for(link, by=BY, at=NOW + HOUR)

    assert (known.access_token, known.refresh_token) == ("new", held.refresh_token)
    assert known.expires_at == NOW + HOUR + timedelta(seconds=60)


@pytest.mark.parametrize("act", [credentials_for, check_link])
def test_sign_in_that_the_provider_revoked_is_told_and_noted(server, provider, act):
    link = linked_at(server, provider)
    server.forget("ada")

    with pytest.raises(CredentialsRejected) as refusal:
        act(link, by=BY, at=NOW + HOUR)

    assert refusal.value.provider == provider
    link.refresh_from_db()
    assert (link.rejected_at, link.sealed_credentials, link.expires_at) == (NOW + HOUR, "", None)
    assert names_of(link) == ["LINKED", "REJECTED"]


def test_revoked_access_token_is_noticed_before_its_end(server, provider):
    link = linked_at(server, provider)
    assert check_link(link, by=BY, at=NOW) == link
    server.forget("ada")

    with pytest.raises(CredentialsRejected):
        check_link(link, by=BY, at=NOW)

    link.refresh_from_db()
    assert link.rejected_at == NOW


def test_withdrawn_access_token_alone_is_renewed(server, provider):
    link = linked_at(server, provider)
    server.access_tokens.clear()

    checked = check_link(link, by=BY, at=NOW)

    assert checked.is_usable(NOW)
    assert credentials_for(link, by=BY, at=NOW).access_token in server.access_tokens


def test_without_refresh_token_a_link_ends_with_its_access_token(server, provider):
    link = ProviderLinkFactory(
        provider=provider, credentials=Credentials("ada", "access", expires_at=NOW + HOUR)
    )

    with pytest.raises(CredentialsRejected):
        credentials_for(link, by=BY, at=NOW + HOUR)


def test_unlinking_revokes_at_the_provider(server, provider):
    link = linked_at(server, provider)
    holder = LinkHolder.of_account(link.account)

    unlink_provider(provider, holder, by=BY, at=NOW)
    assert "ada" in server.refresh_tokens.values()
    assert revoke_ended_links(by=BY, at=NOW, limit=10) == 1
    assert revoke_ended_links(by=BY, at=later(days=1), limit=10) == 0

    assert "ada" not in server.refresh_tokens.values()
    assert find_provider_link(provider, holder, at=NOW) is None
    with pytest.raises(ProviderLinkMissing):
        credentials_for(link, by=BY, at=NOW)
    link.refresh_from_db()
    assert (link.sealed_credentials, link.next_try_at) == ("", None)
    assert names_of(link) == ["LINKED", "UNLINKED", "REVOKED"]


def test_no_credential_is_in_a_log_or_an_error(server, provider):
    told = server.sign_in()
    secrets = [told["access_token"], told["refresh_token"], CLIENT_SECRET, "a-code", "secret-x"]
    with written_lines(level=logging.DEBUG) as lines:
        known = take(provider, told)
        secrets += [known.access_token, known.refresh_token]
        holder = LinkHolder.of_account(ProviderLinkFactory(provider=provider).account)
        link = link_provider(provider, holder, known, by=BY, at=NOW)
        refusals = []
        for answer in [None, (400, {"error": "a-code"}), (503, {}), (401, {"error": "secret-x"})]:
            server.instead = answer
            for act in (
                lambda: take(provider, told),
                lambda: exchange_code_at(provider, code="a-code", redirect_uri="", at=NOW),
                lambda: credentials_for(link, by=BY, at=NOW + HOUR),
                lambda: check_link(link, by=BY, at=NOW),
            ):
                try:
                    act()
                except ProviderError as refusal:
                    refusals.append(repr(refusal) + str(refusal))
        unlink_provider(provider, holder, by=BY, at=NOW)
        revoke_ended_links(by=BY, at=NOW, limit=10)
        written = str(lines())

    assert "provider_refused" in written
    assert len(refusals) >= 8
    told_of = written + str(refusals) + str(list(link.events.values()))
    assert [secret for secret in secrets if secret in told_of] == []
