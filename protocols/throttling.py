"""How many requests a token may send, counted over all processes by `admit_caller`."""

from __future__ import annotations

from datetime import datetime, timedelta

from rest_framework.exceptions import Throttled

from protocols.models import RequestCount

KEEP_COUNTS = timedelta(hours=1)


def check_limit(requests: int, *, limit: int, at: datetime) -> None:
    """Throttled, with the seconds to wait, if this is one request too many for its minute."""
    if requests > limit:
        raise Throttled(wait=60 - at.second)


def forget_counts(*, at: datetime) -> int:
    """Delete counts that no limit needs any more; returns how many."""
    deleted, _ = RequestCount.objects.filter(minute__lt=at - KEEP_COUNTS).delete()
    return deleted
