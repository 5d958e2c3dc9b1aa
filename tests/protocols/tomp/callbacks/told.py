"""What a platform was told, held against the published file of its version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.factories.partners import Heard, Partner
from tests.protocols.deliveries.delivering import deliver
from tests.protocols.openapi import Published
from tests.protocols.tomp import published as of_1_1
from tests.protocols.tomp.v1_6 import published as of_1_6

BODY = ("requestBody", "content", "application/json", "schema")


def told(partner: Partner, version: str, *, at: datetime) -> list[tuple[str, str, Any]]:
    """Deliver everything; returns method, path and body of each call since the last time."""
    partner.heard.clear()
    deliver(at)
    for call in partner.heard:
        check(call, version)
    return [(call.method, call.path.removeprefix("/mp"), call.told) for call in partner.heard]


def check(call: Heard, version: str) -> None:
    """ValidationError unless the file describes this call with this body."""
    file = published_of(version)
    if file is None:
        return
    template = file.find(call.method, call.path.removeprefix("/mp"))
    assert template, f"{call.method} {call.path} is not described"
    file.validate(call.told, "paths", template, call.method.lower(), *BODY)
    assert call.headers["api-version"] == version


def published_of(version: str) -> Published | None:
    if version.startswith("1.1"):
        return of_1_1.read_published(version)
    return of_1_6.read_published()
