"""One signed call to a partner, and what it came to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any

import requests
from django.core.serializers.json import DjangoJSONEncoder
from django.views.decorators.debug import sensitive_variables
from standardwebhooks import Webhook
from urllib3.exceptions import HTTPError

from operators.tenancy.deadlines import hung_up_after
from operators.tenancy.guarding import AddressRefused
from operators.tenancy.outgoing import guarded_session
from operators.tenancy.sealing import unseal
from protocols.deliveries.renderers import RENDERERS
from protocols.models import CallbackEndpoint

CONNECT_SECONDS, READ_SECONDS = 5, 10
LONGEST_CALL = 20
"""Seconds, for a partner that answers drop by drop."""
MOST_READ = 64 * 1024
"""Bytes of an answer; what is more is not read."""
BLOCK = 8 * 1024
GONE, TOO_MANY = 410, 429
REFUSALS = frozenset({400, 405, 406, 409, 411, 413, 414, 415, 422})
"""What is said against the call itself. 401, 403 and 404 are not: that is also what a partner tells
whose token was changed or whose server stands behind a proxy without it."""
LONGEST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Call:
    """What is sent to a partner, and where."""

    reference: str
    """The same for all tries of one message."""
    address: str
    method: str
    path: str
    body: Mapping[str, Any]

    @property
    def url(self) -> str:
        return f"{self.address.rstrip('/')}/{self.path}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call came to: a status, or why there was none."""

    status: int | None
    error: str
    """Empty if it was answered well."""
    milliseconds: int
    retry_after: timedelta | None = None
    body: bytes = b""

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        return self.status == GONE

    @property
    def is_refusal(self) -> bool:
        """The partner does not want this call as it is; the next one may be welcome."""
        return self.status in REFUSALS

    @property
    def is_down(self) -> bool:
        """The partner as a whole does not answer, not only this call."""
        return self.status is None or self.status >= 500 or self.status == TOO_MANY


@sensitive_variables()
def call_partner(endpoint: CallbackEndpoint, call: Call, *, at: datetime) -> Answer:
    """Make a call; `endpoint` comes with its tenant. Nothing is raised for what a partner does.

    It waits 5 seconds for a connection and 10 for the answer, 20 in all, follows no redirect, and
    reads 64 KiB at most. Addresses that are not public are refused unless tenant and endpoint
    allow them.
    """
    allows_private = endpoint.allows_private and endpoint.tenant.allows_private_callbacks
    content = json.dumps(call.body, cls=DjangoJSONEncoder, ensure_ascii=False)
    began = monotonic()
    with (
        guarded_session(allows_private=allows_private) as session,
        hung_up_after(LONGEST_CALL) as is_over,
    ):
        try:
            with session.request(
                call.method,
                call.url,
                data=content.encode(),
                headers=headers_of(endpoint, call, content=content, at=at),
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                answer = _answer(response, began=began, at=at)
        except (requests.RequestException, HTTPError, AddressRefused, OSError) as failure:
            answer = Answer(None, reason_of(failure), _milliseconds(began))
        if is_over.is_set():
            return Answer(None, f"No end within {LONGEST_CALL} seconds.", _milliseconds(began))
        return answer


def headers_of(
    endpoint: CallbackEndpoint, call: Call, *, content: str, at: datetime
) -> dict[str, str]:
    """Those of the wire format, of Standard Webhooks, and the partner's access token.

    The token goes to the agreed address alone: a booking may bring one that is not the partner's.
    """
    secret = unseal(endpoint.sealed_signing_secret).decode()
    return {
        **RENDERERS[endpoint.face].headers(endpoint),
        **_credential(endpoint, call),
        "Content-Type": "application/json",
        "User-Agent": "Perron",
        "webhook-id": call.reference,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(call.reference, at, content),
    }


def _credential(endpoint: CallbackEndpoint, call: Call) -> dict[str, str]:
    if not endpoint.sealed_access_token or call.address != endpoint.base_url:
        return {}
    token = unseal(endpoint.sealed_access_token).decode()
    if endpoint.token_header:
        return {endpoint.token_header: token}
    return {"Authorization": f"Bearer {token}"}


def reason_of(failure: Exception) -> str:
    """Why there was no answer, in words."""
    if isinstance(failure, AddressRefused):
        return f"The address {failure} is not public; tenant and endpoint do not both allow that."
    if isinstance(failure, requests.ConnectTimeout):
        return f"No connection within {CONNECT_SECONDS} seconds."
    if isinstance(failure, requests.Timeout):
        return f"No answer within {READ_SECONDS} seconds."
    if isinstance(failure, requests.exceptions.SSLError):
        return "The certificate of the partner's server is not good."
    return f"The partner's server was not reached ({type(failure).__name__})."


def _answer(response: requests.Response, *, began: float, at: datetime) -> Answer:
    body = _read(response)
    status = response.status_code
    is_good = 200 <= status < 300
    error = "" if is_good else f"{status} {response.reason or ''}".rstrip()[:LONGEST_TOLD]
    patience = _retry_after(response.headers.get("Retry-After", ""), at=at)
    return Answer(status, error, _milliseconds(began), patience, body)


def _read(response: requests.Response) -> bytes:
    """The beginning of an answer."""
    taken = b""
    for block in response.iter_content(BLOCK):
        taken += block
        if len(taken) >= MOST_READ:
            break
    return taken[:MOST_READ]


def _retry_after(text: str, *, at: datetime) -> timedelta | None:
    """Whole seconds or a date, as HTTP has it; None for nonsense and for what is over."""
    if text.isascii() and text.isdecimal():
        return timedelta(seconds=min(int(text[:9]), 10**8))
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return until - at if until.tzinfo and until > at else None


def _milliseconds(began: float) -> int:
    return round((monotonic() - began) * 1000)
