"""The history of configuration: the database itself notes each change of a row, whoever makes it.

Triggers write it (django-pghistory), so a change by SQL is seen as well as one by the admin. A
change tells the whole row as it became, or as it was when it went, and the context: who, through
which page, task or command, with which correlation id. It is never changed or deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_fsm as fsm
import pghistory
from django.db import models

from operators.tenancy.scoping import TenantQuerySet

ADDED, CHANGED, DELETED = "added", "changed", "deleted"


class OfTenants(TenantQuerySet[Any]):
    """Changes of tenants themselves: the tenant is the row that was changed."""

    tenant_path = "pgh_obj"


def keep_history(
    model: type[models.Model],
    *,
    without: Sequence[str] = (),
    rows: type[models.QuerySet[Any]] = TenantQuerySet,
) -> type[models.Model]:
    """Make the table of a model's changes and the triggers that fill it.

    `without` names columns that are secret, or that change with every use: they are not kept, and
    a change of them alone is none.
    """
    return pghistory.create_event_model(
        model,
        pghistory.InsertEvent(ADDED),
        pghistory.UpdateEvent(CHANGED),
        pghistory.DeleteEvent(DELETED),
        exclude=list(without),
        obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+"),
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,  # type: ignore[arg-type]  # as its docstring says
        append_only=True,
        model_name=f"{model.__name__}Change",
        attrs={"objects": rows.as_manager(), "__str__": _told, **_plain_states(model)},
        abstract=False,
    )


def _plain_states(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    """In a history a state is a word like others: nothing leads from it to another."""
    return {
        field.name: models.CharField(max_length=field.max_length, choices=field.choices)
        for field in model._meta.local_fields
        if isinstance(field, fsm.FSMField)
    }


def _told(change: Any) -> str:
    return f"{change.pgh_tracked_model._meta.verbose_name} {change.pgh_obj_id} {change.pgh_label}"
