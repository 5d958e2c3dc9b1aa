"""Answers that the client has already (RFC 9110)."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from protocols.caching import unless_known


def not_modified(request: Request, response: HttpResponse) -> HttpResponse:
    """Give the answer a strong ETag over its body; 304 if the client has that body already, and
    412 if it asked for another one with If-Match. Either has the headers that the answer had."""
    short = unless_known(request._request, response)
    if short is not response:
        response.status_code = short.status_code
        response.content = b""
        del response["Content-Type"]
    return response
