"""Tokens that we did not sign, or not like this, let nobody in."""

from __future__ import annotations

import base64
import hmac

import pytest
from django.test import RequestFactory
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from joserfc.jwk import RSAKey

from protocols.oauth.authentication import admit_client
from protocols.oauth.errors import AccessTokenInvalid
from tests.factories.clients import access_token, key_pair
from tests.factories.moments import NOW
from tests.protocols.oauth.forging import good_claims, is_admitted, part, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]


def test_unsigned_token_is_refused(client_row):
    header = part({"alg": "none", "kid": key_pair().thumbprint()})

    for ending in ("", "e30"):
        assert not is_admitted(f"{header}.{part(good_claims(client_row))}.{ending}")


def test_token_signed_with_our_public_key_as_a_password_is_refused(client_row):
    header = {"alg": "HS256", "kid": key_pair().thumbprint()}
    content = f"{part(header)}.{part(good_claims(client_row))}"
    password = key_pair().as_pem(private=False)
    mark = hmac.new(password, content.encode(), "sha256").digest()

    assert not is_admitted(f"{content}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}")


@pytest.mark.parametrize("alg", ["PS256", "RS512"])
def test_other_algorithms_are_refused(client_row, alg):
    assert not is_admitted(signed(good_claims(client_row), alg=alg))


@pytest.mark.parametrize("kid", ["x", "A" * 43, 1, None, {"a": 1}, "\0" * 43])
def test_token_of_a_key_that_we_do_not_have_is_refused(client_row, kid):
    header = {"alg": "RS256", "kid": kid, "jku": "https://elsewhere.example/jwks.json"}

    assert not is_admitted(f"{part(header)}.{part(good_claims(client_row))}.e30")


def test_token_that_brings_its_own_key_is_refused(client_row):
    own = RSAKey.generate_key(2048)

    for header in ({}, {"jwk": own.as_dict(private=False)}, {"kid": own.thumbprint()}):
        assert not is_admitted(signed(good_claims(client_row), key=own, **header))


def test_token_that_was_changed_is_refused(client_row):
    header, _, signature = access_token(client_row).split(".")
    claims = {**good_claims(client_row), "permissions": ["admin"]}

    assert not is_admitted(f"{header}.{part(claims)}.{signature}")


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.one_of(st.text(max_size=200), st.lists(st.text(max_size=60), max_size=6).map(".".join)))
@example("a.b.c")
@example("." * 4)
@example("x" * 5000)
@example("é.é.é")
@example(part([]) + ".e30.e30")
@example(part({"alg": "RS256"}) + ".e30.e30")
@example(part({"alg": ["RS256"], "kid": "A" * 43}) + ".e30.e30")
@example(part({"alg": "RS256", "kid": "A" * 43, "crit": ["b64"], "b64": False}) + ".e30.e30")
@example(base64.urlsafe_b64encode(b"[" * 3000).decode().rstrip("=") + ".e30.e30")
@example(base64.urlsafe_b64encode(b'{"a":' * 600).decode().rstrip("=") + ".e30.e30")
def test_garbage_is_no_token(token):
    request = RequestFactory().get("/")
    request.META["HTTP_AUTHORIZATION"] = f"Bearer {token}"

    with pytest.raises(AccessTokenInvalid):
        admit_client(request, at=NOW)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.data())
def test_token_with_one_octet_changed_is_refused(client_row, data):
    token = access_token(client_row)
    place = data.draw(st.integers(0, len(token) - 1))
    octet = data.draw(st.sampled_from("ABCDEFGHabcdefgh0123456789-_.+/= "))
    changed = token[:place] + octet + token[place + 1 :]

    # The last letter of the signature has bits that mean nothing.
    if changed.strip() != token and place < len(token) - 1:
        assert not is_admitted(changed)
