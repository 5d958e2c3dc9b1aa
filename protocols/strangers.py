"""How often somebody without a known token may try, counted over all processes by address.

A known token is never refused for what others at its address sent: a whole company may come from
one. Tokens are 256 random bits, which nobody guesses; the limit keeps a flood cheap, since beyond
it nothing is written.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from rest_framework.exceptions import Throttled

from operators.tenancy.errors import NotPermitted, TokenRevoked, TokenUnknown
from protocols.models import ClientCount, Limited

KEEP_COUNTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in each period of so many seconds."""

    requests: int
    seconds: int


LIMITS: dict[Limited, Limit] = {
    Limited.REFUSED: Limit(300, 60),
    Limited.ANONYMOUS: Limit(4000, 60),
    Limited.LOGIN: Limit(20, 900),
    Limited.LOGIN_NAME: Limit(100, 900),
    Limited.PERSON: Limit(4000, 60),
}

# Beyond the limit the row stays as it is, so a flood only reads.
COUNT = """
    INSERT INTO protocols_clientcount AS count (client, kind, since, requests)
    VALUES (%s, %s, %s, 1)
    ON CONFLICT (client, kind, since) DO UPDATE SET requests = count.requests + 1
    WHERE count.requests < %s
    RETURNING requests
"""


def count_client(kind: Limited, client: str, *, at: datetime) -> None:
    """Count one try of that client; Throttled with the seconds to wait if it was one too many."""
    limit = LIMITS[kind]
    since = _period(limit, at)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [client, kind.value, since, limit.requests])
        counted = cursor.fetchone()
    if counted is None:
        end = since + timedelta(seconds=limit.seconds)
        raise Throttled(wait=max(1, int((end - at).total_seconds())))


def forgive_client(kind: Limited, client: str, *, at: datetime) -> None:
    """Take the try of that moment back, since the client has shown who it is."""
    since = _period(LIMITS[kind], at)
    counts = ClientCount.objects.filter(kind=kind, client=client, since=since, requests__gt=0)
    counts.update(requests=F("requests") - 1)


@contextmanager
def refusals_counted(request: HttpRequest, *, at: datetime) -> Iterator[None]:
    """Count requests whose token is not let in, and refuse more of them: Throttled."""
    try:
        yield
    except (TokenUnknown, TokenRevoked, NotPermitted):
        count_client(Limited.REFUSED, client_of(request), at=at)
        raise


def client_of(request: HttpRequest) -> str:
    """A keyed hash of the client's address.

    Behind TRUSTED_PROXIES proxies the address is the one that the outermost of them saw: what
    stands further left in X-Forwarded-For anybody could have written. An IPv6 client owns its
    network of 64 bits.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies and len(seen) >= proxies:
        address = seen[-proxies]
    return hashed(_network(address))


def hashed(name: str) -> str:
    """What is stored in place of an address or a username."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, name.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def forget_clients(*, at: datetime) -> int:
    """Delete counts that no limit needs any more; returns how many."""
    deleted, _ = ClientCount.objects.filter(since__lt=at - KEEP_COUNTS).delete()
    return deleted


def _period(limit: Limit, at: datetime) -> datetime:
    began = int(at.timestamp()) // limit.seconds * limit.seconds
    return datetime.fromtimestamp(began, tz=UTC)


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((parsed, 64), strict=False))
