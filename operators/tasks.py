"""What the workers do for operators."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from celery import Task, shared_task

from operators.tenancy.actors import Actor
from operators.timetable import actions
from operators.timetable.errors import FeedRefused, ImportCancelled, ImportRunning
from operators.timetable.models import Feed

log = structlog.get_logger()

RETRY_SECONDS = 60
MOST_RETRIES = 240


@shared_task(name="operators.import_feed", bind=True, max_retries=MOST_RETRIES)
def import_feed(
    self: Task,
    *,
    feed_id: int,
    source: str,
    username: str,
    requested_at: str,
    **kwargs: Any,
) -> None:
    """Import the zip file or folder `source`, which the worker can read, for a member of staff.

    `requested_at` (ISO 8601, aware) tells one request from the next: brokers deliver the message of
    a long import again, and that request is then served already, or is being served. The second
    message comes back every minute for four hours, since the worker of the first may die.
    """
    feed, at = Feed.objects.get(pk=feed_id), datetime.fromisoformat(requested_at)
    if feed.versions.has_served(at):
        return
    try:
        actions.import_feed(feed, source=Path(source), by=Actor.staff(username), at=at)
    except ImportRunning as running:
        raise self.retry(exc=running, countdown=RETRY_SECONDS) from running
    except (FeedRefused, ImportCancelled) as refusal:
        # The version keeps the report for people; the job itself went well.
        log.warning("feed_not_imported", feed=feed_id, reason=refusal.detail)
