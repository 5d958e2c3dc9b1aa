"""What the database refused, in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import apps
from django.db import IntegrityError
from django.db.models import PROTECT, BaseConstraint, ForeignObjectRel, Model
from django.utils.text import capfirst


def sentence_of(error: IntegrityError) -> str:
    """What to tell the person whose change broke a constraint."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    if not name:
        return "Nothing was changed: other rows need these, since a moment ago. Look at them again."
    constraint = _constraint(name)
    if constraint is None or not _has_own_words(constraint):
        return f"Nothing was saved: it would break the rule “{name.replace('_', ' ')}”."
    return f"Nothing was saved. {constraint.violation_error_message}"


def kinds_that_hold(rows: Sequence[Model]) -> list[str]:
    """The kinds of rows, in the plural, without which these rows cannot be deleted."""
    return [
        capfirst(str(relation.related_model._meta.verbose_name_plural))
        for relation in (rows[0]._meta.related_objects if rows else [])
        if relation.on_delete is PROTECT and _is_used(relation, rows)
    ]


def _is_used(relation: ForeignObjectRel, rows: Sequence[Model]) -> bool:
    holders = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": rows})
    return holders.exists()


def _constraint(name: str) -> BaseConstraint | None:
    constraints = (
        constraint for model in apps.get_models() for constraint in model._meta.constraints
    )
    return next((constraint for constraint in constraints if constraint.name == name), None)


def _has_own_words(constraint: BaseConstraint) -> bool:
    return constraint.violation_error_message != constraint.default_violation_error_message
