"""What the database refused, in words."""

from __future__ import annotations

from django.apps import apps
from django.db import IntegrityError
from django.db.models import BaseConstraint


def sentence_of(error: IntegrityError) -> str:
    """What to tell the person whose change broke a constraint."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    constraint = _constraint(name)
    if constraint is None or not _has_own_words(constraint):
        return f"Nothing was saved: it would break the rule “{name.replace('_', ' ')}”."
    return f"Nothing was saved. {constraint.violation_error_message}"


def _constraint(name: str) -> BaseConstraint | None:
    constraints = (
        constraint for model in apps.get_models() for constraint in model._meta.constraints
    )
    return next((constraint for constraint in constraints if constraint.name == name), None)


def _has_own_words(constraint: BaseConstraint) -> bool:
    return constraint.violation_error_message != constraint.default_violation_error_message
