"""The block list as devices fetch it: numbered, and signed as a whole."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey
from joserfc.util import urlsafe_b64encode

from operators.tenancy.actors import Actor
from operators.tenancy.models import Tenant
from tickets.actions.blocking import number_block_entries
from tickets.actions.keys import ensure_list_key
from tickets.actions.payloads import open_key
from tickets.block_list import block_list_since, entry_to_claims
from tickets.models import IssuerKey
from tickets.states import KeyPurpose

GOOD_FOR = timedelta(hours=24)
"""A device that could not fetch another list for so long says that its own is stale (§5)."""
KIND = "block-list+jwt"
ALGORITHM = "ES256"
BY = Actor.timer("block-list")


def signed_block_list(tenant: Tenant, *, since: int = 0, at: datetime) -> str:
    """The entries after that number as a compact JWS, ES256 by the tenant's LIST key.

    The payload has `iss` (the tenant's slug), `iat` (the full hour) and `exp` in Unix seconds,
    `from` and `to` (numbers), and `entries` of `sequence`, `ticketId`, `until` and perhaps
    `deviceKey`. `from` is `since`, or 0 where that number was never given: the device starts
    again. Entries leave a list by their `until` and are not told of.
    """
    signing = IssuerKey.objects.signing(KeyPurpose.LIST).filter(tenant=tenant)
    key = signing.first() or ensure_list_key(tenant, by=BY, at=at)
    last = number_block_entries(tenant)
    first = since if 0 <= since <= last else 0
    # Up to the number that was read: others may have given more meanwhile.
    entries = block_list_since(tenant, first, at=at).filter(sequence__lte=last)
    # The hour, so that a list that says the same has the same content for a while.
    begun = at.replace(minute=0, second=0, microsecond=0)
    claims: dict[str, Any] = {
        "iss": tenant.slug,
        "iat": int(begun.timestamp()),
        "exp": int((begun + GOOD_FOR).timestamp()),
        "from": first,
        "to": last,
        "entries": [entry_to_claims(entry) for entry in entries],
    }
    header = {"alg": ALGORITHM, "typ": KIND, "kid": key.kid}
    return jwt.encode(header, claims, _opened(key), algorithms=[ALGORITHM])


def _opened(key: IssuerKey) -> ECKey:
    pair = open_key(key)
    private = urlsafe_b64encode(pair.private_octets()).decode("ascii")
    return ECKey.import_key({**pair.public_jwk(), "d": private})
