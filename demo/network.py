"""The town's timetable in force, renewed before it runs out, and what its vehicles do now."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from demo.timetable import write_feed
from demo.town import NAME
from operators.models import Feed, FeedVersion, Operator, RealtimeSource
from operators.tenancy.actors import Actor
from operators.timetable.actions import import_feed

PAST = timedelta(days=60)
AHEAD_AT_LEAST = timedelta(days=366)
AHEAD = timedelta(days=2 * 366)
FEED_FILE = "demo-gtfs.zip"
FEED_NAME = f"{NAME} tram and bus"


def ensure_timetable(
    operator: Operator, *, today: date, folder: Path, by: Actor, at: datetime
) -> None:
    """A timetable in force that reaches from yesterday to a year ahead.

    FeedRefused if the generator and the import should ever disagree; ImportRunning if somebody
    imports the feed at this moment.
    """
    feed, _ = Feed.objects.get_or_create(
        tenant_id=operator.tenant_id, name=FEED_NAME, defaults={"operator": operator}
    )
    if is_up_to_date(feed, today):
        return
    path = folder / FEED_FILE
    write_feed(path, first_day=today - PAST, last_day=today + AHEAD)
    import_feed(feed, source=path, by=by, at=at)


def ensure_realtime(operator: Operator, *, address: str) -> None:
    """One source at this address, which is another one with every start; none without address."""
    feed = Feed.objects.get(tenant_id=operator.tenant_id, name=FEED_NAME)
    sources = RealtimeSource.objects.filter(feed=feed)
    sources.exclude(url=address).delete()
    if address:
        sources.get_or_create(
            url=address, defaults={"feed": feed, "tenant_id": feed.tenant_id, "refresh_seconds": 20}
        )


def is_up_to_date(feed: Feed, today: date) -> bool:
    return (
        FeedVersion.objects.filter(feed=feed)
        .in_force()
        .filter(first_date__lt=today, last_date__gte=today + AHEAD_AT_LEAST)
        .exists()
    )
