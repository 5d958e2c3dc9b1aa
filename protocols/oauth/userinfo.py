"""Whose account an access token opens."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from protocols.oauth.authentication import find_bearer
from protocols.oauth.errors import AccessTokenInvalid, InvalidToken
from sales.accounts.errors import AccountError
from sales.accounts.grants.reading import read_grant
from sales.accounts.grants.states import GrantScope


def tell_account(request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """What the token's bearer may know; what the account does not tell is left out. InvalidToken,
    also where the account is blocked or erased."""
    try:
        grant = read_grant(find_bearer(request), at=at)
    except (AccessTokenInvalid, AccountError) as refusal:
        raise InvalidToken from refusal
    account = grant.account
    told: dict[str, Any] = {"sub": account.reference}
    if GrantScope.PROFILE in grant.scopes:
        told |= {
            "email": account.email,
            "email_verified": account.verified_at is not None,
            "given_name": account.first_name,
            "family_name": account.last_name,
        }
    return {name: value for name, value in told.items() if value != ""}
