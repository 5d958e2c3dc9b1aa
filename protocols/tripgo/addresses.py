"""The addresses in answers: absolute, and with the flags that the request carried (§1)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request

BASE = "v1"
FLAGS = ("bsb", "psb")
"""Sandboxes of booking and of payment; what asked with them is asked with them further on."""
CLIENT = "client"
"""The id of a client that sends none of its own in a header (§4.5)."""
CARRIED = (*FLAGS, CLIENT)
LONGEST_CARRIED = 64
SAFE = "-._~"


def absolute(request: HttpRequest | Request, path: str, **query: Any) -> str:
    """The address of a path below the base, such as `trip/update/3f1c`; the parameters of the query
    come before what the request carried. Parts of the path are quoted by `part`."""
    asked = request.GET
    carried = {
        name: value[:LONGEST_CARRIED] for name in CARRIED if (value := asked.get(name, "").strip())
    }
    told = {**{name: value for name, value in query.items() if value is not None}, **carried}
    tail = f"?{urlencode(told)}" if told else ""
    return f"{settings.BASE_URL}/{BASE}/{path}{tail}"


def part(text: str) -> str:
    """A text as one part of a path."""
    return quote(text, safe=SAFE)


def is_set(request: HttpRequest | Request, flag: str) -> bool:
    """Whether a flag of the query is set: `bsb=1`, or `true`."""
    return request.GET.get(flag, "").lower() in ("1", "true")
