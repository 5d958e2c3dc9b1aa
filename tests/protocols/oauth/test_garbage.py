"""Whatever is sent to the token endpoint, it answers in its own words and never fails."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.clients import SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key", "client_row")]

MEMBERS = ["grant_type", "client_id", "client_secret", "audience", "scope"]
WORDS = ["client_credentials", "ticketshop-backend", SECRET, "http://localhost", "", "\0", "\ud800"]
KINDS = ["application/json", "application/x-www-form-urlencoded", "application/json; charset=utf-7"]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
members = st.dictionaries(st.sampled_from(MEMBERS) | st.text(max_size=5), anything, max_size=6)
header_text = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)
undisturbed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)


def post(body, kind, **more):
    return Client().generic("POST", "/oauth/token", body, content_type=kind, **more)


def check(response):
    assert response.status_code in {200, 400, 401, 403, 413, 429}
    assert set(response.json()) in (
        {"error", "error_description"},
        {"access_token", "token_type", "expires_in", "scope"},
    )
    assert response["Cache-Control"] == "no-store"
    assert response["correlationId"] == response["X-Correlation-Id"]


@undisturbed
@given(body=members, kind=st.sampled_from(KINDS))
def test_members_of_any_kind_are_answered(body, kind):
    check(post(json.dumps(body).encode(), kind))


@undisturbed
@given(
    body=st.binary(max_size=300),
    kind=st.sampled_from(KINDS) | header_text,
    authorization=header_text | header_text.map("Basic {}".format),
    correlation=header_text,
)
def test_bytes_of_any_kind_are_answered(body, kind, authorization, correlation):
    headers = {"Authorization": authorization, "correlationId": correlation}

    check(post(body, kind, headers=headers))


@undisturbed
@given(st.dictionaries(st.sampled_from(MEMBERS), st.sampled_from(WORDS), min_size=3))
def test_forms_of_nearly_good_members_are_answered(body):
    check(post(urlencode(body, errors="surrogatepass").encode(), KINDS[1]))
