"""Every answer is held against the published file and against our own description."""

from __future__ import annotations

from django.http import HttpResponse

from tests.protocols.tomp.edge.described import read_description
from tests.protocols.tomp.edge.published import read_published
from tests.protocols.tomp.edge.renting import BASE

OF_HTTP = {405, 413, 415}
"""Refusals of HTTP itself, which the published file declares nowhere."""


def check(response: HttpResponse) -> HttpResponse:
    """AssertionError or ValidationError unless both allow the answer."""
    request = response.wsgi_request
    path = request.path.removeprefix(BASE).rstrip("/")
    # Its support endpoint is the only one that the file writes with a slash at its end.
    theirs = "/support/" if path == "/support" else path
    published = read_published()
    if published and response.status_code not in OF_HTTP:
        published.check(request.method, theirs, response)
    read_description().check(request.method, f"{BASE}{path}", response)
    return response


def is_described(response: HttpResponse) -> bool:
    """Whether our description knows the operation that answered."""
    request = response.wsgi_request
    return read_description().knows(request.method, request.path.rstrip("/"))
