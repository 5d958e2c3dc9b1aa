"""The one body of every error of this face: problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import structlog
from django.http import HttpResponse
from rest_framework import exceptions

from operators.tenancy.correlation import current_correlation_id
from operators.tenancy.errors import DomainError
from protocols.inspection.errors import BROKEN, QueryUnusable, Refusal, refusal_of

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 20


def refuse(fault: Exception) -> HttpResponse | None:
    """The problem, or None for a fault that is not a refusal."""
    refusal = refusal_of(fault)
    if refusal is None:
        return None
    response = _problem(refusal, _detail(fault), list(_errors(fault)), fault)
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="inspection"'
    if refusal.status == 429:
        wait = getattr(fault, "wait", None) or RETRY_AFTER_SECONDS
        response.headers["Retry-After"] = str(max(1, int(wait)))
    return response


def apologise(fault: Exception) -> HttpResponse:
    """The problem of a fault of ours; it tells nothing but where its log lines are."""
    return _problem(BROKEN, "Something went wrong on our side.", [], fault)


def faults_of(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Where in a body something is wrong, and what; what was sent is not repeated."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            inside = path if name == "non_field_errors" else f"{path}.{name}".lstrip(".")
            yield from faults_of(inner, inside)
        return
    for told in detail:
        yield path, str(told)


def _problem(
    refusal: Refusal, detail: str, errors: list[dict[str, str]], fault: Exception
) -> HttpResponse:
    structlog.contextvars.bind_contextvars(refusal=type(fault).__name__, errorcode=refusal.code)
    body = {
        "type": "about:blank",
        "title": refusal.title,
        "status": refusal.status,
        "detail": detail,
        "code": refusal.code,
        "correlationId": current_correlation_id(),
        "errors": errors,
    }
    return HttpResponse(json.dumps(body), status=refusal.status, content_type=MEDIA_TYPE)


def _detail(fault: Exception) -> str:
    if isinstance(fault, exceptions.ValidationError):
        count = len(list(faults_of(fault.detail)))
        return f"{count} {'member' if count == 1 else 'members'} of the body cannot be used."
    if isinstance(fault, (DomainError, exceptions.APIException)):
        return str(fault.detail)
    return "The request body is too large."


def _errors(fault: Exception) -> Iterator[dict[str, str]]:
    if isinstance(fault, exceptions.ValidationError):
        for member, detail in faults_of(fault.detail):
            yield {"member": member, "detail": detail}
    elif isinstance(fault, QueryUnusable):
        yield {"member": fault.name, "detail": fault.detail}
