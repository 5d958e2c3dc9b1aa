"""Calls to programs of others."""

from __future__ import annotations

from typing import Any

import requests
from requests.adapters import HTTPAdapter

from operators.tenancy.correlation import HEADER, current_correlation_id

CONNECT_SECONDS, READ_SECONDS = 5, 30


class _Correlated(HTTPAdapter):
    """Adds the correlation id of the request or task that makes the call, and a time-out."""

    def send(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        if correlation_id := current_correlation_id():
            request.headers.setdefault(HEADER, correlation_id)
        if kwargs.get("timeout") is None:
            kwargs["timeout"] = (CONNECT_SECONDS, READ_SECONDS)
        return super().send(request, *args, **kwargs)


def outgoing_session() -> requests.Session:
    """A session for calls to the outside; every call carries X-Correlation-ID.

    It waits 5 seconds for a connection and 30 for each part of the answer, unless the call has a
    `timeout` of its own.
    """
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, _Correlated())
    return session
