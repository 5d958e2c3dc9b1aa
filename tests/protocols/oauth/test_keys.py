"""The keys that sign access tokens: published, changed, withdrawn."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from joserfc import jwt
from joserfc.jwk import KeySet

from operators.models import TokenKey
from protocols.models import ClientCount, Limited
from protocols.oauth.keys import revoke_token_key, rotate_token_key, signing_key
from protocols.strangers import LIMITS, hashed
from tests.factories.clients import TokenKeyFactory, access_token
from tests.factories.moments import BY, NOW, later
from tests.racing import race

pytestmark = pytest.mark.django_db


def published(client):
    return client.get("/oauth/jwks.json").json()["keys"]


def test_public_key_is_published_without_its_private_half(client, key):
    response = client.get("/oauth/jwks.json")

    [jwk] = response.json()["keys"]
    assert response["Content-Type"] == "application/jwk-set+json"
    assert response["Cache-Control"] == "public, max-age=600"
    assert set(jwk) == {"kty", "n", "e", "use", "alg", "kid"}
    assert (jwk["kid"], jwk["alg"], jwk["use"]) == (key.kid, "RS256", "sig")


def test_anybody_verifies_a_token_with_the_published_keys(client, client_row):
    token = access_token(client_row)
    keys = KeySet.import_key_set({"keys": published(client)})

    assert jwt.decode(token, keys, algorithms=["RS256"]).claims["azp"] == "ticketshop-backend"


def test_reading_the_keys_makes_none(client):
    assert published(client) == []
    assert not TokenKey.objects.exists()


def test_retired_key_is_published_as_long_as_its_tokens_last(client, key, clock):
    new = rotate_token_key(by=BY, at=NOW)

    assert {jwk["kid"] for jwk in published(client)} == {key.kid, new.kid}
    clock.shift(timedelta(hours=24, seconds=61))
    assert [jwk["kid"] for jwk in published(client)] == [new.kid]


def test_revoked_key_is_published_no_more(client, key):
    revoke_token_key(key, by=BY, at=NOW)

    assert published(client) == []


def test_keys_are_asked_for_so_often_and_no_more(client):
    limit = LIMITS[Limited.ANONYMOUS].requests
    ClientCount.objects.create(
        kind=Limited.ANONYMOUS, client=hashed("127.0.0.1"), since=NOW, requests=limit
    )

    response = client.get("/oauth/jwks.json")

    assert (response.status_code, response["Retry-After"]) == (429, "60")


def test_new_key_signs_and_the_old_one_does_not(key):
    new = rotate_token_key(by=BY, at=later(hours=1))

    key.refresh_from_db()
    assert key.retired_at == later(hours=1)
    assert signing_key(at=NOW)[0] == new.kid


def test_private_half_is_stored_sealed():
    new = rotate_token_key(by=BY, at=NOW)

    assert "private" not in str(new.public_jwk)
    assert set(new.public_jwk) == {"kty", "n", "e"}
    assert '"d"' not in new.sealed_private_key


def test_key_is_called_by_its_id(key):
    assert str(key) == key.kid


@pytest.mark.django_db(transaction=True)
def test_first_tokens_at_once_make_one_key():
    kids = race(*[lambda: signing_key(at=NOW)[0]] * 4)

    assert len(set(kids)) == 1
    assert TokenKey.objects.count() == 1


def test_command_changes_the_key(key):
    out = io.StringIO()

    call_command("rotate_token_key", stdout=out)

    new = TokenKey.objects.signing().get()
    assert out.getvalue() == f"New tokens are signed by {new.kid}.\n"
    assert new != key


def test_command_withdraws_a_key_that_leaked(key):
    out = io.StringIO()

    call_command("rotate_token_key", revoke=key.kid, stdout=out)

    key.refresh_from_db()
    assert key.revoked_at == NOW
    assert out.getvalue().splitlines()[0] == f"Tokens of {key.kid} are refused from now on."
    assert TokenKey.objects.signing().get() != key


def test_command_withdraws_no_key_that_is_not_there():
    TokenKeyFactory(revoked_at=NOW)

    with pytest.raises(CommandError, match="There is no key x that counts"):
        call_command("rotate_token_key", revoke="x")
    assert TokenKey.objects.count() == 1
