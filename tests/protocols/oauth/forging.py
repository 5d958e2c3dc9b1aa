"""Access tokens of our own making, good ones and forged ones."""

from __future__ import annotations

import base64
import json

from django.test import RequestFactory
from joserfc import jwt

from operators.models import ApiClient
from protocols.oauth.authentication import admit_client
from protocols.oauth.errors import AccessTokenInvalid
from tests.factories.clients import key_pair
from tests.factories.moments import NOW


def admit(token, *, at=NOW):
    request = RequestFactory(headers={"Authorization": f"Bearer {token}"}).get("/")
    return admit_client(request, at=at)


def is_admitted(token, *, at=NOW):
    try:
        admit(token, at=at)
    except AccessTokenInvalid:
        return False
    return True


def good_claims(client: ApiClient) -> dict:
    return {
        "iss": "http://localhost/",
        "sub": client.client_id,
        "azp": client.client_id,
        "aud": "http://localhost",
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 86_400,
        "permissions": ["sales:read"],
    }


def signed(claims, *, key=None, alg="RS256", **header) -> str:
    pair = key_pair()
    header = {"alg": alg, "kid": pair.thumbprint(), **header}
    return jwt.encode(header, claims, key or pair, algorithms=[alg])


def part(content) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
