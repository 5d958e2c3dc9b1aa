"""Ways to break a constraint: each is a call that the database must refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from tests.factories.moments import NOW

Make = Callable[..., Any]
Violation = Callable[[], object]

NONSENSE = "NONSENSE"


def write(row: models.Model, **values: Any) -> None:
    """Write past the actions, as nothing but a test does."""
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def wrong(make: Make, **values: Any) -> Violation:
    """A row that was good gets values that are not."""
    return lambda: write(make(), **values)


def twice(make: Callable[[], tuple[Any, Any]], *fields: str) -> Violation:
    """The second of two rows gets the first one's values."""

    def violate() -> None:
        first, second = make()
        write(second, **{field: getattr(first, field) for field in fields})

    return violate


def stranger(make: Make, field: str, other: Make) -> Violation:
    """A row points to a row of another tenant."""
    return lambda: write(make(), **{field: other()})


def two(make: Make, shared: str, parent: Make, **more: Any) -> Callable[[], tuple[Any, Any]]:
    """Two rows of one parent."""

    def pair() -> tuple[Any, Any]:
        owner = parent()
        return make(**{shared: owner}, **more), make(**{shared: owner}, **more)

    return pair


def event_of(make: Make, name: str) -> Violation:
    """Events cannot be changed, so a wrong one is written."""
    return lambda: make().events.create(name=name, actor="test", happened_at=NOW)
