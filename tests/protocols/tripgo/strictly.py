"""Answers held against our own description of this format, read strictly: a member that it does not
name is a fault, and so is one of another type."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.protocols.openapi import Published, served_strictly
from tests.protocols.tripgo.client import App, body_of, path_of

NAME = "tripgo-schema"


@cache
def description() -> Published:
    return Published(served_strictly(NAME))


def get_strictly(app: App, path: str, status: int = 200) -> Any:
    return send_strictly(app, "GET", path, status=status)


def post_strictly(app: App, path: str, body: Any = None, status: int = 200) -> Any:
    return send_strictly(app, "POST", path, {} if body is None else body, status=status)


def send_strictly(app: App, method: str, path: str, body: Any = None, *, status: int) -> Any:
    response = app.send(method, path, body)
    told = body_of(response, status)
    description().check(method, path_of(path).partition("?")[0], response)
    return told
