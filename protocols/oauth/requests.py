"""Reading what clients ask: JSON or a form, the client in it or in Basic credentials."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from django.http import HttpRequest
from rest_framework.exceptions import ParseError

from protocols.oauth.errors import BodyTooLong, InvalidRequest
from protocols.parsing import StrictJSONParser, take_chunked_body

LONGEST_BODY = 16 * 1024
MOST_MEMBERS = 50
CLIENT_CREDENTIALS = "client_credentials"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """What was asked for. The secret is in it, so it is never shown or logged."""

    client_id: str
    secret: str
    audience: str

    def __repr__(self) -> str:
        return f"TokenRequest({self.client_id!r})"


@dataclass(frozen=True, slots=True)
class Members:
    """What a client sent, with its id and secret wherever they stood. Never shown or logged."""

    values: Mapping[str, Any] = field(repr=False)

    def required(self, name: str) -> str:
        """InvalidRequest where it is missing or empty."""
        value = self.optional(name)
        if not value:
            raise InvalidRequest(f"The member {name} is missing.")
        return value

    def optional(self, name: str) -> str:
        """Empty where it is missing. InvalidRequest where it is no text."""
        value = self.values.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise InvalidRequest(f"The member {name} is no text.")
        return value


def read_members(request: HttpRequest) -> Members:
    """What a client sent. TokenRefused in its kinds where it cannot be read.

    A client that shows itself twice must do it alike, and to buy a token for itself it may not at
    all: there are libraries that put id and secret into the body as well when they bring a code.
    """
    members = _members(request)
    basic = _basic_credentials(request)
    if basic is None:
        return Members(members)
    shown = {"client_id": basic[0], "client_secret": basic[1]}
    again = [name for name in shown if name in members]
    is_alike = all(members[name] == shown[name] for name in again)
    if again and (members.get("grant_type") == CLIENT_CREDENTIALS or not is_alike):
        raise InvalidRequest("Send the client's secret once: in the body or as Basic credentials.")
    return Members({**members, **shown})


def read_token_request(members: Members) -> TokenRequest:
    """What a client asks for that buys a token for itself. InvalidRequest."""
    return TokenRequest(
        client_id=members.required("client_id"),
        secret=members.required("client_secret"),
        audience=members.required("audience"),
    )


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
