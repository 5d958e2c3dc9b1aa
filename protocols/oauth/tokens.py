"""The content of access tokens (JWT, RFC 7519), written and read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError

from operators.models import ApiClient
from operators.tenancy.clients import SIGNED_WITH
from protocols.oauth.errors import AccessTokenInvalid
from protocols.oauth.keys import LEEWAY, TOKEN_LIFETIME, public_key, signing_key

LONGEST_TOKEN = 4096


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says of its bearer, once its signature and times are found right."""

    client_id: str
    kid: str
    issued_at: datetime
    permissions: frozenset[str]


def make_token(client: ApiClient, *, audience: str, at: datetime) -> str:
    """Sign a token for that client and audience; it lapses after a day.

    It counts as issued in the second in which the client's secret began to count, or later, so
    that no token from before has the same time.
    """
    kid, key = signing_key(at=at)
    claims = {
        "iss": settings.OAUTH_ISSUER,
        "sub": client.client_id,
        "azp": client.client_id,
        "aud": audience,
        "iat": max(int(at.timestamp()), math.ceil(client.tokens_since.timestamp())),
        "exp": int((at + TOKEN_LIFETIME).timestamp()),
        "permissions": client.permissions,
        f"{settings.OAUTH_CLAIMS_NAMESPACE}organisationID": client.organisation.number,
    }
    return jwt.encode({"alg": SIGNED_WITH, "kid": kid}, claims, key, algorithms=[SIGNED_WITH])


def read_token(token: str, *, at: datetime) -> Claims:
    """Verify signature, issuer, audience and times, with a minute's leeway. AccessTokenInvalid."""
    if len(token) > LONGEST_TOKEN:
        raise AccessTokenInvalid
    try:
        read = jwt.decode(token.encode(), _key_of, algorithms=[SIGNED_WITH])
        _rules(at).validate(read.claims)
        return _told(read.header["kid"], read.claims)
    except (JoseError, ValueError, TypeError, OverflowError, RecursionError) as fault:
        raise AccessTokenInvalid from fault


def _key_of(token: Any) -> Any:
    return public_key(token.headers().get("kid"))


def _rules(at: datetime) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=int(at.timestamp()),
        leeway=int(LEEWAY.total_seconds()),
        iss={"essential": True, "value": settings.OAUTH_ISSUER},
        aud={"essential": True, "values": settings.OAUTH_AUDIENCE},
        exp={"essential": True},
        iat={"essential": True},
        azp={"essential": True},
    )


def _told(kid: str, claims: dict[str, Any]) -> Claims:
    client_id, permissions = claims["azp"], claims.get("permissions", [])
    if not isinstance(client_id, str) or not isinstance(permissions, list):
        raise AccessTokenInvalid
    issued_at = datetime.fromtimestamp(claims["iat"], tz=UTC)
    return Claims(client_id, kid, issued_at, frozenset(map(str, permissions)))
