"""What can be wrong with the question for a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from operators.tenancy.errors import DomainError


class ProblemKind(StrEnum):
    """What a face turns into its own error code."""

    UNKNOWN_FIELD = "UNKNOWN_FIELD"
    UNKNOWN_OPERATOR = "UNKNOWN_OPERATOR"
    OPERATOR_NOT_FOR_TYPE = "OPERATOR_NOT_FOR_TYPE"
    UNUSABLE_VALUE = "UNUSABLE_VALUE"
    FILTER_REQUIRED = "FILTER_REQUIRED"
    BAD_PAGE = "BAD_PAGE"
    BAD_PER_PAGE = "BAD_PER_PAGE"
    BAD_ORDER = "BAD_ORDER"


@dataclass(frozen=True)
class Problem:
    """One part of the question that cannot be used; `value` is that part as it was sent.

    `value` is empty where the field keeps its values to itself.
    """

    kind: ProblemKind
    field: str
    value: str
    message: str


class UnusableListing(DomainError):
    """The list cannot be shown like this; `problems` tells each reason, never none."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.message for problem in self.problems))
