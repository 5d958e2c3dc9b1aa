"""Checks that the readers of requests and queries share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from protocols.tomp.errors import Missing, PageTooLarge
from protocols.tomp.fields import WireRequest


def checked(kind: type[WireRequest], told: Any, **context: Any) -> dict[str, Any]:
    """The members that are read; what their checks need beside them is `context`. ValidationError
    tells of all that are wrong."""
    request = kind(data=told, context=context)
    request.is_valid(raise_exception=True)
    return request.validated_data


def limit_of(told: Mapping[str, Any], largest: int) -> int:
    """The size of the page asked for; the largest one where none is told. PageTooLarge."""
    limit: int = told.get("limit", largest)
    if limit > largest:
        raise PageTooLarge(f"limit: at most {largest} rows come in one page.")
    return limit


def require(body: Any, member: str, hint: str) -> None:
    """Missing unless the member is there."""
    if isinstance(body, Mapping) and body.get(member) in (None, ""):
        raise Missing(f"{member}: {hint}")
