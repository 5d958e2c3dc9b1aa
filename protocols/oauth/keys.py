"""The key pairs that sign access tokens: made, changed for new ones, withdrawn."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import IntegrityError, transaction
from joserfc.jwk import RSAKey

from operators.models import TokenKey
from operators.tenancy.actors import Actor
from operators.tenancy.sealing import seal, unseal
from protocols.oauth.errors import AccessTokenInvalid

BITS = 2048
TOKEN_LIFETIME = timedelta(hours=24)
LEEWAY = timedelta(seconds=60)
KID = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)

_public_keys: dict[str, RSAKey] = {}
"""By key id, which is a thumbprint of the key: it can never stand for another one."""


@transaction.atomic
def rotate_token_key(*, by: Actor, at: datetime) -> TokenKey:
    """Sign with a new key from now on; what the one before signed counts until it lapses."""
    for key in TokenKey.objects.signing().select_for_update():
        key.retire(at=at)
        key.save(update_fields=["retired_at"])
    return _make_key(at=at)


@transaction.atomic
def revoke_token_key(key: TokenKey, *, by: Actor, at: datetime) -> TokenKey:
    """Withdraw a key that leaked: no token that it signed counts from now on.

    Where it was the one that signs, the next token is signed by a new one.
    """
    key = TokenKey.objects.select_for_update().get(pk=key.pk)
    key.revoke(at=at)
    key.save(update_fields=["revoked_at"])
    return key


def signing_key(*, at: datetime) -> tuple[str, RSAKey]:
    """The key that signs, with its id. The first one is made when it is first asked for."""
    found = TokenKey.objects.signing().first() or _first_key(at=at)
    return found.kid, _opened(found.sealed_private_key)


def public_key(kid: object) -> RSAKey:
    """The public half by the id in a token's header. AccessTokenInvalid where we have none.

    Whether the key was revoked meanwhile is asked when the caller is let in.
    """
    if not isinstance(kid, str) or not KID.fullmatch(kid):
        raise AccessTokenInvalid
    if kid not in _public_keys:
        jwk = TokenKey.objects.filter(kid=kid).values_list("public_jwk", flat=True).first()
        if jwk is None:
            raise AccessTokenInvalid
        _public_keys[kid] = RSAKey.import_key(jwk)
    return _public_keys[kid]


def published_keys(*, at: datetime) -> list[dict[str, object]]:
    """The public halves of all keys whose signatures still count, the newest first."""
    trusted = TokenKey.objects.trusted(retired_after=at - TOKEN_LIFETIME - LEEWAY)
    return [key.to_jwk() for key in trusted]


def _first_key(*, at: datetime) -> TokenKey:
    try:
        with transaction.atomic():
            return _make_key(at=at)
    except IntegrityError:
        # Another process was as quick, and only one key signs.
        return TokenKey.objects.signing().get()


def _make_key(*, at: datetime) -> TokenKey:
    pair = RSAKey.generate_key(BITS)
    return TokenKey.objects.create(
        kid=pair.thumbprint(),
        public_jwk=pair.as_dict(private=False),
        sealed_private_key=seal(json.dumps(pair.as_dict(private=True)).encode()),
        created_at=at,
    )


@lru_cache(maxsize=4)
def _opened(sealed: str) -> RSAKey:
    return RSAKey.import_key(json.loads(unseal(sealed)))
