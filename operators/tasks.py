"""What the workers do for operators."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from celery import Task, shared_task
from django.utils import timezone

from operators.fleet.gateways.moving import simulate
from operators.fleet.gbfs.actions import is_fresh
from operators.fleet.gbfs.actions import refresh_fleet as read_fleet_feed
from operators.fleet.gbfs.errors import (
    FleetFeedRefused,
    FleetImportCancelled,
    FleetImportRunning,
)
from operators.fleet.models import Fleet
from operators.service.actions import forget_realtime as forget_batch
from operators.service.actions import read_realtime
from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import run_batches
from operators.timetable import actions
from operators.timetable.errors import FeedRefused, ImportCancelled, ImportRunning
from operators.timetable.models import Feed, RealtimeSource
from operators.timetable.realtime.errors import RealtimeRefused, RealtimeRunning
from operators.timetable.uploads import forget_upload

log = structlog.get_logger()

RETRY_SECONDS = 60
MOST_RETRIES = 240
SOURCES_IN_A_BATCH = 20


@shared_task(name="operators.import_feed", bind=True, max_retries=MOST_RETRIES)
def import_feed(
    self: Task,
    *,
    feed_id: int,
    source: str,
    username: str,
    requested_at: str,
    dry_run: bool = False,
    origin: str = "",
    **kwargs: Any,
) -> None:
    """Import the zip file or folder `source`, which the worker can read, for a member of staff;
    with `dry_run` it is only checked. `origin` is the name that the sender knows the file by.

    `requested_at` (ISO 8601, aware) tells one request from the next: brokers deliver the message of
    a long import again, and that request is then served already, or is being served. The second
    message comes back every minute for four hours, since the worker of the first may die.
    """
    feed, at = Feed.objects.get(pk=feed_id), datetime.fromisoformat(requested_at)
    if feed.versions.has_served(at):
        forget_upload(Path(source))
        return
    try:
        actions.import_feed(
            feed,
            source=Path(source),
            by=Actor.staff(username),
            at=at,
            origin=origin,
            dry_run=dry_run,
        )
    except ImportRunning as running:
        raise self.retry(exc=running, countdown=RETRY_SECONDS) from running
    except (FeedRefused, ImportCancelled) as refusal:
        # The version keeps the report for people; the job itself went well.
        log.warning("feed_not_imported", feed=feed_id, reason=refusal.detail)
    forget_upload(Path(source))


@shared_task(name="operators.fetch_feed")
def fetch_feed(*, feed_id: int, username: str, requested_at: str, **kwargs: Any) -> None:
    """Ask the address of a feed for a member of staff, once for each `requested_at` (ISO 8601)."""
    feed, at = Feed.objects.get(pk=feed_id), datetime.fromisoformat(requested_at)
    if feed.refreshed_at is not None and feed.refreshed_at >= at:
        return
    try:
        actions.refresh_feed(feed, by=Actor.staff(username), at=at)
    except (ImportRunning, FeedRefused, ImportCancelled) as refusal:
        log.warning("feed_not_fetched", feed=feed_id, reason=refusal.detail)


@shared_task(name="operators.refresh_feeds")
def refresh_feeds(**kwargs: Any) -> int:
    """Send a message for each feed whose address should be asked by now; the number of them."""
    due = list(Feed.objects.due_for_refresh(timezone.now()).values_list("pk", flat=True))
    for feed_id in due:
        refresh_feed.delay(feed_id=feed_id)
    return len(due)


@shared_task(name="operators.refresh_feed")
def refresh_feed(*, feed_id: int, **kwargs: Any) -> None:
    """Ask the address of a feed, unless somebody has done so meanwhile or does so now."""
    at = timezone.now()
    feed = Feed.objects.due_for_refresh(at).filter(pk=feed_id).first()
    if feed is None:
        return
    try:
        actions.refresh_feed(feed, by=Actor.timer("refresh-feeds"), at=at)
    except ImportRunning:
        log.info("feed_is_being_imported", feed=feed_id)
    except (FeedRefused, ImportCancelled) as refusal:
        log.warning("feed_not_refreshed", feed=feed_id, reason=refusal.detail)


@shared_task(name="operators.move_simulated_vehicles")
def move_simulated_vehicles(**kwargs: Any) -> int:
    """Let simulated vehicles drive, drain, and get full batteries; the number of those touched."""
    return simulate(at=timezone.now())


@shared_task(name="operators.load_fleet")
def load_fleet(*, fleet_id: int, username: str, requested_at: str, **kwargs: Any) -> None:
    """Read the feed of a fleet for a member of staff, once for each `requested_at` (ISO 8601)."""
    fleet, at = Fleet.objects.get(pk=fleet_id), datetime.fromisoformat(requested_at)
    if fleet.refreshed_at is not None and fleet.refreshed_at >= at:
        return
    try:
        read_fleet_feed(fleet, by=Actor.staff(username), at=at)
    except (FleetImportRunning, FleetFeedRefused, FleetImportCancelled) as refusal:
        # The row of the import keeps the report for people; the job itself went well.
        log.warning("fleet_not_loaded", fleet=fleet_id, reason=refusal.detail)


@shared_task(name="operators.refresh_fleets")
def refresh_fleets(**kwargs: Any) -> int:
    """Send a message for each fleet whose feed should be read by now; the number of them."""
    due = list(Fleet.objects.due_for_refresh(timezone.now()).values_list("pk", flat=True))
    for fleet_id in due:
        refresh_fleet.delay(fleet_id=fleet_id)
    return len(due)


@shared_task(name="operators.refresh_fleet")
def refresh_fleet(*, fleet_id: int, **kwargs: Any) -> None:
    """Read the feed of a fleet, unless somebody has done so meanwhile or it says nothing new."""
    at = timezone.now()
    fleet = Fleet.objects.due_for_refresh(at).filter(pk=fleet_id).first()
    if fleet is None or is_fresh(fleet, at=at):
        return
    try:
        read_fleet_feed(fleet, by=Actor.timer("refresh-fleets"), at=at)
    except FleetImportRunning:
        log.info("fleet_is_being_loaded", fleet=fleet_id)
    except (FleetFeedRefused, FleetImportCancelled) as refusal:
        log.warning("fleet_not_refreshed", fleet=fleet_id, reason=refusal.detail)


@shared_task(name="operators.fetch_realtime")
def fetch_realtime(*, source_id: int, username: str, requested_at: str, **kwargs: Any) -> None:
    """Read a real-time source for a member of staff, once for each `requested_at` (ISO 8601)."""
    source = RealtimeSource.objects.get(pk=source_id)
    at = datetime.fromisoformat(requested_at)
    if source.refreshed_at is None or source.refreshed_at < at:
        read_source(source, by=Actor.staff(username), at=at)


@shared_task(name="operators.refresh_realtime_sources")
def refresh_realtime_sources(**kwargs: Any) -> int:
    """Send a message for each real-time source that should be read by now; the number of them."""
    due = RealtimeSource.objects.due_for_refresh(timezone.now()).values_list("pk", flat=True)
    sources = list(due)
    for source_id in sources:
        refresh_realtime_source.delay(source_id=source_id)
    return len(sources)


@shared_task(name="operators.refresh_realtime_source")
def refresh_realtime_source(*, source_id: int, **kwargs: Any) -> None:
    """Read a real-time source, unless somebody has done so meanwhile or does so now."""
    at = timezone.now()
    source = RealtimeSource.objects.due_for_refresh(at).filter(pk=source_id).first()
    if source is not None:
        read_source(source, by=Actor.timer("refresh-realtime-sources"), at=at)


def read_source(source: RealtimeSource, *, by: Actor, at: datetime) -> None:
    """Read a source; what goes wrong stands on its page."""
    try:
        read_realtime(source, by=by, at=at)
    except (RealtimeRunning, RealtimeRefused) as refusal:
        log.warning("realtime_not_read", source=source.pk, reason=refusal.detail)


@shared_task(name="operators.forget_realtime")
def forget_realtime(**kwargs: Any) -> int:
    """Clear away what real-time sources told that are silent for hours; the number of them."""
    by = Actor.timer("forget-realtime")
    return run_batches(forget_batch, by=by, at=timezone.now(), limit=SOURCES_IN_A_BATCH)
