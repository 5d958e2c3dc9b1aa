"""The one body of every error of this face (§10). Whatever has `usererror` is an error to an app,
so no other answer may have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import structlog
from rest_framework import exceptions
from rest_framework.response import Response

from protocols.tripgo.errors import (
    BROKEN,
    REFUSALS,
    TASKS,
    Refusal,
    Refusals,
    TripGoRefusal,
    refusal_of,
)
from protocols.tripgo.wording import ENGLISH, Phrases, member_reason, reason_of

LONGEST_MESSAGE = 500
RETRY_AFTER_SECONDS = 20
RETRY = "RETRY"


def refuse(
    fault: Exception,
    refusals: Refusals = REFUSALS,
    words: Phrases = ENGLISH,
    *,
    failure: str = "",
) -> Response | None:
    """The error body, or None for a fault that is not a refusal. `failure` is the title of what
    could not be done."""
    refusal = refusal_of(fault, refusals)
    if refusal is None:
        return None
    if failure and refusal in TASKS:
        refusal = replace(refusal, title=failure)
    response = tell(refusal, message_of(fault, words), fault, words)
    if refusal.status == 401:
        response["WWW-Authenticate"] = 'ApiKey realm="tripgo", header="X-TripGo-Key"'
    if refusal.status in (429, 491):
        wait = getattr(fault, "wait", None) or RETRY_AFTER_SECONDS
        response["Retry-After"] = str(max(1, int(wait)))
    return response


def apologise(fault: Exception, words: Phrases = ENGLISH) -> Response:
    """The error body of a fault of ours; it tells nothing more than that."""
    return tell(BROKEN, words.apology, fault, words)


def error_body(
    refusal: Refusal, message: str, fault: Exception, words: Phrases = ENGLISH
) -> dict[str, Any]:
    """An error as apps read it. A button needs both its label and where it leads to."""
    url = fault.url if isinstance(fault, TripGoRefusal) else ""
    label = fault.recovery_title if isinstance(fault, TripGoRefusal) else ""
    told: dict[str, Any] = {
        "errorCode": refusal.error_code,
        "title": words.titles.get(refusal.title, refusal.title),
        "error": _shortened(message),
        "usererror": refusal.is_users,
    }
    if refusal.recovery and (refusal.recovery != RETRY or url):
        told["recovery"] = refusal.recovery
    if url:
        told["url"] = url
    if url and label:
        told["recoveryTitle"] = label
    return told


def tell(refusal: Refusal, message: str, fault: Exception, words: Phrases = ENGLISH) -> Response:
    """The answer with that body; the log has its kind and code, and none of its words."""
    structlog.contextvars.bind_contextvars(
        refusal=type(fault).__name__, errorcode=refusal.error_code
    )
    return Response(error_body(refusal, message, fault, words), status=refusal.status)


def message_of(fault: Exception, words: Phrases = ENGLISH) -> str:
    """What people read: where it is wrong and what to do; what was sent is not repeated."""
    if isinstance(fault, exceptions.ValidationError):
        told = [(path, member_reason(wrong, words)) for path, wrong in _flat(fault.detail)]
        return " ".join(f"{path}: {reason}" if path else reason for path, reason in told)
    return reason_of(fault, words)


def _shortened(message: str) -> str:
    return message if len(message) <= LONGEST_MESSAGE else f"{message[: LONGEST_MESSAGE - 1]}…"


def _flat(detail: Any, path: str = "") -> Iterator[tuple[str, exceptions.ErrorDetail]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            inside = path if name == "non_field_errors" else f"{path}.{name}".lstrip(".")
            yield from _flat(inner, inside)
        return
    for position, told in enumerate(detail):
        if isinstance(told, dict):
            yield from _flat(told, f"{path}[{position}]")
        else:
            yield path, told
