"""What an access token opens."""

from __future__ import annotations

from datetime import datetime

from operators.tenancy.actions import digest_of
from sales.accounts.grants.errors import GrantEnded, GrantUnknown
from sales.accounts.grants.models import AccountGrant, GrantToken
from sales.accounts.grants.states import GrantTokenKind
from sales.accounts.recording import check_served


def read_grant(access_token: str, *, at: datetime) -> AccountGrant:
    """What the traveller allowed whoever shows this token, with its account and client; one query.

    GrantUnknown, also for a refresh token; GrantEnded, also for a token from before the client's
    secret was renewed; AccountBlocked, AccountErased.
    """
    rows = GrantToken.objects.select_related("grant__account__tenant", "grant__client")
    found = rows.filter(digest=digest_of(access_token), kind=GrantTokenKind.ACCESS).first()
    if found is None:
        raise GrantUnknown
    if not _counts(found, at):
        raise GrantEnded
    check_served(found.grant.account)
    return found.grant


def _counts(token: GrantToken, at: datetime) -> bool:
    is_open = token.grant.client.vouches_for(token.made_at)
    return is_open and token.grant.is_live(at) and at < token.ends_at
