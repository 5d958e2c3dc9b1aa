"""How amounts, moments and bodies look on the wire (§6)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse

MEDIA_TYPE = "application/json"


def money(amount: Decimal | str) -> str:
    """Two decimals and a point; zero has no sign."""
    text = f"{Decimal(amount):.2f}"
    return "0.00" if text == "-0.00" else text


def utc(moment: datetime) -> str:
    """Whole UTC seconds with a Z."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def utc_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else utc(moment)


def answer(body: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Any:
    """A finished answer. (Not typed, since the views of the framework want an answer of its own
    kind, which would be finished later.)"""
    if status == 204:
        return HttpResponse(status=204, headers=headers)
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=headers)
