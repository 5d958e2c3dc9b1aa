"""Buying an access token with a client's id and secret."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from operators.models import ApiClient
from operators.prepared import fetch_rows
from operators.tenancy.actions import digest_of
from operators.tenancy.client_actions import record_client_use
from operators.tenancy.clients import CLIENT_ID_FORM
from protocols.oauth.errors import AudienceDenied, InvalidClient
from protocols.oauth.requests import TokenRequest
from protocols.oauth.tokens import make_token
from protocols.throttling import check_limit

NOBODY = digest_of("")
"""What the secret is compared with where there is no such client, so that it takes as long."""

COUNT = """
    INSERT INTO protocols_requestcount AS count (client_id, minute, requests)
    VALUES (%(client)s, %(minute)s, 1)
    ON CONFLICT (client_id, minute) DO UPDATE SET requests = count.requests + 1
    RETURNING requests
"""


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
    client = _identified(asked)
    _count(client, at=at)
    allowed = set(settings.OAUTH_AUDIENCE) & set(client.audiences or settings.OAUTH_AUDIENCE)
    if asked.audience not in allowed:
        raise AudienceDenied
    token = make_token(client, audience=asked.audience, at=at)
    return BoughtToken(token, client.permissions)


def _identified(asked: TokenRequest) -> ApiClient:
    client = None
    if re.fullmatch(CLIENT_ID_FORM, asked.client_id, re.ASCII):
        clients = ApiClient.objects.select_related("organisation")
        client = clients.filter(client_id=asked.client_id, revoked_at=None).first()
    digest = client.digest if client else NOBODY
    is_right = hmac.compare_digest(digest, digest_of(asked.secret))
    if client is None or not is_right:
        raise InvalidClient
    return client


def _count(client: ApiClient, *, at: datetime) -> None:
    minute = at.replace(second=0, microsecond=0)
    [(requests,)] = fetch_rows(COUNT, {"client": client.pk, "minute": minute})
    if requests == 1:
        record_client_use(client.pk, at=at)
    check_limit(requests, limit=client.requests_per_minute, at=at)
