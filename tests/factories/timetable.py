"""Feeds, and timetables in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import factory
import psycopg
from django.db import connection
from factory.django import DjangoModelFactory

from operators.models import Feed, FeedVersion, Tenant
from operators.timetable.actions import import_feed
from operators.timetable.importing.locks import TRY_LOCK
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
    with other_connection() as other:
        other.execute(TRY_LOCK, {"feed": feed.pk})
        yield


def stop_group(tenant: Tenant, value: str, kind: str = "stop_id") -> StopGroup:
    reference = StopReference(StopReferenceKind(kind), value)
    return find_stops(tenant, [reference])[reference]
