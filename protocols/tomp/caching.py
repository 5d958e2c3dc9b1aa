"""How long an answer may be kept: as long as the barcode in it lives (RFC 9111)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from rest_framework.request import Request


def cache_until(response: HttpResponse, fresh_until: datetime | None, *, at: datetime) -> None:
    """Whole seconds, at least one, until the barcode's window ends; no-cache without barcode.

    They count to `validUntil` as it is told, in whole seconds. `Expires` is left out: in TOMP
    that header is the end of PENDING.
    """
    if fresh_until is None:
        response["Cache-Control"] = "private, no-cache"
        return
    told = fresh_until.replace(microsecond=0)
    seconds = max(1, int((told - at).total_seconds()))
    response["Cache-Control"] = f"private, max-age={seconds}"


def not_modified(request: Request, response: HttpResponse) -> HttpResponse:
    """Give the answer a strong ETag over its body; 304 if the client has that body already, and
    412 if it asked for another one with If-Match."""
    response["ETag"] = etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    short = get_conditional_response(request._request, etag=etag)
    if short is not None:
        response.status_code = short.status_code
        response.content = b""
        del response["Content-Type"]
    return response
