"""Linking a traveller's account with a provider, and ending that.

A provider is asked without any lock, before anything is written; so a door that takes a step once
may ask first, and then take its step and call `link_provider` in one transaction.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.accounts.errors import LinkEnded
from sales.accounts.models import AccountLink, TravellerAccount
from sales.accounts.providers.gateways.finding import gateway_to
from sales.accounts.providers.holders import LinkHolder
from sales.accounts.providers.models import AccountProvider, ProviderLink
from sales.accounts.providers.recording import end_link, record_link_event
from sales.accounts.providers.secrets import seal_credentials
from sales.accounts.providers.states import ProviderLinkEventName
from sales.accounts.providers.terms import Credentials
from sales.accounts.recording import check_served


def sign_in_at(
    provider: AccountProvider, *, username: str, password: str, at: datetime
) -> Credentials:
    """Ask the provider what these open; nothing is written. WrongCredentials, ProviderError."""
    return gateway_to(provider).sign_in(provider, username, password, at=at)


def take_tokens_of(
    provider: AccountProvider,
    *,
    access_token: str,
    refresh_token: str = "",
    expires_in: int | None = None,
    at: datetime,
) -> Credentials:
    """Ask the provider whether tokens that an app got there are good; nothing is written here.
    `expires_in` are seconds. The tokens that were shown are worth nothing afterwards.
    CredentialsRejected, ProviderError."""
    return gateway_to(provider).take_tokens(
        provider, access_token, refresh_token, expires_in, at=at
    )


def exchange_code_at(
    provider: AccountProvider, *, code: str, redirect_uri: str, verifier: str = "", at: datetime
) -> Credentials:
    """Ask the provider what a code opens that it sent the traveller back with; nothing is written
    here. CredentialsRejected, ProviderError."""
    return gateway_to(provider).exchange_code(
        provider, code, redirect_uri=redirect_uri, verifier=verifier, at=at
    )


@transaction.atomic
def link_provider(
    provider: AccountProvider,
    holder: LinkHolder,
    credentials: Credentials,
    *,
    by: Actor,
    at: datetime,
) -> ProviderLink:
    """Keep what opens the traveller's account with the provider. It takes the place of the link
    that there was, whose credentials are forgotten: the provider may have given both for one
    sign-in. AccountBlocked, AccountErased; LinkEnded where what the traveller showed has ended
    since."""
    _lock_holder(provider, holder, at=at)
    for old in _open_links(provider, holder):
        end_link(old, ProviderLinkEventName.REPLACED, by=by, at=at)
    link = ProviderLink(
        provider=provider,
        tenant_id=holder.tenant_id,
        account=holder.account,
        client_digest=holder.client_digest,
        made_at=at,
        ends_at=holder.ends_at(at),
    )
    link.keep(
        seal_credentials(credentials),
        subject=credentials.subject,
        expires_at=credentials.expires_at,
    )
    link.save()
    record_link_event(link, ProviderLinkEventName.LINKED, by=by, at=at)
    return link


@transaction.atomic
def unlink_provider(
    provider: AccountProvider, holder: LinkHolder, *, by: Actor, at: datetime
) -> bool:
    """End the link of a traveller to a provider; a timer revokes its credentials there. Returns
    whether there was one."""
    links = _open_links(provider, holder)
    for link in links:
        end_link(link, ProviderLinkEventName.UNLINKED, by=by, at=at)
    return bool(links)


@transaction.atomic
def end_provider_link(link: ProviderLink, *, by: Actor, at: datetime) -> ProviderLink:
    """End one link; a timer revokes its credentials. One that has ended stays as it is."""
    link = ProviderLink.objects.lock(link)
    if link.ended_at is None:
        end_link(link, ProviderLinkEventName.UNLINKED, by=by, at=at)
    return link


def _lock_holder(provider: AccountProvider, holder: LinkHolder, *, at: datetime) -> None:
    """Of two who link for the same traveller at the same moment, one comes after the other. A copy
    of an app has no row, so that its provider's is locked."""
    if holder.account is None:
        AccountProvider.objects.lock(provider)
        return
    check_served(TravellerAccount.objects.lock(holder.account, tenant=provider.tenant_id))
    if holder.shown is None:
        return
    # A new password ends all links, and a thief's must not come after them.
    if not AccountLink.objects.live(at).filter(pk=holder.shown.pk).exists():
        raise LinkEnded


def _open_links(provider: AccountProvider, holder: LinkHolder) -> list[ProviderLink]:
    """Locked; those whose time is over but that nobody has ended yet are among them."""
    found = ProviderLink.objects.filter(provider=provider, ended_at=None, **holder.lookups)
    return list(found.select_for_update(of=("self",), no_key=True))
