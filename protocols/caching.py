"""How long an answer may be kept: as long as the barcode in it lives (RFC 9111); and whether the
client has it already (RFC 9110)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response


def body_tag(body: bytes) -> str:
    """A strong ETag of these octets."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def unless_known(request: HttpRequest, response: HttpResponse, tag: str = "") -> HttpResponse:
    """The answer with its ETag, of its body where there is no other; 304 if the client has it, 412
    if it asked for another one with If-Match."""
    response.headers["ETag"] = tag = tag or body_tag(response.content)
    return get_conditional_response(request, etag=tag, response=response) or response


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
