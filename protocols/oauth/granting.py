"""Tokens for travellers' accounts: bought with a code, renewed, given back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from operators.models import ApiClient
from operators.tenancy.actors import Actor
from protocols.oauth.errors import InvalidGrant, InvalidScope
from protocols.oauth.requests import Members
from sales.accounts.errors import AccountBlocked, AccountErased
from sales.accounts.grants.actions import (
    GrantedTokens,
    refresh_tokens,
    revoke_by_token,
    take_code,
)
from sales.accounts.grants.errors import GrantRefused, ScopeWider


def sell_for_code(client: ApiClient, asked: Members, *, at: datetime) -> dict[str, Any]:
    """The answer to an authorization code (RFC 6749 §4.1.3); once. InvalidGrant."""
    code, redirect_uri = asked.required("code"), asked.required("redirect_uri")
    verifier = asked.optional("code_verifier")
    with told_in_words_of_the_wire():
        tokens = take_code(
            client, code, redirect_uri=redirect_uri, verifier=verifier, by=actor_of(client), at=at
        )
    return tokens_to_wire(tokens)


def sell_for_refresh_token(client: ApiClient, asked: Members, *, at: datetime) -> dict[str, Any]:
    """The answer to a refresh token (RFC 6749 §6), which is worth nothing afterwards.

    A scope that is narrower than the granted one is answered with the granted one. InvalidGrant;
    InvalidScope for a wider one, and the token counts as before.
    """
    token = asked.required("refresh_token")
    wanted = set(asked.optional("scope").split())
    with told_in_words_of_the_wire():
        tokens = refresh_tokens(client, token, wanted=wanted, by=actor_of(client), at=at)
    return tokens_to_wire(tokens)


def take_back(client: ApiClient, asked: Members, *, at: datetime) -> None:
    """End what a token belongs to (RFC 7009). InvalidGrant for a token of another client."""
    with told_in_words_of_the_wire():
        revoke_by_token(client, asked.required("token"), by=actor_of(client), at=at)


def actor_of(client: ApiClient) -> Actor:
    return Actor.partner(client.client_id)


def tokens_to_wire(tokens: GrantedTokens) -> dict[str, Any]:
    return {
        "access_token": tokens.access,
        "token_type": "Bearer",
        "expires_in": int(tokens.lasts.total_seconds()),
        "refresh_token": tokens.refresh,
        "scope": " ".join(tokens.grant.scopes),
    }


@contextmanager
def told_in_words_of_the_wire() -> Iterator[None]:
    try:
        yield
    except ScopeWider as refusal:
        raise InvalidScope(refusal.detail) from refusal
    except (GrantRefused, AccountBlocked, AccountErased) as refusal:
        raise InvalidGrant(refusal.detail) from refusal
