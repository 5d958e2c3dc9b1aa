"""The part of the table of stop times that belongs to one version."""

from __future__ import annotations

from django.db import OperationalError, connection, transaction
from psycopg import sql
from psycopg.errors import LockNotAvailable

PARENT = sql.Identifier("operators_stoptime")

# The rule on the version spares PostgreSQL a look at each row when the part is attached.
CREATE = """
CREATE TABLE {part} (
    LIKE operators_stoptime INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
    CONSTRAINT of_one_version CHECK (version_id = {version})
)
"""
# Sorting a few million keys stays in memory with that much, whatever the server allows otherwise.
MEMORY = "SET LOCAL maintenance_work_mem = '256MB'"
KEY = "ALTER TABLE {part} ADD PRIMARY KEY (trip_id, sequence, version_id)"
ATTACH = "ALTER TABLE operators_stoptime ATTACH PARTITION {part} FOR VALUES IN ({version})"
NO_LONGER_NEEDED = "ALTER TABLE {part} DROP CONSTRAINT of_one_version"
SUMMED_UP = """
SELECT last_analyze > now() - interval '1 day'
FROM pg_stat_user_tables WHERE relid = 'operators_stoptime'::regclass
"""
# Dropping a part waits for everybody who reads the table, and lets nobody in meanwhile.
PATIENCE = "SET LOCAL lock_timeout = '1s'"
DROP = "DROP TABLE IF EXISTS {part}"
# A transaction around this one would go on with as little patience.
PATIENT_AGAIN = "SET LOCAL lock_timeout TO DEFAULT"


def part_of(version_id: int) -> sql.Identifier:
    """The name of the part of a version."""
    return sql.Identifier(f"operators_stoptime_{version_id}")


def create_part(version_id: int) -> None:
    """An empty part without a key, which nobody reads until it is attached."""
    run_on(version_id, CREATE)


def attach_part(version_id: int) -> None:
    """Give a filled part its key in one go, and make it one of the table."""
    run_on(version_id, MEMORY, KEY)
    run_on(version_id, ATTACH, NO_LONGER_NEEDED)


def count_rows(version_id: int) -> None:
    """Tell PostgreSQL what is in a part, and once a day what is in the table as a whole."""
    with connection.cursor() as cursor:
        cursor.execute(SUMMED_UP)
        (is_known,) = cursor.fetchone()
        table = part_of(version_id) if is_known else PARENT
        cursor.execute(sql.SQL("ANALYZE {}").format(table))


def drop_part(version_id: int) -> bool:
    """Remove a part, attached or not; False if readers of the table kept it busy."""
    try:
        run_on(version_id, PATIENCE, DROP, PATIENT_AGAIN)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            return False
        raise
    return True


def run_on(version_id: int, *statements: str) -> int:
    """Run statements about a part in one transaction; the number that the last one selects."""
    names = {"part": part_of(version_id), "version": sql.Literal(version_id)}
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(sql.SQL(statement).format(**names))
        return cursor.fetchone()[0] if cursor.description else 0
