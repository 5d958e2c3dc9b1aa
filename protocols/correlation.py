"""The correlation id as a face wants it: its form, and its headers in every answer."""

from __future__ import annotations

import re
import uuid

import structlog
from django.http import HttpRequest, HttpResponseBase

from operators.tenancy.correlation import HEADER, NAME, current_correlation_id

OWN_HEADER = "correlationId"
SENT_AS = ("HTTP_CORRELATIONID", "HTTP_X_CORRELATION_ID")
FIT = re.compile(r"[A-Za-z0-9._:\-]{8,64}", re.ASCII)


def follow_correlation_id(request: HttpRequest) -> str:
    """Bind the id that was sent as correlationId or X-Correlation-Id, or a new UUID.

    From here on it takes the place of the one that every request gets, so that log lines, events,
    tasks and calls carry what the answer tells. A value that does not fit is replaced.
    """
    sent = (request.META.get(name) for name in SENT_AS)
    chosen = next((one for one in sent if one and FIT.fullmatch(one)), None) or str(uuid.uuid4())
    structlog.contextvars.bind_contextvars(**{NAME: chosen})
    return chosen


def tell_correlation_id(response: HttpResponseBase) -> None:
    """Send the bound id back under both names."""
    response.headers[OWN_HEADER] = response.headers[HEADER] = current_correlation_id()
