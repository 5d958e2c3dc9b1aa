"""Who calls with an access token, and how often: asked with each request, in one statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest

from operators.models import ClientPermission
from operators.prepared import fetch_rows
from operators.tenancy.actors import Actor
from operators.tenancy.client_actions import record_client_use
from protocols.oauth.errors import AccessTokenInvalid
from protocols.oauth.tokens import read_token
from protocols.strangers import refusals_counted
from protocols.throttling import Quota, check_limit

# A client or key that was revoked, or a secret that was renewed, leaves no row.
ADMIT = """
    WITH caller AS (
        SELECT client.id, client.client_id, client.tenant_id, client.organisation_id,
            organisation.number, client.permissions, client.requests_per_minute
        FROM operators_apiclient client
        JOIN operators_organisation organisation ON organisation.id = client.organisation_id
        JOIN operators_tokenkey key ON key.kid = %(kid)s AND key.revoked_at IS NULL
        WHERE client.client_id = %(client_id)s AND client.revoked_at IS NULL
            AND client.tokens_since <= %(issued_at)s
    ), counted AS (
        INSERT INTO protocols_requestcount AS count (client_id, minute, requests)
        SELECT id, %(minute)s, 1 FROM caller
        ON CONFLICT (client_id, minute) DO UPDATE SET requests = count.requests + 1
        RETURNING requests
    )
    SELECT caller.*, counted.requests FROM caller, counted
"""


@dataclass(frozen=True, slots=True)
class ClientCaller:
    """A client that was let in, as its row says now."""

    pk: int
    """The key of its ApiClient."""
    client_id: str
    """What it calls itself."""
    tenant_id: int
    organisation_id: int
    organisation_number: int
    """What the world knows the organisation by."""
    permissions: frozenset[ClientPermission]
    """Those of the token that the client still has."""
    quota: Quota | None = field(default=None, compare=False)

    @property
    def actor(self) -> Actor:
        """The client, as the one who acts."""
        return Actor.partner(self.client_id)


def find_bearer(request: HttpRequest) -> str:
    """The token from `Authorization: Bearer`; AccessTokenInvalid where there is none."""
    scheme, _, token = str(request.META.get("HTTP_AUTHORIZATION", "")).partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise AccessTokenInvalid
    return token.strip()


def admit_client(request: HttpRequest, *, at: datetime) -> ClientCaller:
    """Verify the token, find its client, and count the request among those of its minute.

    AccessTokenInvalid (401) for a token that is missing, malformed, signed by others, lapsed, for
    another audience, or of a client that was revoked or renewed; Throttled with the seconds to
    wait if the client has sent more than it may this minute, or the address too many such tokens.
    """
    with refusals_counted(request, at=at):
        return _admitted(request, at=at)


def _admitted(request: HttpRequest, *, at: datetime) -> ClientCaller:
    claims = read_token(find_bearer(request), at=at)
    values = {
        "client_id": claims.client_id,
        "kid": claims.kid,
        "issued_at": claims.issued_at,
        "minute": at.replace(second=0, microsecond=0),
    }
    rows = fetch_rows(ADMIT, values)
    if not rows:
        raise AccessTokenInvalid
    [(pk, client_id, tenant_id, organisation_id, number, permissions, limit, requests)] = rows
    if requests == 1:
        record_client_use(pk, at=at)
    check_limit(requests, limit=limit, at=at)
    kept = frozenset(ClientPermission(name) for name in claims.permissions & set(permissions))
    return ClientCaller(
        pk, client_id, tenant_id, organisation_id, number, kept, Quota(requests, limit)
    )
