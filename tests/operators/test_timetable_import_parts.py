"""The parts of the table of stop times: one for each version that is kept, and no others."""

import pytest
from django.db import connection

from operators.models import StopTime
from operators.timetable.actions import import_feed
from operators.timetable.errors import FeedRefused
from operators.timetable.importing.partitions import create_part, drop_part
from tests.factories.gtfs import contents_of, small_feed, write_folder
from tests.factories.moments import BY, NOW
from tests.factories.timetable import FeedFactory, import_rows, other_connection
from tests.violations.operators import version_in_import

PARTS = """
SELECT relname::text, relispartition FROM pg_class
WHERE relkind = 'r' AND relname LIKE 'operators\\_stoptime\\_%' ORDER BY 1
"""
SHAPE = """
SELECT pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = %s::regclass ORDER BY 1
"""


def parts():
    with connection.cursor() as cursor:
        cursor.execute(PARTS)
        return cursor.fetchall()


def part(version):
    return f"operators_stoptime_{version.pk}"


@pytest.fixture
def no_parts():
    """Others that tests in transactions of their own have left behind."""
    left = set(parts())
    yield left
    with connection.cursor() as cursor:
        for name, _ in set(parts()) - left:
            cursor.execute(f"DROP TABLE {name}")


@pytest.mark.django_db
def test_version_in_force_has_a_part_of_its_own(tmp_path, no_parts):
    old = import_rows(small_feed(), tmp_path)
    other = import_rows(small_feed(), tmp_path)

    new = import_rows(small_feed(), tmp_path, feed=old.feed)

    assert set(parts()) - no_parts == {(part(other), True), (part(new), True)}


@pytest.mark.django_db
def test_part_has_the_key_of_the_table_and_nothing_else(tmp_path):
    version = import_rows(small_feed(), tmp_path)

    with connection.cursor() as cursor:
        cursor.execute(SHAPE, [part(version)])
        indexes = [definition.rpartition("btree ")[2] for (definition,) in cursor.fetchall()]
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'",
            [part(version)],
        )
        rules = {name for (name,) in cursor.fetchall()}
    assert indexes == ["(trip_id, sequence, version_id)"]
    assert "stoptime_leaves_after_it_arrives" in rules
    assert "of_one_version" not in rules


@pytest.mark.django_db
def test_refused_feed_leaves_no_part(tmp_path, no_parts):
    rows = small_feed()
    rows["trips.txt"][0]["route_id"] = "none"

    with pytest.raises(FeedRefused):
        import_rows(rows, tmp_path)

    assert set(parts()) == no_parts


@pytest.mark.django_db
def test_part_of_a_killed_import_is_removed_by_the_next(tmp_path, no_parts):
    killed = version_in_import(FeedFactory())
    create_part(killed.pk)

    new = import_rows(small_feed(), tmp_path, feed=killed.feed)

    assert set(parts()) - no_parts == {(part(new), True)}


@pytest.mark.django_db(transaction=True)
def test_part_that_is_being_read_stays_until_the_next_import(tmp_path, no_parts):
    old = import_rows(small_feed(), tmp_path)
    source = write_folder(contents_of(small_feed()), tmp_path / "again")

    with other_connection() as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM operators_stoptime")
        new = import_feed(old.feed, source=source, by=BY, at=NOW)
        assert set(parts()) - no_parts == {(part(old), True), (part(new), True)}
        assert old.stops.exists()
        other.execute("ROLLBACK")
    last = import_feed(old.feed, source=source, by=BY, at=NOW)

    assert set(parts()) - no_parts == {(part(last), True)}
    assert not old.stops.exists()
    assert StopTime.objects.count() == 3


@pytest.mark.django_db
def test_dropping_a_part_that_is_not_there_is_no_error():
    assert drop_part(0) is True


@pytest.mark.django_db
def test_what_follows_a_dropped_part_waits_as_long_as_before():
    drop_part(0)

    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
