"""Linking that two do at the same moment, and with this server's own OAuth 2.0 server."""

from __future__ import annotations

import pytest
from django.utils import timezone

from operators.tenancy.models import TokenRole
from operators.tenancy.sealing import seal
from sales.models import AccountGrant, ProviderLink
from tests.factories.accounts import PASSWORD, AccountLinkFactory, TravellerAccountFactory
from tests.factories.clients import SECRET
from tests.factories.grants import AppFactory
from tests.factories.providers import AccountProviderFactory
from tests.factories.sales import SalesChannelFactory
from tests.oauth_provider import running_oauth_server
from tests.protocols.oauth.app import EMAIL
from tests.protocols.oauth.app import App as OAuthApp
from tests.protocols.tripgo.client import App
from tests.protocols.tripgo.linking.filling import filled, only_link, open_form, tokens
from tests.protocols.worlds import open_channel
from tests.racing import race
from tests.sales.providing import provider_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock():
    """That of the machine: the server that is called has no other."""


@pytest.fixture
def channel():
    return SalesChannelFactory(tenant__allows_private_callbacks=True)


@pytest.fixture
def app(channel) -> App:
    link = AccountLinkFactory(channel=channel, at=timezone.now())
    return App(open_channel(channel, TokenRole.TRIPGO)[1], link.secret)


def posts(app: App, form, **values: str):
    """Two apps that post the same form at once."""

    def post():
        return App(app.key, app.token).send("POST", form["action"]["url"], filled(form, **values))

    return [post, post]


def test_tokens_that_are_posted_twice_at_once_are_shown_once(app, channel):
    with running_oauth_server() as server:
        provider = provider_at(server, tenant=channel.tenant)
        form = open_form(app, provider)

        told = race(*posts(app, form, **tokens(server.sign_in())))

        assert sorted(response.status_code for response in told) == [204, 470]
        assert len(server.calls("/token")) == 1
        assert only_link(provider).rejected_at is None


def test_password_that_is_posted_twice_at_once_links_once(app, channel):
    TravellerAccountFactory(tenant=channel.tenant, email=EMAIL, at=timezone.now())
    provider = AccountProviderFactory(tenant=channel.tenant)
    form = open_form(app, provider)

    told = race(*posts(app, form, username=EMAIL, password=PASSWORD))

    assert sorted(response.status_code for response in told) == [204, 470]
    assert ProviderLink.objects.count() == 1


@pytest.fixture
def elsewhere(channel, live_server):
    """This server, as a provider of accounts, and the app that signs travellers in there."""
    account = TravellerAccountFactory(email=EMAIL, at=timezone.now())
    client = AppFactory(organisation__tenant=account.tenant, at=timezone.now())
    here = f"{live_server.url}/oauth"
    provider = AccountProviderFactory(
        tenant=channel.tenant,
        remote=True,
        client_id=client.client_id,
        sealed_secret=seal(SECRET.encode()),
        authorize_url=f"{here}/authorize",
        token_url=f"{here}/token",
        revoke_url=f"{here}/revoke",
        account_url=f"{here}/userinfo",
    )
    return account, OAuthApp(client), provider


def test_account_of_our_own_server_is_linked_by_a_code(app, elsewhere):
    account, oauth, provider = elsewhere
    form = open_form(app, provider)
    told = oauth.bring(oauth.code()).json()

    response = app.send("POST", form["action"]["url"], filled(form, **tokens(told)))

    assert response.status_code == 204
    assert only_link(provider).subject == account.reference


def test_tokens_that_our_own_server_revoked_are_460(app, elsewhere):
    _, oauth, provider = elsewhere
    form = open_form(app, provider)
    told = oauth.bring(oauth.code()).json()
    oauth.revoke(told["refresh_token"])

    response = app.send("POST", form["action"]["url"], filled(form, **tokens(told)))

    assert response.status_code == 460
    assert AccountGrant.objects.get().revoked_at is not None
    assert not ProviderLink.objects.exists()
