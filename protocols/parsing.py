"""Reading request bodies so that no input reaches the database that it cannot store."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from math import isinf
from typing import IO, Any

from django.conf import settings
from django.http import HttpRequest
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

# A backslash that is escaped itself begins no escape.
ESCAPED_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
MOST_LEVELS = 100
"""Of lists and objects in each other. Whoever goes through a body takes a few calls for each level,
and Python has a thousand."""
TOO_DEEP = "it is nested too deeply"


class BodyTooLarge(APIException):
    """The request body is larger than this service reads."""

    status_code = 413
    default_detail = "The request body is too large."


class StrictJSONParser(BaseParser):
    """JSON of RFC 8259 within the size limit: no NaN, no lone surrogates, no NUL characters, no
    name twice in one object, and at most 100 levels."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise BodyTooLarge(f"The request body is larger than {limit} bytes.")
        try:
            text = raw.decode("utf-8")
            parsed = json.loads(
                text,
                parse_constant=_refuse_constant,
                parse_int=_bounded_int,
                parse_float=_finite_float,
                object_pairs_hook=_named_once,
            )
            if text.count("[") + text.count("{") > MOST_LEVELS:
                _check_levels(parsed)
            if "\\" in text:
                _check_escapes(text, parsed)
        except (ValueError, RecursionError) as fault:
            raise ParseError(f"The body is no valid JSON: {_reason(fault)}.") from fault
        return parsed


def take_chunked_body(request: HttpRequest) -> None:
    """Make a body that was sent in chunks readable: Django reads none without Content-Length.

    Some clients send JSON so by default. The server has to mark the end of such a body.
    """
    told = request.META.get("HTTP_TRANSFER_ENCODING", "").lower()
    if told != "chunked" or not request.META.get("wsgi.input_terminated"):
        return
    body = request.META["wsgi.input"].read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    request.META["CONTENT_LENGTH"] = str(len(body))
    request._stream = BytesIO(body)  # what HttpRequest reads from


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _bounded_int(digits: str) -> int:
    if len(digits) > 40:
        raise ValueError("a number has too many digits")
    return int(digits)


def _finite_float(digits: str) -> float:
    number = float(digits)
    if isinf(number):
        raise ValueError("a number is too large")
    return number


def _named_once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a name that is there twice readers take this one or that, so nobody may guess."""
    known = dict(members)
    if len(known) < len(members):
        raise ValueError("an object has the same name twice")
    return known


def _check_levels(parsed: Any) -> None:
    level = [parsed]
    for _ in range(MOST_LEVELS):
        level = [inner for one in level for inner in _inside(one) if isinstance(inner, dict | list)]
        if not level:
            return
    raise ValueError(TOO_DEEP)


def _inside(parsed: Any) -> Iterable[Any]:
    if isinstance(parsed, dict):
        return parsed.values()
    return parsed if isinstance(parsed, list) else ()


def _check_escapes(text: str, parsed: Any) -> None:
    """Only escapes can bring in what the database cannot hold, so plain bodies skip this."""
    if ESCAPED_NUL.search(text):
        raise ValueError("it holds a NUL character")
    json.dumps(parsed, ensure_ascii=False).encode("utf-8")


def _reason(fault: Exception) -> str:
    if isinstance(fault, json.JSONDecodeError):
        return f"{fault.msg} in line {fault.lineno}, column {fault.colno}"
    if isinstance(fault, UnicodeError):
        return "it is not UTF-8 text"
    if isinstance(fault, RecursionError):
        return TOO_DEEP
    return str(fault)
