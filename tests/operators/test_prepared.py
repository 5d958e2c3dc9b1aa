"""Statements that PostgreSQL plans once for each connection."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import OperationalError, ProgrammingError, connection, connections

from operators.prepared import fetch_rows
from tests.counting import counted

PREPARED = "SELECT statement FROM pg_prepared_statements"
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OTHER = "SELECT pg_terminate_backend(%s)"


def end_session() -> None:
    """As a restart of the database does, while the connection lies idle."""
    pid = connection.connection.info.backend_pid
    another = connections.create_connection("default")
    try:
        with another.cursor() as cursor:
            cursor.execute(OTHER, [pid])
    finally:
        another.close()


@pytest.mark.django_db
def test_rows_come_as_pythons_values():
    values = {"at": AT, "text": "%s it is"}

    rows = fetch_rows(
        """SELECT %(at)s::timestamptz, %(text)s::text, '{"a": [1.5, null]}'::jsonb,
        '6f1e4a52-9a1c-4d8f-8b57-6f2b7d7d7d7d'::uuid""",
        values,
    )

    uuid = UUID("6f1e4a52-9a1c-4d8f-8b57-6f2b7d7d7d7d")
    assert rows == [(AT, "%s it is", {"a": [1.5, None]}, uuid)]


@pytest.mark.django_db
def test_statement_is_prepared_at_once_and_stays_so():
    for number in range(3):
        assert fetch_rows("SELECT %(number)s::int + 40 AS told", {"number": number}) == [
            (40 + number,)
        ]

    with connection.cursor() as cursor:
        cursor.execute(PREPARED)
        prepared = [statement for (statement,) in cursor.fetchall() if "AS told" in statement]
    assert prepared == ["SELECT $1::int + 40 AS told"]


@pytest.mark.django_db
def test_statement_is_planned_once_whatever_its_values():
    for number in range(3):
        fetch_rows("SELECT %(number)s::int + 41 AS told", {"number": number})

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%41 AS told'"
        )
        assert cursor.fetchall() == [(3, 0)]


@pytest.mark.django_db
def test_statement_is_counted_with_its_text():
    with counted() as count:
        fetch_rows("SELECT %(number)s::int", {"number": 1})

    assert count.statements == 1


@pytest.mark.django_db
def test_error_is_one_of_djangos():
    with pytest.raises(ProgrammingError):
        fetch_rows("SELECT nothing FROM nowhere", {})


@pytest.mark.django_db(transaction=True)
def test_connection_that_died_is_opened_anew():
    fetch_rows("SELECT 1", {})
    end_session()
    connection.health_check_done = False

    assert fetch_rows("SELECT 2", {}) == [(2,)]
    assert connection.health_check_done


@pytest.mark.django_db(transaction=True)
def test_connection_that_dies_once_it_is_known_to_work_is_told():
    connection.health_check_done = False
    fetch_rows("SELECT 1", {})
    end_session()

    with pytest.raises(OperationalError):
        fetch_rows("SELECT 2", {})
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_fault_of_the_statement_is_not_taken_for_a_dead_connection():
    fetch_rows("SELECT set_config('statement_timeout', '10', false)", {})
    session = connection.connection
    connection.health_check_done = False

    with pytest.raises(OperationalError, match="statement timeout"):
        fetch_rows("SELECT pg_sleep(1)", {})
    assert connection.connection is session
    connection.close()
