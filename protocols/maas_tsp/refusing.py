"""The one body of every error of this face: code, message, and where to look further."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import structlog
from django_fsm import TransitionNotAllowed
from rest_framework import exceptions
from rest_framework.response import Response

from operators.tenancy.correlation import current_correlation_id
from operators.tenancy.errors import DomainError
from protocols.maas_tsp.errors import BROKEN, REFUSALS, MaasRefusal, Refusal, Refusals, refusal_of

LONGEST_MESSAGE = 256
RETRY_AFTER_SECONDS = 20
APOLOGY = "Something went wrong on our side. Quote the correlationId when you ask for help."


def refuse(fault: Exception, refusals: Refusals = REFUSALS) -> Response | None:
    """The error body (core/error), or None for a fault that is not a refusal."""
    refusal = refusal_of(fault, refusals)
    if refusal is None:
        return None
    response = _tell(refusal, message_of(fault), dict(_extras(fault)), fault)
    if refusal.status == 401:
        response["WWW-Authenticate"] = 'ApiKey realm="maas", header="X-API-Key"'
    if refusal.status in (429, 503):
        wait = getattr(fault, "wait", None) or RETRY_AFTER_SECONDS
        response["Retry-After"] = str(max(1, int(wait)))
    return response


def apologise(fault: Exception) -> Response:
    """The error body of a fault of ours; it tells nothing but where its log lines are."""
    return _tell(BROKEN, APOLOGY, {}, fault)


def message_of(fault: Exception) -> str:
    """What people read: where it is wrong and what to do."""
    if isinstance(fault, exceptions.ValidationError):
        return " ".join(f"{path}: {told}" if path else told for path, told in faults_of(fault))
    if isinstance(fault, (DomainError, exceptions.APIException)):
        return str(fault.detail)
    if isinstance(fault, TransitionNotAllowed):
        return "This is not possible in the present state of the booking."
    return "There is nothing under this id that you may see."


def faults_of(fault: exceptions.ValidationError) -> Iterator[tuple[str, str]]:
    """Where in a request something is wrong, and what; what was sent is not repeated."""
    yield from _flat(fault.detail)


def _extras(fault: Exception) -> Iterator[tuple[str, Any]]:
    if isinstance(fault, MaasRefusal):
        yield from fault.extras.items()
    if isinstance(fault, exceptions.ValidationError):
        yield "errors", [{"member": path, "message": told} for path, told in faults_of(fault)]


def _tell(refusal: Refusal, message: str, extras: dict[str, Any], fault: Exception) -> Response:
    structlog.contextvars.bind_contextvars(refusal=type(fault).__name__, errorcode=refusal.code)
    body = {
        "code": refusal.code,
        "message": _shortened(message),
        "correlationId": current_correlation_id(),
        **extras,
    }
    return Response(body, status=refusal.status)


def _shortened(message: str) -> str:
    return message if len(message) <= LONGEST_MESSAGE else f"{message[: LONGEST_MESSAGE - 1]}…"


def _flat(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            inside = path if name == "non_field_errors" else f"{path}.{name}".lstrip(".")
            yield from _flat(inner, inside)
        return
    for position, told in enumerate(detail):
        if isinstance(told, dict):
            yield from _flat(told, f"{path}[{position}]")
        else:
            yield path, str(told)
