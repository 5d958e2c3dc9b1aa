"""Conditions that many tables share, and a foreign key over several columns, which Django lacks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

# The years 2000 to 2099 in every zone. Python cannot show the ends of its calendar in another zone.
EARLIEST = datetime(1999, 12, 31, tzinfo=UTC)
LATEST = datetime(2100, 1, 2, tzinfo=UTC)


class CompositeForeignKey(models.BaseConstraint):
    """Columns that must stand together in one row of another table.

    It keeps repeated facts true: a row that carries its parent's tenant, or a catalogue entry that
    carries its channel's flag. A change in the parent is carried over (ON UPDATE CASCADE). The
    parent needs a unique constraint over the same columns.
    """

    def __init__(self, *, name: str, fields: list[str], to: str, to_fields: list[str]) -> None:
        super().__init__(
            name=name, violation_error_message="This does not belong to the same tenant or parent."
        )
        self.fields = fields
        self.to = to
        self.to_fields = to_fields

    def constraint_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Nothing inside CREATE TABLE; the constraint follows with the other foreign keys."""
        return self.create_sql(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Deferred to the end of the migration, when the parent and its key surely exist."""
        assert schema_editor is not None
        quote = schema_editor.quote_name
        target = model._meta.apps.get_model(self.to)
        columns = ", ".join(quote(model._meta.get_field(name).column) for name in self.fields)
        others = ", ".join(quote(target._meta.get_field(name).column) for name in self.to_fields)
        schema_editor.deferred_sql.append(
            f"ALTER TABLE {quote(model._meta.db_table)} ADD CONSTRAINT {quote(self.name)} "
            f"FOREIGN KEY ({columns}) REFERENCES {quote(target._meta.db_table)} ({others}) "
            "ON UPDATE CASCADE"
        )
        return ""

    def remove_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        assert schema_editor is not None
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} DROP CONSTRAINT {schema_editor.quote_name(self.name)}"

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        if exclude and set(self.fields) & set(exclude):
            return
        values = [instance.serializable_value(name) for name in self.fields]
        if any(value is None for value in values):
            return
        target = model._meta.apps.get_model(self.to)
        match = dict(zip(self.to_fields, values, strict=True))
        if not target._default_manager.using(using).filter(**match).exists():
            raise ValidationError(self.get_violation_error_message())

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path = f"{self.__class__.__module__}.{self.__class__.__name__}"
        return (
            path,
            (),
            {
                "name": self.name,
                "fields": self.fields,
                "to": self.to,
                "to_fields": self.to_fields,
            },
        )

    def __eq__(self, other: object) -> bool:
        if isinstance(other, CompositeForeignKey):
            return self.deconstruct() == other.deconstruct()
        return NotImplemented

    __hash__ = models.BaseConstraint.__hash__


def same_tenant(child: str, field: str, to: str) -> CompositeForeignKey:
    """The row that `field` points to belongs to the tenant of this row."""
    return CompositeForeignKey(
        name=f"{child}_{field}_same_tenant",
        fields=[field, "tenant"],
        to=to,
        to_fields=["id", "tenant"],
    )


def tenant_key(parent: str) -> models.UniqueConstraint:
    """What `same_tenant` of other tables refers to."""
    return models.UniqueConstraint(fields=["id", "tenant"], name=f"{parent}_tenant_key")


def within_reach(*moments: str) -> Q:
    """Each of these moments is empty or one that every zone can show."""
    condition = Q()
    for moment in moments:
        inside = Q((f"{moment}__gte", EARLIEST), (f"{moment}__lte", LATEST))
        condition &= Q((f"{moment}__isnull", True)) | inside
    return condition
