"""Every answer is held against the published file and against our own description."""

from __future__ import annotations

from django.http import HttpResponse

from tests.protocols.tomp.v1_6.described import read_description
from tests.protocols.tomp.v1_6.published import EVERYWHERE, FURTHER, read_published

BASE = "/tomp"


def check(method: str, path: str, response: HttpResponse) -> HttpResponse:
    """AssertionError or ValidationError unless both allow the answer to that path, which stands
    without the base and without a slash at its end."""
    read_description().check(method, f"{BASE}{path}", response)
    check_published(method, path, response)
    return response


def check_published(method: str, path: str, response: HttpResponse) -> None:
    """AssertionError or ValidationError unless the published file allows the answer."""
    published = read_published()
    # Its support endpoint is the only one that the file writes with a slash at its end.
    theirs = "/support/" if path == "/support" else path
    if published is None:
        return
    template = published.find(method, theirs)
    assert template, f"{method} {path} is not in the file"
    allowed = EVERYWHERE | FURTHER.get((method, template), set())
    declared = published.document["paths"][template][method.lower()]["responses"]
    status = response.status_code
    if {str(status), "default"} & set(declared) or status not in allowed:
        published.check(method, theirs, response)
