"""How much of its minute a client has used up, in the words of the portfolio (§5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpResponse

from protocols.sales.wire import utc
from protocols.throttling import Quota

MINUTE = timedelta(minutes=1)


def tell_quota(response: HttpResponse, quota: Quota, *, at: datetime) -> None:
    """The quota of this minute, what is left of it, and when the next one begins."""
    over = at.replace(second=0, microsecond=0) + MINUTE
    response.headers["Rate-Limit-Allowed"] = str(quota.limit)
    response.headers["Rate-Limit-Used"] = str(min(quota.requests, quota.limit))
    response.headers["Rate-Limit-Available"] = str(max(0, quota.limit - quota.requests))
    response.headers["Rate-Limit-Range"] = "minute"
    response.headers["Rate-Limit-Expiry-Time"] = utc(over)
