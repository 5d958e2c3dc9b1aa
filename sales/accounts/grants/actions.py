"""The only doors to a change of what travellers allow apps."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from operators.tenancy.actions import digest_of
from operators.tenancy.actors import Actor
from operators.tenancy.clients import ApiClient
from sales.accounts.actions.links import end_links
from sales.accounts.errors import SignInRefused
from sales.accounts.grants.errors import (
    CodeUsed,
    GrantRefused,
    ProofWrong,
    RedirectWrong,
    RefreshUsed,
    ScopeWider,
)
from sales.accounts.grants.models import AccountGrant, GrantCode, GrantToken
from sales.accounts.grants.proving import is_proven
from sales.accounts.grants.states import GrantScope, GrantTokenKind
from sales.accounts.models import TravellerAccount
from sales.accounts.recording import check_served, record_event
from sales.accounts.states import AccountEventName

CODE_LASTS = timedelta(minutes=2)
ACCESS_LASTS = timedelta(hours=1)
REFRESH_LASTS = timedelta(days=90)
GRANT_LASTS = timedelta(days=365)
SECRET_OCTETS = 32
KEEP = timedelta(days=1)
"""How long what has ended is told apart from what never was."""


@dataclass(frozen=True, slots=True)
class CodeTerms:
    """What an app asked for when it sent the traveller to us."""

    redirect_uri: str
    scopes: Collection[GrantScope]
    challenge: str = ""
    """Of the proof that it will bring (RFC 7636); empty: it brings none."""


@dataclass(frozen=True, slots=True)
class GrantedTokens:
    """A pair of tokens, which is shown this once."""

    grant: AccountGrant
    access: str = field(repr=False)
    refresh: str = field(repr=False)
    lasts: timedelta = ACCESS_LASTS
    """How long the access token opens the account."""


@transaction.atomic
def give_code(
    account: TravellerAccount, client: ApiClient, terms: CodeTerms, *, by: Actor, at: datetime
) -> str:
    """Note that the traveller lets the client's app in; returns the code that it gets tokens for
    within two minutes. It is not kept.

    `account` is as it was signed in to: SignInRefused where another password was chosen since,
    which shuts all apps out, so this one must not slip in after it. AccountBlocked, AccountErased.
    """
    checked = account.password
    account = TravellerAccount.objects.lock(account, tenant=client.tenant_id)
    check_served(account)
    if account.password != checked:
        raise SignInRefused
    code = secrets.token_urlsafe(SECRET_OCTETS)
    GrantCode.objects.create(
        tenant_id=client.tenant_id,
        account=account,
        client=client,
        digest=digest_of(code),
        redirect_uri=terms.redirect_uri,
        scopes=sorted(terms.scopes),
        challenge=terms.challenge,
        made_at=at,
        ends_at=at + CODE_LASTS,
    )
    return code


def take_code(
    client: ApiClient,
    code: str,
    *,
    redirect_uri: str,
    verifier: str = "",
    by: Actor,
    at: datetime,
) -> GrantedTokens:
    """Make the grant that a code is for, and its first tokens; once, whoever comes at the same
    moment.

    CodeUsed if it was used before, and the grant that it was used for has ended then; so this must
    not be called inside of a transaction, which would undo that. GrantRefused for an unknown or
    late code and for another client's; RedirectWrong, ProofWrong; AccountBlocked, AccountErased.
    """
    taken = _take_code(client, code, redirect_uri, verifier, by=by, at=at)
    if taken is None:
        raise CodeUsed
    return taken


def refresh_tokens(
    client: ApiClient,
    refresh_token: str,
    *,
    wanted: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> GrantedTokens:
    """The next tokens of a grant, for the refresh token that counts; it is worth nothing then.

    RefreshUsed if it was used before, and the grant has ended then; so, as `take_code`, not inside
    of a transaction. GrantRefused for an unknown or late one, another client's, or an ended grant;
    ScopeWider where a scope is wanted that was not granted; AccountBlocked, AccountErased.
    """
    refreshed = _refresh(client, refresh_token, wanted, by=by, at=at)
    if refreshed is None:
        raise RefreshUsed
    return refreshed


@transaction.atomic
def revoke_by_token(client: ApiClient, token: str, *, by: Actor, at: datetime) -> None:
    """End the grant that an access or refresh token of the client belongs to, whether it still
    counts or not; a token that nobody was given changes nothing. GrantRefused for another
    client's."""
    rows = GrantToken.objects.select_related("grant__account", "grant__client")
    found = rows.filter(digest=digest_of(token)).first()
    if found is None:
        return
    if found.grant.client != client:
        raise GrantRefused("This token was given to another client.")
    revoke_grant(found.grant, by=by, at=at)


@transaction.atomic
def revoke_grant(grant: AccountGrant, *, by: Actor, at: datetime) -> AccountGrant:
    """Shut an app out at once; a grant that has ended stays as it is."""
    account = TravellerAccount.objects.lock(grant.account)
    grant = AccountGrant.objects.lock(grant)
    if grant.is_live(at):
        _revoke(account, grant, by=by, at=at)
    return grant


