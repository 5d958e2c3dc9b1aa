"""Which client asks, and how often."""

from __future__ import annotations

import hmac
import re
from datetime import datetime

from django.http import HttpRequest

from operators.models import ApiClient
from operators.prepared import fetch_rows
from operators.tenancy.actions import digest_of
from operators.tenancy.client_actions import record_client_use
from operators.tenancy.clients import CLIENT_ID_FORM
from protocols.models import Limited
from protocols.oauth.errors import InvalidClient, UnauthorizedClient
from protocols.oauth.requests import Members
from protocols.strangers import client_of, count_client
from protocols.throttling import check_limit

NOBODY = digest_of("")
"""What the secret is compared with where there is no such client, so that it takes as long."""

COUNT = """
    INSERT INTO protocols_requestcount AS count (client_id, minute, requests)
    VALUES (%(client)s, %(minute)s, 1)
    ON CONFLICT (client_id, minute) DO UPDATE SET requests = count.requests + 1
    RETURNING requests
"""


def find_client(client_id: str) -> ApiClient | None:
    """The open client of that id, with its organisation and tenant."""
    if not re.fullmatch(CLIENT_ID_FORM, client_id, re.ASCII):
        return None
    clients = ApiClient.objects.select_related("organisation", "tenant")
    return clients.filter(client_id=client_id, revoked_at=None).first()


def identify(client_id: str, secret: str) -> ApiClient:
    """The client that shows its secret; a public one has none to show.

    InvalidClient for an unknown or revoked client and a wrong secret alike.
    """
    client = find_client(client_id)
    digest = client.digest if client else NOBODY
    is_right = hmac.compare_digest(digest, digest_of(secret))
    if client is not None and client.is_public:
        is_right = not secret
    if client is None or not is_right:
        raise InvalidClient
    return client


def identify_app(request: HttpRequest, members: Members, *, at: datetime) -> ApiClient:
    """The client that travellers may let in, counted; a public one by its address, since everybody
    may call himself by its name. InvalidClient, UnauthorizedClient, Throttled."""
    client = identify(members.required("client_id"), members.optional("client_secret"))
    if client.is_public:
        count_client(Limited.ANONYMOUS, client_of(request), at=at)
    else:
        count_use(client, at=at)
    if not client.redirect_uris:
        raise UnauthorizedClient
    return client


def count_use(client: ApiClient, *, at: datetime) -> None:
    """Count the request among those of its minute. Throttled."""
    minute = at.replace(second=0, microsecond=0)
    [(requests,)] = fetch_rows(COUNT, {"client": client.pk, "minute": minute})
    if requests == 1:
        record_client_use(client.pk, at=at)
    check_limit(requests, limit=client.requests_per_minute, at=at)
