"""What is noted of every request, in one pass: its correlation id, one log line, one measurement.

No path, query, header or body is logged: they hold tokens, secrets of links and personal data. The
route is, and the id in it where that is a `reference`, which only its partner can use; and what a
face binds itself, such as the name that a client gives its program.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

import structlog
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponseBase

from config.metrics.requests import count_request
from operators.tenancy.correlation import (
    HEADER,
    NAME,
    choose_correlation_id,
    current_correlation_id,
)

log = structlog.get_logger("perron.requests")

SENT_AS = ("HTTP_CORRELATIONID", "HTTP_X_CORRELATION_ID", "HTTP_X_REQUEST_ID")
QUIET = frozenset({"health-live", "health-ready", "metrics"})
"""Probes come every few seconds: only their failures are news."""
NO_ROUTE = "none"


class RequestNote:
    """Middleware: binds the correlation id, sends it back, and notes the request when it is done.

    The id comes from the header correlationId, X-Correlation-ID or X-Request-ID, whichever is first
    and fit for use, else it is made. A face whose format has an opinion about ids may bind another
    one before it does anything else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        got_request_exception.connect(_remember_failure)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = perf_counter()
        meta = request.META
        chosen = choose_correlation_id(*(meta.get(name) for name in SENT_AS))
        structlog.contextvars.bind_contextvars(**{NAME: chosen})
        try:
            response = self.get_response(request)
            response.headers[HEADER] = current_correlation_id()
            _note(request, response, perf_counter() - began)
        finally:
            structlog.contextvars.clear_contextvars()
        return response


def _note(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    match = request.resolver_match
    route = match.view_name if match else NO_ROUTE
    status, method = response.status_code, request.method or ""
    count_request(route, method, status, seconds)
    failure = getattr(request, "failure", None)
    noted: dict[str, Any] = {"exc_info": failure} if failure else {}
    if match and "reference" in match.kwargs:
        noted["reference"] = match.kwargs["reference"]
    log.log(
        _level(route, status),
        "request",
        method=method,
        route=route,
        status=status,
        ms=round(seconds * 1000, 1),
        **noted,
    )


def _level(route: str, status: int) -> int:
    if status >= 500:
        return logging.ERROR
    if status >= 400:
        return logging.WARNING
    return logging.DEBUG if route in QUIET else logging.INFO


def _remember_failure(sender: object, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Keep what made a request fail for its one line."""
    if request is not None:
        request.failure = sys.exc_info()[1]  # type: ignore[attr-defined]
