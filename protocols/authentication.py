"""Who calls: an API token in a header opens one channel on one face, so many times a minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rest_framework.request import Request

from operators.prepared import fetch_rows
from operators.tenancy.actions import digest_of, record_token_use
from operators.tenancy.errors import NotPermitted, TokenRevoked, TokenUnknown
from operators.tenancy.models import TokenRole
from protocols.throttling import check_limit

# In one statement, since each costs as much to send as this one to run.
OF_CHANNEL = """
    WITH caller AS (
        SELECT token.id, token.name, token.requests_per_minute, token.roles, token.revoked_at,
            opened.channel_id
        FROM operators_apitoken token
        JOIN sales_channeltoken opened ON opened.token_id = token.id
        WHERE token.digest = %(digest)s
    )
"""
OF_TENANT = """
    WITH caller AS (
        SELECT id, name, requests_per_minute, roles, revoked_at, tenant_id
        FROM operators_apitoken
        WHERE digest = %(digest)s
    )
"""
COUNTED = """
    , counted AS (
        INSERT INTO protocols_requestcount AS count (token_id, minute, requests)
        SELECT id, %(minute)s, 1 FROM caller
        WHERE revoked_at IS NULL AND %(role)s = ANY (roles)
        ON CONFLICT (token_id, minute) DO UPDATE SET requests = count.requests + 1
        RETURNING requests
    )
    SELECT caller.*, counted.requests FROM caller LEFT JOIN counted ON true
"""
ADMIT_TO_CHANNEL = OF_CHANNEL + COUNTED
ADMIT_TO_TENANT = OF_TENANT + COUNTED


class RoleMissing(NotPermitted):
    """This API token is not meant for this interface; ask for one with its role."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A partner's program that was let in: its token, and the channel that this opens."""

    token_id: int
    token_name: str
    channel_id: int


@dataclass(frozen=True, slots=True)
class Program:
    """A program that was let in: its token, and the tenant that owns this."""

    token_id: int
    token_name: str
    tenant_id: int


def find_secret(request: Request) -> str:
    """The secret from `Authorization: Bearer` or `X-Access-Token`; empty if there is none."""
    # Not from `request.headers`, which makes a mapping of all headers first.
    scheme, _, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() == "bearer":
        return secret.strip()
    return str(request.META.get("HTTP_X_ACCESS_TOKEN", "")).strip()


def admit_caller(secret: str, *, role: TokenRole, at: datetime) -> Caller:
    """Let in a token that opens a channel.

    TokenUnknown, TokenRevoked, RoleMissing if it opens another face, Throttled with the seconds
    to wait if it has sent more than it may this minute. The first request of a minute is noted
    as the token's last use.
    """
    return Caller(*_admit_token(ADMIT_TO_CHANNEL, secret, role=role, at=at))


def admit_program(secret: str, *, role: TokenRole, at: datetime) -> Program:
    """Let in a token for all that its tenant owns; errors as in admit_caller."""
    return Program(*_admit_token(ADMIT_TO_TENANT, secret, role=role, at=at))


def _admit_token(
    statement: str, secret: str, *, role: TokenRole, at: datetime
) -> tuple[int, str, int]:
    """Find the token, and count the request among those of its minute, in one statement; returns
    its key, its name and the key of what it opens."""
    minute = at.replace(second=0, microsecond=0)
    values = {"digest": digest_of(secret), "role": role.value, "minute": minute}
    rows = fetch_rows(statement, values)
    if not rows:
        raise TokenUnknown
    [(token_id, name, limit, _, revoked_at, opened, requests)] = rows
    if revoked_at is not None:
        raise TokenRevoked
    if requests is None:
        raise RoleMissing
    if requests == 1:
        record_token_use(token_id, at=at)
    check_limit(requests, limit=limit, at=at)
    return token_id, name, opened
