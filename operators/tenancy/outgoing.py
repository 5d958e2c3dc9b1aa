"""Calls to programs of others."""

from __future__ import annotations

from typing import Any

import requests
from requests.adapters import HTTPAdapter

from operators.tenancy.correlation import HEADER, current_correlation_id
from operators.tenancy.deadlines import watch_pools
from operators.tenancy.guarding import guard_pools

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


class _Watched(_Correlated):
    """Can be hung up."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        watch_pools(self.poolmanager)


class _Guarded(_Correlated):
    """Connects to public addresses only, and can be hung up."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        guard_pools(self.poolmanager)


def outgoing_session() -> requests.Session:
    """A session for calls to the outside; every call carries X-Correlation-ID.

    It waits 5 seconds for a connection and 30 for each part of the answer, unless the call has a
    `timeout` of its own.
    """
    return _session(_Correlated())


def guarded_session(*, allows_private: bool = False) -> requests.Session:
    """A session for calls to addresses that people typed in, otherwise the same.

    AddressRefused from a call whose host has an address that is not public, unless that is
    allowed. Neither proxies nor credentials are taken from this machine's settings: a proxy would
    connect in our place, to anything. `hung_up_after` puts an end to its calls.
    """
    session = _session(_Watched() if allows_private else _Guarded())
    session.trust_env = False
    return session


def _session(adapter: HTTPAdapter) -> requests.Session:
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, adapter)
    return session
