"""A provider whose server answers over HTTP, and links to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sales.accounts.providers.actions.links import link_provider, take_tokens_of
from sales.accounts.providers.holders import LinkHolder
from sales.models import AccountProvider, ProviderLink
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.moments import BY, NOW
from tests.factories.providers import AccountProviderFactory
from tests.oauth_provider import Server


def provider_at(server: Server, **facts: Any) -> AccountProvider:
    """The row of a provider that knows our client."""
    addresses = {
        "authorize_url": f"{server.address}/authorize",
        "token_url": f"{server.address}/token",
        "revoke_url": f"{server.address}/revoke",
        "account_url": f"{server.address}/account",
    }
    return AccountProviderFactory(remote=True, **{**addresses, **facts})


def linked_at(server: Server, provider: AccountProvider, *, at: datetime = NOW) -> ProviderLink:
    """An account of ours, linked to ada's there."""
    told = server.sign_in()
    known = take_tokens_of(
        provider,
        access_token=told["access_token"],
        refresh_token=told["refresh_token"],
        expires_in=told["expires_in"],
        at=at,
    )
    account = TravellerAccountFactory(tenant=provider.tenant)
    return link_provider(provider, LinkHolder.of_account(account), known, by=BY, at=at)


def names_of(link: ProviderLink) -> list[str]:
    """Its events, the eldest first."""
    return list(link.events.order_by("pk").values_list("name", flat=True))
