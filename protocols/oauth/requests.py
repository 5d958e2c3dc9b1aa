"""Reading a request for a token: JSON or a form, the client in it or in Basic credentials."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from django.http import HttpRequest
from rest_framework.exceptions import ParseError

from protocols.oauth.errors import BodyTooLong, InvalidRequest, UnsupportedGrantType
from protocols.parsing import StrictJSONParser, take_chunked_body

LONGEST_BODY = 16 * 1024
MOST_MEMBERS = 50
GRANT_TYPE = "client_credentials"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """What was asked for. The secret is in it, so it is never shown or logged."""

    client_id: str
    secret: str
    audience: str

    def __repr__(self) -> str:
        return f"TokenRequest({self.client_id!r})"


def read_token_request(request: HttpRequest) -> TokenRequest:
    """The request's members. TokenRefused in its kinds where they cannot be used."""
    members = _members(request)
    basic = _basic_credentials(request)
    if basic and ("client_id" in members or "client_secret" in members):
        raise InvalidRequest("Send the client's secret once: in the body or as Basic credentials.")
    if basic:
        members = {**members, "client_id": basic[0], "client_secret": basic[1]}
    grant_type = _required(members, "grant_type")
    asked = TokenRequest(
        client_id=_required(members, "client_id"),
        secret=_required(members, "client_secret"),
        audience=_required(members, "audience"),
    )
    if grant_type != GRANT_TYPE:
        raise UnsupportedGrantType
    return asked


def uses_basic(request: HttpRequest) -> bool:
    """Whether the client shows itself by Basic credentials."""
    scheme = str(request.META.get("HTTP_AUTHORIZATION", "")).partition(" ")[0]
    return scheme.lower() == "basic"


def _members(request: HttpRequest) -> Mapping[str, Any]:
    body = _body(request)
    if request.content_type == JSON:
        return _from_json(body)
    if request.content_type == FORM:
        return _from_form(body)
    raise InvalidRequest(f"Send the request as {JSON} or {FORM}.")


def _body(request: HttpRequest) -> bytes:
    take_chunked_body(request)
    try:
        is_too_long = int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY
        body = b"" if is_too_long else request.body
    except (OSError, ValueError) as fault:
        raise InvalidRequest("The body broke off, or its length is no number.") from fault
    if is_too_long:
        raise BodyTooLong
    return body


def _from_json(body: bytes) -> Mapping[str, Any]:
    try:
        parsed = StrictJSONParser().parse(BytesIO(body))
    except ParseError as fault:
        raise InvalidRequest(str(fault.detail)) from fault
    if not isinstance(parsed, dict):
        raise InvalidRequest("The body is no JSON object.")
    return parsed


def _from_form(body: bytes) -> Mapping[str, Any]:
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_MEMBERS,
        )
    except ValueError as fault:
        raise InvalidRequest("The body is no form of UTF-8 text.") from fault
    members = dict(pairs)
    if len(members) < len(pairs):
        raise InvalidRequest("A member is there more than once.")
    return members


def _basic_credentials(request: HttpRequest) -> tuple[str, str] | None:
    """Client id and secret, which RFC 6749 (§2.3.1) wants encoded as in a form."""
    if not uses_basic(request):
        return None
    encoded = request.META["HTTP_AUTHORIZATION"].partition(" ")[2].strip()
    try:
        text = base64.b64decode(encoded, validate=True).decode("utf-8")
    except (binascii.Error, ValueError) as fault:
        raise InvalidRequest("The Basic credentials cannot be read.") from fault
    client_id, colon, secret = text.partition(":")
    if not colon:
        raise InvalidRequest("The Basic credentials cannot be read.")
    return unquote_plus(client_id), unquote_plus(secret)


def _required(members: Mapping[str, Any], name: str) -> str:
    value = members.get(name)
    if value is None or value == "":
        raise InvalidRequest(f"The member {name} is missing.")
    if not isinstance(value, str):
        raise InvalidRequest(f"The member {name} is no text.")
    return value
