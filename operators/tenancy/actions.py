"""The only doors to a change in tenancy."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from operators.tenancy.errors import TokenRevoked
from operators.tenancy.models import ApiToken, Organisation, TokenEventName, TokenRole

HINT_LENGTH = 6


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token with the secret that is shown this once."""

    token: ApiToken
    secret: str


def digest_of(secret: str) -> str:
    """How a token's secret is stored. It is long and random, so a plain SHA-256 is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def issue_token(
    organisation: Organisation,
    *,
    name: str,
    roles: Sequence[TokenRole],
    by: Actor,
    at: datetime,
    secret: str | None = None,
) -> IssuedToken:
    """Make a token for an organisation; a random secret is drawn unless the caller has one."""
    secret = secret or secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        tenant_id=organisation.tenant_id,
        organisation=organisation,
        name=name,
        roles=list(roles),
        digest=digest_of(secret),
        hint=secret[:HINT_LENGTH],
        created_at=at,
    )
    token.events.create(name=TokenEventName.ISSUED, actor=str(by), happened_at=at)
    return IssuedToken(token, secret)


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Actor, at: datetime) -> ApiToken:
    """Close a token for good. TokenRevoked if it was closed before."""
    token = ApiToken.objects.lock(token)
    if token.revoked_at is not None:
        raise TokenRevoked
    token.revoke(at=at)
    token.save(update_fields=["revoked_at"])
    token.events.create(name=TokenEventName.REVOKED, actor=str(by), happened_at=at)
    return token


def record_token_use(token: ApiToken, *, at: datetime) -> None:
    """Note when a token was last seen. Callers do this once a minute, not for each request."""
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
