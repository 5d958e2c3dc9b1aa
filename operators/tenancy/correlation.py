"""One id that joins whatever a request set off: log lines, events, tasks, changes, calls."""

from __future__ import annotations

import re
import secrets

from structlog import contextvars

LONGEST_CORRELATION_ID = 64
HEADER = "X-Correlation-ID"
NAME = "correlation_id"

# What is common in ids of others, and harmless in a header, a log line and an URN.
_ALLOWED = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._:+/=-]{{0,{LONGEST_CORRELATION_ID - 1}}}", re.ASCII)


def choose_correlation_id(*sent: str | None) -> str:
    """The first of the ids that were sent which is fit for use, else a new one: 32 hex digits."""
    fit = (one for one in sent if one and _ALLOWED.fullmatch(one))
    return next(fit, None) or secrets.token_hex(16)


def current_correlation_id() -> str:
    """The id of the request or task that runs in this thread; empty where there is none."""
    found: str = contextvars.get_contextvars().get(NAME, "")
    return found
