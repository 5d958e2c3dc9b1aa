"""Requests for an access token that are not in order, and what is told about them."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.test import Client, RequestFactory

from protocols.oauth.requests import LONGEST_BODY, TokenRequest
from protocols.oauth.views import token
from tests.factories.clients import AUDIENCE, SECRET
from tests.protocols.oauth.asking import basic, refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("form", [False, True])
@pytest.mark.parametrize("member", ["grant_type", "client_id", "client_secret", "audience"])
def test_missing_member_is_named(ask, asked, member, form):
    for members in ({**asked, member: ""}, {k: v for k, v in asked.items() if k != member}):
        response = ask(members, form=form)

        assert refusal(response) == (400, "invalid_request")
        assert response.json()["error_description"] == f"The member {member} is missing."


@pytest.mark.parametrize("value", [1, True, ["client_credentials"], {"a": "b"}])
def test_member_that_is_no_text_is_refused(ask, asked, value):
    assert refusal(ask({**asked, "client_secret": value})) == (400, "invalid_request")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b""),
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("application/json", b'"text"'),
        ("application/json", b"\xff"),
        ("application/json", b"[" * 10_000),
        ("application/json", b'{"client_id": "\\u0000"}'),
        (FORM, b"grant_type=client_credentials&grant_type=client_credentials"),
        (FORM, b"grant_type=%ff"),
        (FORM, b"\xff"),
        (FORM, b"&".join(b"a%d=1" % n for n in range(51))),
        ("text/plain", b"{}"),
        ("multipart/form-data; boundary=x", b"--x--"),
        ("", b"{}"),
    ],
)
def test_body_that_cannot_be_read_is_refused(content_type, body):
    response = Client().post("/oauth/token", body, content_type=content_type)

    assert refusal(response) == (400, "invalid_request")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("told", ["Basic", "Basic !", "Basic YQ==", "Basic /w=="])
def test_basic_credentials_that_cannot_be_read_are_refused(ask, asked, told):
    members = {"grant_type": "client_credentials", "audience": AUDIENCE}

    assert refusal(ask(members, Authorization=told)) == (400, "invalid_request")


def test_secret_is_sent_once(ask, asked):
    response = ask(asked, Authorization=basic("ticketshop-backend", SECRET))

    assert refusal(response) == (400, "invalid_request")


def test_other_grants_are_refused(ask, asked):
    response = ask({**asked, "grant_type": "password"})

    assert refusal(response) == (400, "unsupported_grant_type")


@pytest.mark.parametrize("method", ["get", "put", "delete", "options", "patch"])
def test_tokens_are_asked_for_with_post(client, method):
    response = getattr(client, method)("/oauth/token")

    assert refusal(response) == (405, "invalid_request")
    assert response["Allow"] == "POST"


def test_long_body_is_refused_unread(ask, asked):
    assert refusal(ask({**asked, "more": "x" * LONGEST_BODY})) == (413, "invalid_request")


def test_chunked_body_is_read(asked):
    headers = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    body = BytesIO(json.dumps(asked).encode())
    request = RequestFactory().post("/oauth/token", content_type="application/json", **headers)
    request.META["wsgi.input"] = body

    assert token(request).status_code == 200


class BrokenOff(BytesIO):
    """A connection that ended before its body did."""

    def read(self, *args):
        raise OSError


@pytest.mark.parametrize("broken", [{"CONTENT_LENGTH": "x"}, {"wsgi.input": BrokenOff()}])
def test_body_that_broke_off_is_refused(broken):
    request = RequestFactory().post("/oauth/token", {}, content_type="application/json")
    request.META.update(broken)
    request._stream = broken.get("wsgi.input", BytesIO())

    assert json.loads(token(request).content)["error"] == "invalid_request"


def test_request_shows_no_secret():
    assert repr(TokenRequest("ticketshop-backend", SECRET, AUDIENCE)) == (
        "TokenRequest('ticketshop-backend')"
    )
