"""How many requests a token may send, counted over all processes by `admit_caller`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from rest_framework.exceptions import Throttled

from protocols.models import RequestCount

KEEP_COUNTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Quota:
    """How many requests a caller has sent in this minute, and how many it may send."""

    requests: int
    limit: int


class TooMany(Throttled):
    """A caller whom we know has sent more in this minute than it may."""

    def __init__(self, quota: Quota, *, wait: int) -> None:
        super().__init__(wait=wait)
        self.quota = quota


def check_limit(requests: int, *, limit: int, at: datetime) -> None:
    """TooMany, with the seconds to wait, if this is one request too many for its minute."""
    if requests > limit:
        raise TooMany(Quota(requests, limit), wait=60 - at.second)


def forget_counts(*, at: datetime) -> int:
    """Delete counts that no limit needs any more; returns how many."""
    deleted, _ = RequestCount.objects.filter(minute__lt=at - KEEP_COUNTS).delete()
    return deleted
