"""Tables that a migration creates at once."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

from operators.tenancy.tables import CreateTables

TOWN = migrations.CreateModel("Town", [("id", models.BigAutoField(primary_key=True))])
STREET = migrations.CreateModel(
    "Street",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("town", models.ForeignKey("sketch.Town", models.PROTECT)),
    ],
)
TABLES = CreateTables(operations=[TOWN, STREET])


def known() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("sketch_")}


@pytest.mark.django_db
def test_tables_come_and_go_together():
    before, after = ProjectState(), ProjectState()
    assert len(after.apps.get_models()) == 0
    TABLES.state_forwards("sketch", after)

    with connection.schema_editor() as editor:
        TABLES.database_forwards("sketch", editor, before, after)
    made = known()
    with connection.schema_editor() as editor:
        TABLES.database_backwards("sketch", editor, after, before)

    assert made == {"sketch_town", "sketch_street"}
    assert known() == set()


@pytest.mark.django_db
def test_tables_are_written_into_a_migration_as_they_are():
    made = type("Migration", (migrations.Migration,), {"operations": [TABLES]})("0001", "sketch")

    text = MigrationWriter(made, include_header=False).as_string()

    names: dict[str, object] = {}
    exec(text, names)  # noqa: S102
    [again] = names["Migration"].operations
    assert [operation.name for operation in again.operations] == ["Town", "Street"]
    assert again.describe() == "Create 2 tables"
