"""What other OAuth 2.0 servers may answer, and those that do not answer."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic

import pytest

from sales.accounts.providers.actions.credentials import credentials_for
from sales.accounts.providers.actions.links import link_provider, take_tokens_of
from sales.accounts.providers.errors import (
    CredentialsRejected,
    ProviderAddressPrivate,
    ProviderBusy,
    ProviderRefused,
    ProviderUnfit,
)
from sales.accounts.providers.gateways import calling
from sales.accounts.providers.holders import LinkHolder
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.moments import BY, NOW
from tests.oauth_provider import running_oauth_server
from tests.sales.providing import linked_at, provider_at

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


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ((503, {"error": "invalid_grant"}), ProviderBusy),
        ((429, {}), ProviderBusy),
        ((302, {}), ProviderUnfit),
        ((401, {"error": "invalid_client"}), ProviderUnfit),
        ((404, b"nothing here"), ProviderUnfit),
        ((400, {"error": "invalid_request"}), ProviderRefused),
        ((400, b"\xff no JSON"), ProviderRefused),
        ((200, b"<html>"), ProviderUnfit),
        ((200, ["access_token"]), ProviderUnfit),
        ((200, {"refresh_token": "lonely"}), ProviderUnfit),
        ((200, {"access_token": "two words"}), ProviderUnfit),
        ((200, {"access_token": 7}), ProviderUnfit),
        ((200, {"access_token": "fine", "refresh_token": ["x"]}), ProviderUnfit),
        ((200, b'"' + b"x" * 70_000), ProviderUnfit),
        ((200, b"[" * 60_000), ProviderUnfit),
    ],
)
def test_answers_that_tell_nothing_leave_the_link_as_it_was(server, provider, answer, refusal):
    link = linked_at(server, provider)
    held = credentials_for(link, by=BY, at=NOW)
    server.instead = answer

    with pytest.raises(refusal) as refused:
        credentials_for(link, by=BY, at=NOW + HOUR)

    assert not isinstance(refused.value, CredentialsRejected)
    server.instead = None
    link.refresh_from_db()
    assert (link.rejected_at, link.renewing_until) == (None, None)
    assert credentials_for(link, by=BY, at=NOW + HOUR) != held


@pytest.mark.parametrize("told", ["soon", -1, True, None, 1e300, float("nan"), 10**12, "9" * 4000])
def test_end_that_is_no_number_of_seconds_is_not_known(server, provider, told):
    server.instead = (200, {"access_token": "fine", "refresh_token": "too", "expires_in": told})
    provider.account_url = ""

    assert take(provider, {**server.sign_in(), "expires_in": None}).expires_at is None


def test_provider_that_is_busy_leaves_what_still_holds(server, provider):
    link = linked_at(server, provider)
    held = credentials_for(link, by=BY, at=NOW)
    server.instead = (503, {})

    assert credentials_for(link, by=BY, at=NOW + HOUR - timedelta(seconds=30)) == held
    with pytest.raises(ProviderBusy):
        credentials_for(link, by=BY, at=NOW + HOUR)


def test_wait_that_is_no_number_to_be_read_is_the_usual_one(server, provider):
    server.instead = (503, {})
    server.headers = {"Retry-After": "9" * 5000}

    with pytest.raises(ProviderBusy) as refusal:
        take(provider, server.sign_in())

    assert refusal.value.wait == calling.LONGEST_RETRY


def test_subject_that_cannot_be_stored_is_kept_as_far_as_it_can(server, provider):
    told = {"access_token": "fine", "refresh_token": "too", "sub": "ada\ud800\0"}
    server.instead = (200, told)
    known = take(provider, {**told, "expires_in": None})

    holder = LinkHolder.of_account(TravellerAccountFactory(tenant=provider.tenant))
    assert link_provider(provider, holder, known, by=BY, at=NOW).subject == "ada?"


@pytest.mark.django_db(transaction=True)
def test_answer_that_never_ends_is_hung_up_on(server, provider, monkeypatch):
    told = server.sign_in()
    server.pause = 0.2
    monkeypatch.setattr(calling, "LONGEST_CALL", 0.5)
    began = monotonic()

    with pytest.raises(ProviderBusy):
        take(provider, told)

    assert monotonic() - began < 4


def test_provider_that_is_down_is_busy(provider):
    provider.token_url = "http://127.0.0.1:1/token"

    with pytest.raises(ProviderBusy):
        take(provider, {"access_token": "a", "refresh_token": "b", "expires_in": 1})


@pytest.mark.parametrize(("of_row", "of_tenant"), [(False, True), (True, False)])
def test_private_address_needs_the_word_of_both(server, provider, of_row, of_tenant):
    provider.allows_private = of_row
    provider.tenant.allows_private_callbacks = of_tenant

    with pytest.raises(ProviderAddressPrivate):
        take(provider, server.sign_in())
    assert server.asked == []
