"""Requests to another TOMP server, and what its refusals mean to us."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests
import structlog

from operators.supply.errors import (
    PrivateAddress,
    SupplierBusy,
    SupplierGone,
    SupplierRefused,
    SupplierTaken,
    SupplierUnable,
    SupplierUnfit,
    SupplierUnknown,
    SupplyError,
)
from operators.supply.states import TokenHeader
from operators.tenancy.guarding import AddressRefused
from operators.tenancy.outgoing import guarded_session
from protocols.tomp.client.members import http_date

CONNECT_SECONDS, READ_SECONDS = 5, 10
LARGEST_ANSWER = 1 << 20
"""Bytes."""
LONGEST_RETRY = 3600
USUAL_RETRY = 10
LONGEST_DETAIL = 300
REFUSED: Mapping[int, type[SupplyError]] = {
    # Of one-stop bookings: there is no such vehicle to be had.
    406: SupplierTaken,
    404: SupplierUnknown,
    405: SupplierUnable,
    409: SupplierTaken,
    410: SupplierGone,
    501: SupplierUnable,
}
WAITING = {401, 408, 425, 429}
"""That our token is not taken is for people to put right; until then nobody knows more."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """How a server is reached and what we prove ourselves with."""

    base_url: str
    version: str
    token: str
    token_header: str = TokenHeader.BEARER
    maas_id: str = ""
    allows_private: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered to a request that it did."""

    body: Any
    """None where there is none."""
    expires_at: datetime | None
    """End of a hold."""


class TompSession:
    """Calls to one server in one version of TOMP."""

    def __init__(self, line: Line) -> None:
        self.line = line

    @property
    def is_1_1(self) -> bool:
        return self.line.version.startswith("1.1")

    def get(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        """The body of the answer. As `call`."""
        return self.call("GET", path, query=query).body

    def post(self, path: str, body: Any) -> Any:
        """The same of a POST."""
        return self.call("POST", path, body=body).body

    def call(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        query: Mapping[str, Any] | None = None,
        key: str = "",
    ) -> Answer:
        """The answer, if it is a 2xx. `key` is sent as Idempotency-Key. SupplierBusy if there is no
        answer, or one that says to try again; SupplierRefused and its kin; SupplierUnfit if it is
        no JSON."""
        try:
            with guarded_session(allows_private=self.line.allows_private) as session:
                answer = session.request(
                    method,
                    f"{self.line.base_url.rstrip('/')}{path}",
                    json=body,
                    params=dict(query or {}),
                    headers=self._headers(key),
                    timeout=(CONNECT_SECONDS, READ_SECONDS),
                    allow_redirects=False,
                    stream=True,
                )
                text = _body_of(answer)
        except AddressRefused as refused:
            raise PrivateAddress from refused
        except requests.RequestException as fault:
            log.warning("supplier_silent", path=path, fault=type(fault).__name__)
            raise SupplierBusy(wait=USUAL_RETRY) from fault
        return self._understood(answer, text)

    def _headers(self, key: str) -> dict[str, str]:
        line = self.line
        sent = {
            "Accept": "application/json",
            "Accept-Language": line.language,
            "Api": "TOMP",
            "Api-Version": line.version,
        }
        if line.token_header == TokenHeader.BEARER:
            sent["Authorization"] = f"Bearer {line.token}"
        else:
            sent["X-Access-Token"] = line.token
        if line.maas_id:
            sent["maas-id"] = line.maas_id
        return {**sent, "Idempotency-Key": key} if key else sent

    def _understood(self, answer: requests.Response, text: bytes) -> Answer:
        status = answer.status_code
        if 200 <= status < 300:
            expires_at = http_date(answer.headers.get("Expires"))
            return Answer(_parsed(text) if text else None, expires_at)
        detail = _detail_of(text) or f"It answered {status}."
        if status in WAITING or (status >= 500 and status != 501):
            raise SupplierBusy(wait=_retry_of(answer))
        if status < 400:
            raise SupplierUnfit(f"It sent us elsewhere ({status}); check its address.")
        raise REFUSED.get(status, SupplierRefused)(detail)


def _body_of(answer: requests.Response) -> bytes:
    text = b""
    for block in answer.iter_content(1 << 16):
        text += block
        if len(text) > LARGEST_ANSWER:
            raise SupplierUnfit("Its answer is too long.")
    return text


def _parsed(text: bytes) -> Any:
    try:
        told = json.loads(text)
        if b"\\u" in text:
            # Half of a surrogate pair is no text that a database keeps.
            json.dumps(told, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as fault:
        raise SupplierUnfit("Its answer is no JSON.") from fault
    return told


def _detail_of(text: bytes) -> str:
    """What an `error` says, as far as it is one."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(told, dict):
        return ""
    detail = told.get("detail") or told.get("title") or ""
    return str(detail)[:LONGEST_DETAIL]


def _retry_of(answer: requests.Response) -> int:
    told = answer.headers.get("Retry-After", "")
    return min(int(told), LONGEST_RETRY) if told.isdecimal() else USUAL_RETRY
