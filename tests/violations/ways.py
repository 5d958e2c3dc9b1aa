"""Ways to break a constraint: each is a call that the database must refuse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from tests.factories.moments import NOW

Make = Callable[..., Any]
Violation = Callable[[], object]

NONSENSE = "NONSENSE"


def write(row: models.Model, **values: Any) -> None:
    """Write past the actions, as nothing but a test does."""
    type(row)._base_manager.filter(pk=row.pk).update(**values)


@dataclass(frozen=True)
class OfGoodRows:
    """A violation by something that is done to good rows, with which others may begin as well."""

    make: Make
    spoil: Callable[[Any], object]

    def __call__(self) -> object:
        return self.spoil(self.make())


def wrong(make: Make, **values: Any) -> OfGoodRows:
    """A row that was good gets values that are not."""
    return OfGoodRows(make, lambda row: write(row, **values))


def twice(make: Callable[[], tuple[Any, Any]], *fields: str) -> OfGoodRows:
    """The second of two rows gets the first one's values."""

    def spoil(rows: tuple[Any, Any]) -> None:
        first, second = rows
        write(second, **{field: getattr(first, field) for field in fields})

    return OfGoodRows(make, spoil)


def stranger(make: Make, field: str, other: Make) -> OfGoodRows:
    """A row points to a row of another tenant."""
    return OfGoodRows(make, lambda row: write(row, **{field: other()}))


def made_by(violation: Violation) -> Make | None:
    """What makes the good rows that it begins with; None if it says nothing of them."""
    return violation.make if isinstance(violation, OfGoodRows) else None


def two(make: Make, shared: str, parent: Make, **more: Any) -> Callable[[], tuple[Any, Any]]:
    """Two rows of one parent."""

    def pair() -> tuple[Any, Any]:
        owner = parent()
        return make(**{shared: owner}, **more), make(**{shared: owner}, **more)

    return pair


def event_of(make: Make, name: str) -> Violation:
    """Events cannot be changed, so a wrong one is written."""
    return lambda: make().events.create(name=name, actor="test", happened_at=NOW)
