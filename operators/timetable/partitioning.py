"""A table in parts, one for each version of a feed."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations import CreateModel


class CreatePartitionedModel(CreateModel):
    """Create the table of a model in parts by `version_id`; each import attaches a part of its own.

    A table without parts takes no rows at all. Key, checks and indexes are those of the model.
    """

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        usual = schema_editor.sql_create_table
        schema_editor.sql_create_table = usual + " PARTITION BY LIST (version_id)"
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.sql_create_table = usual
