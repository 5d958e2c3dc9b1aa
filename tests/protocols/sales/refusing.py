"""What every refusal of this face looks like (§5)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from tests.protocols.sales.till import body_of

MEMBERS = [
    *("timestamp", "status", "error", "title", "message"),
    *("path", "correlationId", "errorCode", "errors"),
]


def refused(response: HttpResponse, status: int, code: str) -> Any:
    """The error body of §5, checked."""
    body = body_of(response, status)
    assert [name for name in body if name != "errorReason"] == MEMBERS
    assert (body["status"], body["errorCode"]) == (status, code)
    assert body["timestamp"] == f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}"
    assert body["correlationId"] == response["correlationId"] == response["X-Correlation-Id"]
    assert response["Content-Type"] == "application/json"
    return body
