"""Answers that the client has already (RFC 9110)."""

from __future__ import annotations

import hashlib

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from rest_framework.request import Request


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
