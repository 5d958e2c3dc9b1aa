"""From conditions to rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import groupby
from operator import and_, or_
from typing import TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Exists, ForeignObjectRel, Model, OuterRef, Q, QuerySet

from operators.listing.fields import Condition

Row = TypeVar("Row", bound=Model)


def matching(rows: QuerySet[Row], conditions: Sequence[Condition], depth: int = 0) -> QuerySet[Row]:
    """The rows of which all conditions hold, each once.

    A row without any child counts as having one child whose values are all absent, so `ne` on a
    child finds it, and nothing else does.
    """
    here = [condition for condition in conditions if len(condition.leaf.branch) == depth]
    for condition in here:
        field = condition.leaf.field
        if field.expression is not None:
            rows = rows.alias(**{field.alias: field.expression})
        rows = rows.filter(holds(condition, rows.model))
    below = [condition for condition in conditions if len(condition.leaf.branch) > depth]
    below.sort(key=lambda condition: condition.leaf.branch[depth])
    for relation, group in groupby(below, key=lambda condition: condition.leaf.branch[depth]):
        rows = rows.filter(_has_child(rows.model, relation, list(group), depth + 1))
    return rows


def knows(model: type[Model], condition: Condition) -> bool:
    """Whether rows of another model can be asked the same, having columns of the same names."""
    leaf = condition.leaf
    return (
        not leaf.branch
        and leaf.field.expression is None
        and all(_is_column(model, path) for path in leaf.field.columns)
    )


def holds(condition: Condition, model: type[Model]) -> Q:
    """The condition as the database is asked; absent values differ from every value."""
    field, operator, values = condition.leaf.field, condition.operator, condition.values
    if operator.orders:
        return reduce(
            or_, (field.kind.compares(path, operator, values[0]) for path in field.columns)
        )
    found = {path: field.kind.is_one_of(path, values) for path in field.columns}
    if not operator.is_negative:
        return reduce(or_, found.values())
    return reduce(and_, (_differs(model, path, one) for path, one in found.items()))


def _differs(model: type[Model], path: str, equal: Q) -> Q:
    # Of columns Django itself lets a negation hold where they are empty, in the very words that
    # conditions of partial indexes have. Of expressions and keys in JSON it does not.
    return ~equal if _is_column(model, path) else ~equal | Q(**{f"{path}__isnull": True})


def _is_column(model: type[Model], path: str) -> bool:
    step, _, rest = path.partition("__")
    try:
        field = model._meta.get_field(step)
    except FieldDoesNotExist:
        return False
    if not rest:
        return True
    related = field.related_model
    return isinstance(related, type) and _is_column(related, rest)


def _has_child(model: type[Model], relation: str, conditions: Sequence[Condition], depth: int) -> Q:
    reverse = model._meta.get_field(relation)
    assert isinstance(reverse, ForeignObjectRel)
    children = reverse.related_model._base_manager.filter(**{reverse.field.name: OuterRef("pk")})
    found = Q(Exists(matching(children, conditions, depth)))
    if all(condition.operator.is_negative for condition in conditions):
        found |= ~Q(Exists(children))
    return found
