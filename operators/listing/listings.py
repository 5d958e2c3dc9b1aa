"""A list that can be asked for: its fields, its order, and how a question is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import F, Model
from django.utils.text import capfirst

from operators.listing.fields import Child, Condition, Field, Leaf, leaves
from operators.listing.grammar import Operator, split
from operators.listing.problems import Problem, ProblemKind, UnusableListing

PER_PAGE = 20
LARGEST_PAGE = 100
WHOLE_NUMBER = re.compile(r"[0-9]{1,18}")
DIRECTIONS = ("asc", "desc")
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Order:
    """By which field, and whether the largest comes first; the key decides between equals."""

    field: Field
    descending: bool

    @property
    def keys(self) -> tuple[Any, ...]:
        [column] = self.field.columns
        return tuple(
            F(name).desc() if self.descending else F(name).asc() for name in (column, "pk")
        )


@dataclass(frozen=True)
class ListQuery:
    """A question that was understood."""

    conditions: tuple[Condition, ...]
    order: Order
    page: int = 1
    per_page: int = PER_PAGE

    @property
    def offset(self) -> int:
        """How many rows come before the page."""
        return (self.page - 1) * self.per_page


@dataclass(frozen=True)
class Listing:
    """What the rows of a model can be filtered and sorted by, in the words of the core.

    `order` is the name of the field that rows are sorted by unless the caller says otherwise, the
    largest first. `needs_filter` refuses to list everything.
    """

    model: type[Model]
    fields: Sequence[Field]
    order: str
    children: Sequence[Child] = ()
    needs_filter: bool = False
    leaves: Mapping[str, Leaf] = field(init=False)

    def __post_init__(self) -> None:
        known = {leaf.name: leaf for leaf in leaves(self.fields, self.children)}
        object.__setattr__(self, "leaves", known)

    def needing_filter(self) -> Listing:
        """The same list, which is not shown without any condition."""
        return replace(self, needs_filter=True)

    def renamed(self, names: Mapping[str, str]) -> Listing:
        """The same list under the names of a face, and with these fields alone.

        `names` leads from the face's name to ours; problems then speak of the face's names.
        """
        other = replace(self)
        known = {theirs: self.leaves[ours] for theirs, ours in names.items()}
        object.__setattr__(other, "leaves", known)
        return other

    @property
    def title(self) -> str:
        return capfirst(str(self.model._meta.verbose_name_plural))

    def read(
        self,
        pairs: Pairs,
        *,
        page: str | None = None,
        per_page: str | None = None,
        order_by: str | None = None,
        direction: str | None = None,
    ) -> ListQuery:
        """Read the whole question; None is what was not said.

        Raises UnusableListing with every problem that there is.
        """
        problems: list[Problem] = []
        query = ListQuery(
            conditions=self._conditions(pairs, problems),
            order=self._order(order_by, direction, problems),
            page=_number("page", page, 1, None, problems),
            per_page=_number("per_page", per_page, PER_PAGE, LARGEST_PAGE, problems),
        )
        if problems:
            raise UnusableListing(problems)
        return query

    def conditions(self, pairs: Pairs) -> tuple[Condition, ...]:
        """Read conditions alone, as an export does. Raises UnusableListing."""
        return self.read(pairs).conditions

    def _conditions(self, pairs: Pairs, problems: list[Problem]) -> tuple[Condition, ...]:
        pairs = list(pairs)
        if self.needs_filter and not pairs:
            message = f"{self.title} are listed with at least one filter only."
            problems.append(Problem(ProblemKind.FILTER_REQUIRED, "", "", message))
        read = [self._condition(name, text, problems) for name, text in pairs]
        return tuple(condition for condition in read if condition is not None)

    def _condition(self, name: str, text: str, problems: list[Problem]) -> Condition | None:
        leaf = self.leaves.get(name)
        if leaf is None:
            message = f"{self.title} cannot be filtered by '{name}'."
            problems.append(Problem(ProblemKind.UNKNOWN_FIELD, name, text, message))
            return None
        written, value = split(text)
        try:
            operator = _operator(leaf.field, written)
            return Condition(leaf, operator, tuple(_values(leaf.field, operator, value)))
        except _Refused as refused:
            shown = text if leaf.field.echoed else ""
            problems.append(Problem(refused.kind, name, shown, f"'{name}': {refused.reason}"))
            return None

    def _order(self, order_by: str | None, direction: str | None, problems: list[Problem]) -> Order:
        default = next(field for field in self.fields if field.name == self.order)
        leaf = Leaf(default) if order_by is None else self.leaves.get(order_by)
        if leaf is None or leaf.branch or not leaf.field.is_sortable:
            message = f"{self.title} cannot be sorted by '{order_by}'."
            problems.append(Problem(ProblemKind.BAD_ORDER, "order_by", order_by or "", message))
        if direction not in (None, *DIRECTIONS):
            message = f"Sort in the direction asc or desc, not '{direction}'."
            problems.append(Problem(ProblemKind.BAD_ORDER, "direction", direction or "", message))
        return Order(leaf.field if leaf else default, descending=direction != "asc")


class _Refused(Exception):
    """Why one condition cannot be used."""

    def __init__(self, kind: ProblemKind, reason: str) -> None:
        self.kind = kind
        self.reason = reason
        super().__init__(reason)


def _operator(field: Field, written: str) -> Operator:
    try:
        operator = Operator(written)
    except ValueError:
        known = ", ".join(Operator)
        reason = f"unknown operator '{written}'; there are {known}. A text of that form needs eq:."
        raise _Refused(ProblemKind.UNKNOWN_OPERATOR, reason) from None
    if operator not in field.kind.operators:
        known = ", ".join(one for one in Operator if one in field.kind.operators)
        reason = f"cannot be compared with {operator}, only with {known}."
        raise _Refused(ProblemKind.OPERATOR_NOT_FOR_TYPE, reason)
    return operator


def _values(field: Field, operator: Operator, text: str) -> Iterable[Any]:
    parts = text.split(",") if operator.takes_list else [text]
    form = f"values with commas between them, each {field.kind.form}"
    reason = f"needs {form if operator.takes_list else field.kind.form}."
    refused = _Refused(ProblemKind.UNUSABLE_VALUE, reason)
    if operator.takes_list and "" in parts:
        raise refused
    try:
        return [field.kind.read(part) for part in parts]
    except ValueError:
        raise refused from None


def _number(
    name: str, text: str | None, default: int, most: int | None, problems: list[Problem]
) -> int:
    if text is None:
        return default
    number = int(text) if WHOLE_NUMBER.fullmatch(text) else 0
    if number >= 1 and (most is None or number <= most):
        return number
    kind = ProblemKind.BAD_PAGE if name == "page" else ProblemKind.BAD_PER_PAGE
    message = f"Needs a whole number from 1{f' to {most}' if most else ' on'}."
    problems.append(Problem(kind, name, text, message))
    return default
