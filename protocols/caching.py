"""How long an answer may be kept: as long as the barcode in it lives (RFC 9111)."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse


def cache_until(response: HttpResponse, fresh_until: datetime | None, *, at: datetime) -> None:
    """Whole seconds, at least one, until the barcode's window ends; no-cache without barcode.

    They count to `validUntil` as it is told, in whole seconds. `Expires` is left out: in TOMP
    that header is the end of PENDING.
    """
    if fresh_until is None:
        response["Cache-Control"] = "private, no-cache"
        return
    told = fresh_until.replace(microsecond=0)
    seconds = max(1, int((told - at).total_seconds()))
    response["Cache-Control"] = f"private, max-age={seconds}"
