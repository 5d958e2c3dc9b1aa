"""What a list can be asked about: fields of its rows, and of the rows that belong to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from operators.listing.grammar import Operator
from operators.listing.kinds import Kind


@dataclass(frozen=True)
class Field:
    """A column under the name that conditions use.

    `path` may lead over foreign keys to one other row. Several `paths` are one field that equals
    a value where one of the columns does. `expression` stands in for a column that is not stored.
    Problems never repeat the values of a field that is not `echoed`.
    """

    name: str
    kind: Kind
    path: str = ""
    paths: tuple[str, ...] = ()
    expression: Any = None
    echoed: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        if self.expression is not None:
            return (self.alias,)
        return self.paths or (self.path or self.name,)

    @property
    def alias(self) -> str:
        return f"listed_{self.name}"

    @property
    def is_sortable(self) -> bool:
        return len(self.columns) == 1


@dataclass(frozen=True)
class Child:
    """Rows that belong to a row, by the name of the reverse relation.

    All conditions on one relation, and on what lies below it, must hold of one and the same child.
    Their names begin with the relation's: `lines.reference`.
    """

    relation: str
    fields: Sequence[Field]
    children: Sequence[Child] = ()


@dataclass(frozen=True)
class Leaf:
    """A field with the relations that lead to it, outermost first."""

    field: Field
    branch: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return ".".join((*self.branch, self.field.name))


@dataclass(frozen=True)
class Condition:
    """One condition that can be asked: the field, how to compare, and with which values."""

    leaf: Leaf
    operator: Operator
    values: tuple[Any, ...]


def leaves(
    fields: Sequence[Field], children: Sequence[Child], branch: tuple[str, ...] = ()
) -> Iterator[Leaf]:
    """All fields there are, those of the rows themselves first."""
    for field in fields:
        yield Leaf(field, branch)
    for child in children:
        yield from leaves(child.fields, child.children, (*branch, child.relation))
