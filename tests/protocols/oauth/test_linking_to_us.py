"""Accounts here as somebody else links them: by OAuth 2.0 over HTTP, from this server to itself."""

from __future__ import annotations

import pytest
from django.utils import timezone

from operators.tenancy.sealing import seal
from sales.accounts.actions.accounts import block_account
from sales.accounts.providers.actions.credentials import check_link, credentials_for
from sales.accounts.providers.actions.links import (
    end_provider_link,
    exchange_code_at,
    link_provider,
    take_tokens_of,
)
from sales.accounts.providers.actions.sweeps import revoke_ended_links
from sales.accounts.providers.errors import CredentialsRejected
from sales.accounts.providers.holders import LinkHolder
from sales.accounts.providers.models import AccountProvider
from sales.models import AccountGrant
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.clients import SECRET
from tests.factories.grants import BACK, VERIFIER, AppFactory
from tests.factories.moments import BY
from tests.factories.providers import AccountProviderFactory
from tests.protocols.oauth.app import EMAIL, App

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def account(now):
    return TravellerAccountFactory(email=EMAIL, at=now)


@pytest.fixture
def app(account, now):
    return App(AppFactory(organisation__tenant=account.tenant, at=now))


@pytest.fixture(params=[True, False])
def provider(request, app, live_server) -> AccountProvider:
    """This server, with the accounts that it has, as one that another tenant's travellers link."""
    here = f"{live_server.url}/oauth"
    return AccountProviderFactory(
        remote=True,
        client_id=app.client.client_id,
        sealed_secret=seal(SECRET.encode()),
        basic_auth=request.param,
        authorize_url=f"{here}/authorize",
        token_url=f"{here}/token",
        revoke_url=f"{here}/revoke",
        account_url=f"{here}/userinfo",
    )


def link_to(provider, credentials, now):
    holder = LinkHolder.of_account(TravellerAccountFactory(tenant=provider.tenant, at=now))
    return link_provider(provider, holder, credentials, by=BY, at=now)


def test_app_signs_a_traveller_in_and_the_link_lives_and_ends(provider, app, account, now):
    told = app.bring(app.code()).json()
    known = take_tokens_of(
        provider,
        access_token=told["access_token"],
        refresh_token=told["refresh_token"],
        expires_in=told["expires_in"],
        at=now,
    )
    link = link_to(provider, known, now)

    assert link.subject == account.reference
    assert check_link(link, by=BY, at=now) == link
    first = credentials_for(link, by=BY, at=now)
    second = credentials_for(link, by=BY, at=link.expires_at)
    assert first.refresh_token != second.refresh_token
    assert check_link(link, by=BY, at=now).is_usable(now)

    end_provider_link(link, by=BY, at=now)
    assert revoke_ended_links(by=BY, at=now, limit=10) == 1
    assert AccountGrant.objects.get().revoked_at is not None


def test_code_is_exchanged_by_this_server(provider, app, account, now):
    facts = {"code": app.code(), "redirect_uri": BACK, "verifier": VERIFIER, "at": now}

    assert exchange_code_at(provider, **facts).subject == account.reference
    with pytest.raises(CredentialsRejected):
        exchange_code_at(provider, **facts)


def test_sign_in_that_is_revoked_there_is_told_here(provider, app, account, now):
    told = app.bring(app.code()).json()
    known = take_tokens_of(
        provider,
        access_token=told["access_token"],
        refresh_token=told["refresh_token"],
        expires_in=told["expires_in"],
        at=now,
    )
    link = link_to(provider, known, now)
    block_account(account, by=BY, at=now)

    with pytest.raises(CredentialsRejected):
        check_link(link, by=BY, at=now)

    link.refresh_from_db()
    assert link.rejected_at == now


def test_tokens_of_another_app_open_nothing(provider, app, account, now):
    other = App(AppFactory(organisation__tenant=account.tenant, at=now))
    told = other.bring(other.code()).json()

    with pytest.raises(CredentialsRejected):
        take_tokens_of(
            provider,
            access_token=told["access_token"],
            refresh_token=told["refresh_token"],
            at=now,
        )
