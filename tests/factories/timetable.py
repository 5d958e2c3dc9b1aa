"""Feeds, and timetables in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import factory
import psycopg
from django.db import connection
from django.db.models import Model
from factory.django import DjangoModelFactory

from operators.models import (
    FareZone,
    Feed,
    FeedVersion,
    Operator,
    RealtimeSource,
    Route,
    Stop,
    Tenant,
    Trip,
)
from operators.timetable.actions import import_feed
from operators.timetable.importing.locks import OF_FEEDS, TRY_LOCK, UNLOCK
from operators.timetable.stops import StopGroup, StopReference, StopReferenceKind, find_stops
from tests.factories.gtfs import Rows, contents_of, write_folder
from tests.factories.moments import BY, NOW
from tests.factories.operators import OperatorFactory


class FeedFactory(DjangoModelFactory):
    operator = factory.SubFactory(OperatorFactory)
    tenant = factory.SelfAttribute("operator.tenant")
    name = factory.Sequence(lambda n: f"Feed {n}")

    class Meta:
        model = Feed


def import_rows(rows: Rows, folder: Path, *, feed: Feed | None = None) -> FeedVersion:
    """Put a feed made of rows in force."""
    return import_contents(contents_of(rows), folder, feed=feed)


def rows_in_force(rows: Rows, *, feed: Feed | None = None) -> FeedVersion:
    """The same for a fixture that is left standing, whose files nobody needs any more."""
    with TemporaryDirectory() as folder:
        return import_rows(rows, Path(folder), feed=feed)


def import_contents(
    contents: Mapping[str, bytes], folder: Path, *, feed: Feed | None = None
) -> FeedVersion:
    """Put a feed made of files in force."""
    feed = feed or FeedFactory()
    source = write_folder(contents, folder / f"import-{feed.versions.count()}-of-{feed.pk}")
    return import_feed(feed, source=source, by=BY, at=NOW)


def make_part(version: FeedVersion) -> None:
    """Give a version without an import a place for stop times."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE operators_stoptime_{version.pk} PARTITION OF operators_stoptime "
            f"FOR VALUES IN ({version.pk})"
        )


@contextmanager
def other_connection() -> Iterator[psycopg.Connection]:
    """A connection of somebody else to the database of the tests."""
    settings = connection.get_connection_params()
    wanted = {name: settings[name] for name in ("host", "port", "user", "dbname")}
    with psycopg.connect(**wanted, password=settings.get("password"), autocommit=True) as other:
        yield other


@contextmanager
def import_elsewhere(feed: Feed) -> Iterator[None]:
    """Another process imports the feed."""
    lock = {"name": OF_FEEDS, "key": feed.pk}
    with other_connection() as other:
        assert other.execute(TRY_LOCK, lock).fetchone() == (True,)
        yield
        # The database notices the end of a connection a little later than the next test begins.
        other.execute(UNLOCK, lock)


def stop_group(tenant: Tenant, value: str, kind: str = "stop_id") -> StopGroup:
    reference = StopReference(StopReferenceKind(kind), value)
    return find_stops(tenant, [reference])[reference]


def timetable_rows(tenant: Tenant, operator: Operator) -> list[Model]:
    """A feed in force with one stop, one line and one trip, and where its vehicles are told of."""
    number = Feed.objects.count() + 1
    feed = Feed.objects.create(tenant=tenant, operator=operator, name=f"Feed {number}")
    version = FeedVersion(
        tenant=tenant,
        feed=feed,
        source="feed.zip",
        started_by=str(BY),
        started_at=NOW,
        timezone=tenant.timezone,
        first_date=date(2026, 1, 1),
        last_date=date(2026, 12, 31),
    )
    version.put_in_force(at=NOW)
    version.save()
    stop = Stop.objects.create(
        version=version, stop_id="stop-1", name="Market", latitude="52.1", longitude="4.3"
    )
    route = Route.objects.create(version=version, route_id="1", short_name="1", route_type=3)
    trip = Trip.objects.create(version=version, route=route, trip_id="trip-1", service_id="week")
    make_part(version)
    trip.stop_times.create(version=version, stop=stop, sequence=1, arrival=90_000, departure=90_060)
    zone = FareZone.objects.create(tenant=tenant, zone_id=f"zone {number}", number=number)
    source = RealtimeSource.objects.create(
        tenant=tenant, feed=feed, url=f"https://feeds.example/realtime-{number}.pb"
    )
    return [feed, version, stop, route, trip, zone, source]
