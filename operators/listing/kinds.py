"""The types of fields: what may be written, how it compares, and what to ask the database."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q

from operators.listing.grammar import EQUALITY, EVERY_OPERATOR, MEMBERSHIP, Operator

AMOUNT = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,2})?")
INTEGER = re.compile(r"-?[0-9]{1,18}")
DIGITS = re.compile(r"0|[1-9][0-9]{0,17}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?"
    r"(Z|[+-][0-9]{2}(:?[0-9]{2})?)"
)


class Kind(ABC):
    """One type. `read` raises ValueError on what is not written as `form` says."""

    operators: ClassVar[frozenset[Operator]] = MEMBERSHIP
    form: str

    @property
    def choices(self) -> tuple[str, ...]:
        """All values there are, where they can be listed."""
        return ()

    @abstractmethod
    def read(self, text: str) -> Any:
        """The value that the text stands for."""

    def is_one_of(self, path: str, values: Sequence[Any]) -> Q:
        """Whether the column holds one of the values; never true where it is absent."""
        return Q(**{f"{path}__in": values}) if len(values) > 1 else Q(**{path: values[0]})

    def compares(self, path: str, operator: Operator, value: Any) -> Q:
        return Q(**{f"{path}__{operator.value}": value})


class Text(Kind):
    """Text and opaque ids, compared exactly. It has no order."""

    form = "text that can be stored"

    def read(self, text: str) -> str:
        if "\0" in text:
            raise ValueError
        # Half of a surrogate pair cannot be sent to the database either; its error is a ValueError.
        text.encode()
        return text


class Choice(Kind):
    """One of a few words, written exactly so."""

    def __init__(self, members: Iterable[str]) -> None:
        self._members = tuple(str(member) for member in members)
        self.form = f"one of {', '.join(self._members)}"

    @property
    def choices(self) -> tuple[str, ...]:
        return self._members

    def read(self, text: str) -> str:
        if text not in self._members:
            raise ValueError
        return text


class Flag(Kind):
    """True or false."""

    operators = EQUALITY
    form = "true or false"

    @property
    def choices(self) -> tuple[str, ...]:
        return ("true", "false")

    def read(self, text: str) -> bool:
        if text not in self.choices:
            raise ValueError
        return text == "true"


class Money(Kind):
    """An amount, compared as a number whatever its currency."""

    operators = EVERY_OPERATOR
    form = "an amount such as 1000.00"

    def read(self, text: str) -> Decimal:
        return Decimal(_of_form(AMOUNT, text))


class Integer(Kind):
    """A whole number of up to eighteen digits, also where its column holds fewer."""

    operators = EVERY_OPERATOR
    form = "a whole number of up to 18 digits"

    def read(self, text: str) -> int:
        return int(_of_form(INTEGER, text))

    def compares(self, path: str, operator: Operator, value: int) -> Q:
        # Django leaves a comparison out that every number of the column passes.
        return super().compares(path, operator, value) & Q(**{f"{path}__isnull": False})


class Moment(Kind):
    """A moment, compared by whole seconds: what is read from an answer finds its row again."""

    operators = EVERY_OPERATOR
    form = "a moment with its offset such as 2026-03-02T10:15:30Z, or a day such as 2026-03-02"

    def read(self, text: str) -> datetime:
        """The moment in UTC; a day stands for its midnight UTC."""
        if DAY.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
        moment = datetime.fromisoformat(_of_form(MOMENT, text))
        try:
            return moment.astimezone(UTC).replace(microsecond=0)
        except OverflowError as error:
            raise ValueError from error

    def is_one_of(self, path: str, values: Sequence[datetime]) -> Q:
        found = Q()
        for value in values:
            found |= Q(**{f"{path}__gte": value, f"{path}__lte": _end_of_second(value)})
        return found

    def compares(self, path: str, operator: Operator, value: datetime) -> Q:
        behind = operator in (Operator.GT, Operator.LTE)
        return super().compares(path, operator, _end_of_second(value) if behind else value)


class Day(Kind):
    """A calendar day."""

    operators = EVERY_OPERATOR
    form = "a day such as 2026-03-02"

    def read(self, text: str) -> date:
        return date.fromisoformat(_of_form(DAY, text))


class _Id(Kind):
    """An id that is kept in another form than it is written: any text may be asked for, and one
    that is not written as we write it belongs to no row."""

    form = Text.form

    def read(self, text: str) -> Any:
        return self._kept(Text().read(text))

    @abstractmethod
    def _kept(self, text: str) -> Any:
        """The value as it is kept; None for one that no row can have."""

    def is_one_of(self, path: str, values: Sequence[Any]) -> Q:
        return Q(**{f"{path}__in": [value for value in values if value is not None]})


class Reference(_Id):
    """A UUID, written in lower case with hyphens."""

    def _kept(self, text: str) -> UUID | None:
        try:
            reference = UUID(text)
        except ValueError:
            return None
        return reference if str(reference) == text else None


class Digits(_Id):
    """An integer that the outside world sees as a word of digits, without an order."""

    def _kept(self, text: str) -> int | None:
        return int(text) if DIGITS.fullmatch(text) else None


def _of_form(form: re.Pattern[str], text: str) -> str:
    if not form.fullmatch(text):
        raise ValueError
    return text


def _end_of_second(moment: datetime) -> datetime:
    # The last microsecond, and not the next second, which the last second of all lacks.
    return moment.replace(microsecond=999_999)
