"""The demo's town, ready to be filled."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import connection

from benchmarks.loading.moulds import numbered_tables, spread_ids
from benchmarks.loading.past import Works
from demo.seed import seed_demo
from operators.models import Tenant
from tests.standing import standing

AT = datetime(2026, 3, 4, 10, 17, 5, tzinfo=UTC)


@pytest.fixture
def spread():
    """Ids far apart, until the end of the test: sequences do not go back with a transaction."""
    tables = [model._meta.db_table for model in numbered_tables()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_serial_sequence(name, 'id'), "
            "pg_sequence_last_value(pg_get_serial_sequence(name, 'id')) "
            "FROM unnest(%s::text[]) AS name",
            [tables],
        )
        before = cursor.fetchall()
    spread_ids()
    yield
    with connection.cursor() as cursor:
        for sequence, last in before:
            cursor.execute("SELECT setval(%s, %s, %s)", [sequence, last or 1, last is not None])


@standing
def seeded(db):
    """What the seed of the demo tells, without sales."""
    with TemporaryDirectory() as folder:
        return seed_demo(folder=Path(folder), at=AT, days_of_sales=0)


@pytest.fixture
def works(seeded, spread):
    return Works.of(Tenant.objects.get(), at=AT)
