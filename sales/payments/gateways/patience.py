"""How long we wait for a provider: for one answer, and for all that one request needs together."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import requests
from django.conf import settings

_until: ContextVar[float | None] = ContextVar("patience_ends", default=None)


class PatienceOver(requests.RequestException):
    """The time that there was for providers is used up; nothing was sent."""


@contextmanager
def patient() -> Iterator[None]:
    """All calls inside share `CARD_TOTAL_SECONDS`, however many there are; the outermost counts."""
    if _until.get() is not None:
        yield
        return
    token = _until.set(time.monotonic() + settings.CARD_TOTAL_SECONDS)
    try:
        yield
    finally:
        _until.reset(token)


class PatientSession(requests.Session):
    """Connects and reads no longer than the settings say, nor than there is time left.

    Outside of `patient` its time begins when it is made.
    """

    def __init__(self) -> None:
        super().__init__()
        own = time.monotonic() + settings.CARD_TOTAL_SECONDS
        shared = _until.get()
        self.until = own if shared is None else min(own, shared)

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        left = self.until - time.monotonic()
        if left <= 0:
            raise PatienceOver
        kwargs["timeout"] = (
            min(settings.CARD_CONNECT_SECONDS, left),
            min(settings.CARD_READ_SECONDS, left),
        )
        return super().request(*args, **kwargs)