@transaction.atomic
def revoke_grants(account: TravellerAccount, *, by: Actor, at: datetime) -> list[AccountGrant]:
    """Shut all apps out of an account, those with a code as well; returns the grants that ended."""
    account = TravellerAccount.objects.lock(account)
    GrantCode.objects.filter(account=account, used_at=None).delete()
    grants = list(account.grants.live(at).order_by("pk"))
    for grant in grants:
        _revoke(account, grant, by=by, at=at)
    return grants


def forget_grant_secrets(*, by: Actor, at: datetime, limit: int) -> int:
    """Delete codes and tokens that ended a day ago; returns how many. Their grants stay."""
    deleted = 0
    for rows in (GrantCode.objects, GrantToken.objects):
        old = rows.filter(ends_at__lte=at - KEEP).order_by("ends_at").values("pk")[:limit]
        deleted += rows.filter(pk__in=old).delete()[0]
    return deleted


@transaction.atomic
def _take_code(
    client: ApiClient, code: str, redirect_uri: str, verifier: str, *, by: Actor, at: datetime
) -> GrantedTokens | None:
    """None where the code was used, once what it was used for has ended."""
    rows = GrantCode.objects.select_related("account")
    found = rows.filter(digest=digest_of(code), client=client).first()
    if found is None:
        raise GrantRefused
    account = TravellerAccount.objects.lock(found.account)
    found = GrantCode.objects.select_related("grant").filter(pk=found.pk).first()
    if found is None:
        raise GrantRefused
    if found.grant is not None:
        _punish(account, found.grant, by=by, at=at)
        return None
    if found.ends_at <= at:
        raise GrantRefused
    _check_shown(found, redirect_uri, verifier)
    check_served(account)
    grant = _grant(account, client, found.scopes, by=by, at=at)
    found.use(grant, at=at)
    found.save(update_fields=["grant", "used_at"])
    return _pair(grant, client, at=at)


@transaction.atomic
def _refresh(
    client: ApiClient, refresh_token: str, wanted: Collection[str], *, by: Actor, at: datetime
) -> GrantedTokens | None:
    """None where the token was used, once its grant has ended."""
    mine = GrantToken.objects.filter(kind=GrantTokenKind.REFRESH, grant__client=client)
    found = mine.select_related("grant__account").filter(digest=digest_of(refresh_token)).first()
    if found is None:
        raise GrantRefused
    account = TravellerAccount.objects.lock(found.grant.account)
    found = GrantToken.objects.select_related("grant").get(pk=found.pk)
    if found.used_at is not None:
        _punish(account, found.grant, by=by, at=at)
        return None
    if found.ends_at <= at or not found.grant.is_live(client.counts_from(at)):
        raise GrantRefused
    if not set(wanted) <= set(found.grant.scopes):
        raise ScopeWider
    check_served(account)
    found.use(at=at)
    found.save(update_fields=["used_at"])
    return _pair(found.grant, client, at=at)


def _check_shown(code: GrantCode, redirect_uri: str, verifier: str) -> None:
    if code.redirect_uri != redirect_uri:
        raise RedirectWrong
    if not is_proven(code.challenge, verifier):
        raise ProofWrong


def _grant(
    account: TravellerAccount,
    client: ApiClient,
    scopes: Collection[str],
    *,
    by: Actor,
    at: datetime,
) -> AccountGrant:
    grant = AccountGrant.objects.create(
        tenant_id=account.tenant_id,
        account=account,
        client=client,
        scopes=list(scopes),
        made_at=at,
        ends_at=at + GRANT_LASTS,
    )
    record_event(account, AccountEventName.GRANTED, by=by, at=at, grant=grant)
    return grant


def _pair(grant: AccountGrant, client: ApiClient, *, at: datetime) -> GrantedTokens:
    """Neither outlives the grant. `client` is as it showed its secret."""
    made_at = client.counts_from(at)
    lasts = min(ACCESS_LASTS, grant.ends_at - at)
    ends = {
        GrantTokenKind.ACCESS: at + lasts,
        GrantTokenKind.REFRESH: min(at + REFRESH_LASTS, grant.ends_at),
    }
    told = {kind: secrets.token_urlsafe(SECRET_OCTETS) for kind in ends}
    GrantToken.objects.bulk_create(
        GrantToken(
            grant=grant,
            kind=kind,
            digest=digest_of(told[kind]),
            made_at=made_at,
            ends_at=ends[kind],
        )
        for kind in ends
    )
    return GrantedTokens(grant, told[GrantTokenKind.ACCESS], told[GrantTokenKind.REFRESH], lasts)


def _punish(account: TravellerAccount, grant: AccountGrant, *, by: Actor, at: datetime) -> None:
    """One of two who have the same secret has stolen it, and nobody knows which one."""
    if grant.is_live(at):
        record_event(account, AccountEventName.GRANT_MISUSED, by=by, at=at, grant=grant)
        _revoke(account, grant, by=by, at=at)


def _revoke(account: TravellerAccount, grant: AccountGrant, *, by: Actor, at: datetime) -> None:
    grant.revoke(at=at)
    grant.save(update_fields=["revoked_at"])
    record_event(account, AccountEventName.GRANT_ENDED, by=by, at=at, grant=grant)
    end_links(account, grant.links.live(at), by=by, at=at)
