"""How many requests a token may send, counted over all processes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from rest_framework.exceptions import Throttled

from operators.tenancy.actions import record_token_use
from operators.tenancy.models import ApiToken
from protocols.models import RequestCount

KEEP_COUNTS = timedelta(hours=1)

COUNT = """
    INSERT INTO protocols_requestcount (token_id, minute, requests) VALUES (%s, %s, 1)
    ON CONFLICT (token_id, minute) DO UPDATE SET requests = protocols_requestcount.requests + 1
    RETURNING requests
"""


def count_request(token: ApiToken, *, at: datetime) -> None:
    """Count one request; Throttled with the seconds to wait if the token sent too many this
    minute. The first request of a minute is noted as the token's last use."""
    minute = at.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [token.pk, minute])
        [requests] = cursor.fetchone()
    if requests == 1:
        record_token_use(token, at=at)
    if requests > token.requests_per_minute:
        raise Throttled(wait=60 - at.second)


def forget_counts(*, at: datetime) -> int:
    """Delete counts that no limit needs any more; returns how many."""
    deleted, _ = RequestCount.objects.filter(minute__lt=at - KEEP_COUNTS).delete()
    return deleted
