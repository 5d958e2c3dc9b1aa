"""How long an answer may be kept: as long as the barcode in it lives (RFC 9111)."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.utils.cache import get_conditional_response
from rest_framework.request import Request
from rest_framework.response import Response


def cache_until(response: Response, fresh_until: datetime | None, *, at: datetime) -> None:
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


def not_modified(request: Request, response: Response) -> Response:
    """Give the answer a strong ETag over its body; 304 if the client has that body already, and
    412 if it asked for another one with If-Match."""
    etag = f'"{hashlib.sha256(json.dumps(response.data).encode()).hexdigest()[:32]}"'
    response["ETag"] = etag
    short = get_conditional_response(request._request, etag=etag)
    if short is None:
        return response
    return Response(status=short.status_code, headers=dict(response.items()))
