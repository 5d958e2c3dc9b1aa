"""Answers of TOMP 1.1, held against the published file."""

from __future__ import annotations

from typing import Any

from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.published import read_published


def answer_of(
    partner: Partner, path: str, method: str = "GET", body: Any = None, **more: str
) -> Any:
    """The body of an answer with status 200 that the file allows."""
    response = partner.send(method, path, body, **more)
    assert response.status_code == 200, response.content
    published = read_published("1.1.0")
    if published is not None:
        published.check(method, path.split("?")[0], response)
    return response.json()
