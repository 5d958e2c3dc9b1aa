"""Links of travellers' accounts to partners."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from operators.tenancy.actions import digest_of
from operators.tenancy.actors import Actor
from sales.accounts.errors import LinkEnded, LinkUnknown, SignInRefused
from sales.accounts.grants.errors import GrantEnded
from sales.accounts.grants.models import AccountGrant
from sales.accounts.models import AccountLink, AccountLinkQuerySet, TravellerAccount
from sales.accounts.recording import check_served, record_event
from sales.accounts.states import AccountEventName
from sales.catalogue.channels import SalesChannel
from sales.orders.customers import CustomerFacts, know_customer
from sales.orders.models import Customer

LINK_LASTS = timedelta(days=365)
SECRET_OCTETS = 32


@transaction.atomic
def link_account(
    account: TravellerAccount,
    channel: SalesChannel,
    customer: Customer | None,
    *,
    grant: AccountGrant | None = None,
    by: Actor,
    at: datetime,
) -> tuple[AccountLink, str]:
    """Let the partner of a channel act for the account, for a year; returns the link and its
    secret, which is not kept.

    `account` is as it was signed in to: SignInRefused where another password was chosen since,
    which may have ended all links, so this one must not slip in after them. One that was signed in
    to with an app's access token ends with what let that app in, its `grant`, as it was read by
    that token: GrantEnded.

    Without a customer it is one of the channel under the account's own reference, who is known by
    what the account tells. One account may have many links, of several devices or persons that
    share it. AccountBlocked, AccountErased, CustomerBlocked.
    """
    checked = account.password
    account = TravellerAccount.objects.lock(account, tenant=channel.tenant_id)
    check_served(account)
    made_at, ends_at = at, at + LINK_LASTS
    if grant is not None:
        made_at = grant.client.counts_from(at)
        ends_at = min(ends_at, _live(grant, at=made_at).ends_at)
    if account.password != checked:
        raise SignInRefused
    secret = secrets.token_urlsafe(SECRET_OCTETS)
    link = AccountLink.objects.create(
        tenant_id=channel.tenant_id,
        account=account,
        channel=channel,
        customer=customer or know_customer(channel, customer_facts(account), at=at),
        grant=grant,
        digest=digest_of(secret),
        made_at=made_at,
        ends_at=ends_at,
    )
    record_event(account, AccountEventName.LINKED, by=by, at=at, link=link)
    return link, secret


def find_link(
    channel: SalesChannel, secret: str, *, is_blocked_as_well: bool = False, at: datetime
) -> AccountLink:
    """The link that opens with the secret, with its account and customer; one query.

    LinkUnknown, also for a secret of another channel; LinkEnded, also for one by an app whose
    client's secret was renewed since; AccountBlocked, unless it is asked for as well, to end it.
    """
    links = AccountLink.objects.select_related("account", "customer", "grant__client")
    link = links.filter(channel=channel, digest=digest_of(secret)).first()
    if link is None:
        raise LinkUnknown
    is_vouched_for = link.grant is None or link.grant.client.vouches_for(link.made_at)
    if not link.is_live(at) or not is_vouched_for:
        raise LinkEnded
    if not is_blocked_as_well:
        check_served(link.account)
    return link


@transaction.atomic
def revoke_link(link: AccountLink, *, by: Actor, at: datetime) -> AccountLink:
    """End a link at once; one that has ended stays as it is."""
    account = TravellerAccount.objects.lock(link.account)
    link = AccountLink.objects.lock(link)
    if link.is_live(at):
        _revoke(account, link, by=by, at=at)
    return link


@transaction.atomic
def revoke_links(account: TravellerAccount, *, by: Actor, at: datetime) -> list[AccountLink]:
    """End all links of an account that are open; returns them."""
    account = TravellerAccount.objects.lock(account)
    return end_links(account, account.links.live(at), by=by, at=at)


def end_links(
    account: TravellerAccount, links: AccountLinkQuerySet, *, by: Actor, at: datetime
) -> list[AccountLink]:
    """A step of the actions that end several links of a locked account; returns them."""
    ended = list(links.order_by("pk"))
    for link in ended:
        _revoke(account, link, by=by, at=at)
    return ended


def customer_facts(account: TravellerAccount) -> CustomerFacts:
    """An account as a customer of whatever channel it is linked to."""
    return CustomerFacts(
        external_id=account.reference,
        first_name=account.first_name,
        last_name=account.last_name,
        email=account.email,
        phone=account.phone,
    )


def _live(grant: AccountGrant, *, at: datetime) -> AccountGrant:
    """The grant as it is now, of an account that is locked. GrantEnded."""
    found = AccountGrant.objects.get(pk=grant.pk)
    if not found.is_live(at):
        raise GrantEnded
    return found


def _revoke(account: TravellerAccount, link: AccountLink, *, by: Actor, at: datetime) -> None:
    link.revoke(at=at)
    link.save(update_fields=["revoked_at"])
    record_event(account, AccountEventName.UNLINKED, by=by, at=at, link=link)
