"""Buying an access token with a client's id and secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from protocols.oauth.clients import count_use, identify
from protocols.oauth.errors import AudienceDenied
from protocols.oauth.requests import TokenRequest
from protocols.oauth.tokens import make_token


@dataclass(frozen=True, slots=True)
class BoughtToken:
    """A signed token and what it lets its bearer do."""

    token: str
    permissions: list[str]


def buy_token(asked: TokenRequest, *, at: datetime) -> BoughtToken:
    """Sign a token for a client that shows its secret. It lasts a day.

    InvalidClient for an unknown or revoked client and a wrong secret alike; Throttled if the
    client sent more than it may this minute; AudienceDenied for an audience that is not served
    here, or not for this client.
    """
    client = identify(asked.client_id, asked.secret)
    count_use(client, at=at)
    allowed = set(settings.OAUTH_AUDIENCE) & set(client.audiences or settings.OAUTH_AUDIENCE)
    if asked.audience not in allowed:
        raise AudienceDenied
    token = make_token(client, audience=asked.audience, at=at)
    return BoughtToken(token, client.permissions)
