"""Who calls: an API token in a header opens one channel on one face."""

from __future__ import annotations

from rest_framework.request import Request

from operators.tenancy.actions import digest_of
from operators.tenancy.errors import NotPermitted, TokenRevoked, TokenUnknown
from operators.tenancy.models import TokenRole
from sales.models import ChannelToken


class RoleMissing(NotPermitted):
    """This API token is not meant for this interface; ask for one with its role."""


def find_secret(request: Request) -> str:
    """The secret from `Authorization: Bearer` or `X-Access-Token`; empty if there is none."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return secret.strip()
    return request.headers.get("X-Access-Token", "").strip()


def get_channel_token(secret: str, *, role: TokenRole) -> ChannelToken:
    """The token with its channel and tenant, in one query.

    TokenUnknown, TokenRevoked, or RoleMissing if it opens another face.
    """
    found = ChannelToken.objects.filter(token__digest=digest_of(secret))
    token = found.select_related("token", "channel__tenant", "channel__partner").first()
    if token is None:
        raise TokenUnknown
    if token.token.revoked_at is not None:
        raise TokenRevoked
    if role not in token.token.roles:
        raise RoleMissing
    return token
