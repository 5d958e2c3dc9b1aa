"""The grammar of a condition: `operator:value`, or a bare value that means `eq`."""

from __future__ import annotations

import re
from enum import StrEnum

OPERATOR_LIKE = re.compile(r"[a-z]+")


class Operator(StrEnum):
    """How a condition compares; all conditions of one question hold together."""

    EQ = "eq"
    NE = "ne"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    IN = "in"
    NIN = "nin"

    @property
    def takes_list(self) -> bool:
        return self in (Operator.IN, Operator.NIN)

    @property
    def is_negative(self) -> bool:
        """Whether it also holds of rows in which the value is absent."""
        return self in (Operator.NE, Operator.NIN)

    @property
    def orders(self) -> bool:
        return self in (Operator.GT, Operator.GTE, Operator.LT, Operator.LTE)


EQUALITY = frozenset({Operator.EQ, Operator.NE})
MEMBERSHIP = EQUALITY | {Operator.IN, Operator.NIN}
EVERY_OPERATOR = frozenset(Operator)


def split(text: str) -> tuple[str, str]:
    """The operator as it was written and the value behind the first colon.

    Only lower-case letters can be an operator, so that `ENT:Channel:App` is a bare value; a value
    that itself begins with `word:` has to be sent as `eq:word:…`.
    """
    head, colon, rest = text.partition(":")
    if colon and OPERATOR_LIKE.fullmatch(head):
        return head, rest
    return Operator.EQ.value, text
