"""The one body of every error of this face (§5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from typing import Any

import structlog
from django.http import HttpResponse
from django_fsm import TransitionNotAllowed
from rest_framework import exceptions
from rest_framework.request import Request

from operators.listing.problems import Problem, ProblemKind, UnusableListing
from operators.tenancy.correlation import current_correlation_id
from operators.tenancy.errors import DomainError
from protocols.sales.errors import (
    BROKEN,
    QueryFaults,
    QueryUnusable,
    RangeUnsatisfiable,
    Refusal,
    refusal_of,
)
from protocols.sales.headers import HeaderFault
from protocols.sales.wire import answer, utc
from sales.orders.errors import OrderLocked

RETRY_AFTER_SECONDS = 20
RETRY_SOON_SECONDS = 1
CARD_NUMBER = re.compile(r"\d{9,}")
LONGEST_SHOWN = 100

PROBLEM_CODES = {
    ProblemKind.UNKNOWN_FIELD: "UNKNOWN_FILTER_FIELD",
    ProblemKind.UNKNOWN_OPERATOR: "INVALID_FILTER_OPERATOR",
    ProblemKind.OPERATOR_NOT_FOR_TYPE: "INVALID_FILTER_OPERATOR",
    ProblemKind.UNUSABLE_VALUE: "INVALID_FILTER_VALUE",
    ProblemKind.FILTER_REQUIRED: "FILTER_REQUIRED",
    ProblemKind.BAD_PAGE: "INVALID_PAGE",
    ProblemKind.BAD_PER_PAGE: "INVALID_PER_PAGE",
    ProblemKind.BAD_ORDER: "INVALID_SORTING",
}
PROBLEM_FIELDS = {"per_page": "perPage", "order_by": "orderBy", "direction": "sortBy"}
ALONE = frozenset({ProblemKind.BAD_PAGE, ProblemKind.BAD_PER_PAGE, ProblemKind.FILTER_REQUIRED})
"""Problems whose code is that of the whole answer where there is no other."""

MEMBER_CODES = {"required": "REQUIRED", "unknown": "UNKNOWN_FIELD", "read_only": "READ_ONLY_FIELD"}


def refuse(fault: Exception, request: Request, *, at: datetime) -> HttpResponse | None:
    """The error body, or None for a fault that is not a refusal."""
    refusal = refusal_of(fault)
    if refusal is None:
        return None
    if isinstance(fault, UnusableListing):
        codes = {problem.kind for problem in fault.problems}
        if len(codes) == 1 and codes <= ALONE:
            refusal = Refusal(400, PROBLEM_CODES[codes.pop()], refusal.title)
    response = _answer(refusal, detail_of(fault), list(_errors(fault)), request, fault, at=at)
    _add_headers(response, refusal, fault, at=at)
    return response


def apologise(request: Request, fault: Exception, *, at: datetime) -> HttpResponse:
    """The error body of a fault of ours; it tells nothing but where its log lines are."""
    return _answer(BROKEN, "Something went wrong on our side.", [], request, fault, at=at)


def detail_of(fault: Exception) -> str:
    """What people read: what is wrong and what to do."""
    if isinstance(fault, exceptions.ValidationError):
        count = len(list(_members(fault.detail, fault.get_codes())))
        return f"{count} {'member' if count == 1 else 'members'} of the body cannot be used."
    if isinstance(fault, UnusableListing) and len(fault.problems) > 1:
        return f"{len(fault.problems)} query parameters could not be used."
    if isinstance(fault, (DomainError, exceptions.APIException)):
        return str(fault.detail)
    if isinstance(fault, TransitionNotAllowed):
        state = getattr(fault.object, "state", "")
        if state:
            return f"This is not possible while it is {state}."
        return str(fault) or "This is not possible in its present status."
    return "There is nothing under this id that you may see."


def _answer(
    refusal: Refusal,
    detail: str,
    errors: list[dict[str, Any]],
    request: Request,
    fault: Exception,
    *,
    at: datetime,
) -> HttpResponse:
    structlog.contextvars.bind_contextvars(refusal=type(fault).__name__, errorcode=refusal.code)
    body = {
        "timestamp": utc(at),
        "status": refusal.status,
        "error": HTTPStatus(refusal.status).phrase,
        "title": refusal.title,
        "message": detail,
        "path": request.path,
        "correlationId": current_correlation_id(),
        "errorCode": refusal.code,
        "errors": errors,
    }
    reason = getattr(fault, "error_reason", "") or REASONS.get(refusal.code, "")
    if reason:
        body["errorReason"] = reason
    response: HttpResponse = answer(body, status=refusal.status)
    return response


REASONS = {
    "RESOURCE_BUSY": "RESOURCE_BUSY",
    "PAYMENT_REFUSED": "REFUSED_BY_ISSUER",
    "AUTHENTICATION_NEEDED": "SOFT_DECLINE",
}
"""`errorReason` by errorCode: what a client reacts to."""
SOON = frozenset({"RESOURCE_BUSY", "IDEMPOTENCY_KEY_IN_USE"})


def _add_headers(
    response: HttpResponse, refusal: Refusal, fault: Exception, *, at: datetime
) -> None:
    status = response.status_code
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    if isinstance(fault, exceptions.MethodNotAllowed):
        return
    if isinstance(fault, RangeUnsatisfiable):
        response.headers["Content-Range"] = fault.content_range
    wait = getattr(fault, "wait", None)
    if isinstance(fault, OrderLocked):
        wait = (fault.until - at).total_seconds()
    if refusal.code in SOON:
        wait = RETRY_SOON_SECONDS
    if wait is not None or status in (429, 503):
        response.headers["Retry-After"] = str(max(1, int(wait or RETRY_AFTER_SECONDS)))


def _errors(fault: Exception) -> Iterator[dict[str, Any]]:
    """One entry for each thing that is wrong."""
    if isinstance(fault, UnusableListing):
        yield from map(_problem, fault.problems)
    elif isinstance(fault, exceptions.ValidationError):
        yield from _members(fault.detail, fault.get_codes())
    elif isinstance(fault, QueryUnusable):
        yield _asked(fault)
    elif isinstance(fault, QueryFaults):
        yield from map(_asked, fault.faults)
    elif isinstance(fault, HeaderFault):
        code = "REQUIRED" if type(fault).__name__ == "HeaderMissing" else "INVALID_VALUE"
        yield {"field": fault.header, "errorCode": code, "message": fault.detail}


def _asked(fault: QueryUnusable) -> dict[str, Any]:
    return {
        "field": fault.field,
        "errorCode": fault.code,
        "message": fault.detail,
        "rejectedValue": _shown(fault.value),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "field": PROBLEM_FIELDS.get(problem.field, problem.field),
        "errorCode": PROBLEM_CODES[problem.kind],
        "message": problem.message,
        "rejectedValue": _shown(problem.value),
    }


def _shown(value: str) -> str:
    """What was sent, without what could be a card number, and not too much of it."""
    return CARD_NUMBER.sub(lambda found: f"…{found[0][-4:]}", value)[:LONGEST_SHOWN]


def _members(detail: Any, codes: Any, path: str = "") -> Iterator[dict[str, Any]]:
    """One entry for each fault of a body: where it is and what is wrong there. What was sent is
    not repeated, since bodies hold personal data."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            inside = path if name == "non_field_errors" else f"{path}.{name}".lstrip(".")
            yield from _members(inner, codes[name], inside)
        return
    for place, (text, code) in enumerate(zip(detail, codes, strict=True)):
        if isinstance(text, dict):
            if text:
                yield from _members(text, code, f"{path}[{place}]")
        else:
            told = MEMBER_CODES.get(str(code), "INVALID_VALUE")
            yield {"field": path, "errorCode": told, "message": str(text)}
