"""What a traveller is asked beside the fares, and how the answers are read and told again (§6.1).

Apps lose the whole list over one field: each has `required`, and its `value`, or of several choices
its `values`, even where there is nothing in it. A `value` is always text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from protocols.tripgo.errors import NotBookable
from protocols.tripgo.fields import read_moment, read_whole
from protocols.tripgo.why import Why
from protocols.tripgo.wire import iso_utc

ONE_WAY = "One-way only"
LONGEST_TEXT = 1000
TRUE, FALSE = "true", "false"

Answer = str | tuple[str, ...]
"""As it is told again: text, or the ids of several choices."""
Wire = dict[str, Any]


class InputKind(StrEnum):
    """What a field asks for; an app that meets another word shows nothing at all."""

    SINGLE_CHOICE = "SINGLE_CHOICE"
    MULTIPLE_CHOICE = "MULTIPLE_CHOICE"
    LONG_TEXT = "LONG_TEXT"
    NUMBER = "NUMBER"
    RETURN_TRIP = "RETURN_TRIP"
    TERMS = "TERMS"


@dataclass(frozen=True, slots=True)
class InputOption:
    """One of the choices of a field."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class InputField:
    """A question to the traveller. `value` is the answer of whoever says nothing; of several
    choices that is none."""

    id: str
    kind: InputKind
    title: str
    required: bool = False
    options: tuple[InputOption, ...] = ()
    value: str = ""
    smallest: int | None = None
    largest: int | None = None
    url: str = ""
    """Where the terms are that are to be accepted."""

    def to_wire(self, answer: Answer | None = None) -> Wire:
        """The field with an answer, or as it is before anybody has answered."""
        told: Wire = {
            "id": self.id,
            "type": self.kind.value,
            "title": self.title,
            "required": self.required,
        }
        if self.options:
            told["options"] = [{"id": one.id, "title": one.title} for one in self.options]
        if self.kind == InputKind.MULTIPLE_CHOICE:
            return {**told, "values": list(answer or ())}
        told["value"] = self.default if answer is None else answer
        if self.smallest is not None:
            told["minValue"] = self.smallest
        if self.largest is not None:
            told["maxValue"] = self.largest
        if self.url:
            told["urlValue"] = self.url
        return told

    @property
    def default(self) -> str:
        return self.value or (FALSE if self.kind == InputKind.TERMS else "")

    def read(self, told: Any) -> Answer:
        """An answer as an app sent it; nothing, null and empty text say nothing. NotBookable, in
        words for the traveller, if it is needed and missing, or does not fit."""
        if told is None or told == "" or told == []:
            return self._unanswered()
        answer = READERS[self.kind](self, told)
        if self.required and not answer:
            return self._unanswered()
        return answer

    def refusal(self, why: Why, **facts: object) -> NotBookable:
        return NotBookable(why, of=self.title, **facts)

    def _unanswered(self) -> Answer:
        if self.kind == InputKind.MULTIPLE_CHOICE:
            if self.required:
                raise self.refusal(Why.CHOOSE_SOME)
            return ()
        if self.required and (not self.value or self.kind == InputKind.TERMS):
            raise self.refusal(Why.UNANSWERED)
        return self.default


def read_answers(fields: Sequence[InputField], told: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers to these fields, by id; what was told of any other field is passed over, and who
    said nothing gets the default. NotBookable."""
    return {field.id: field.read(told.get(field.id)) for field in fields}


def answered(fields: Sequence[InputField], answers: Mapping[str, Answer]) -> list[Wire]:
    """The fields with what was answered, in their order."""
    return [field.to_wire(answers.get(field.id)) for field in fields]


def read_return(told: str) -> str:
    """When the traveller wants to go back: empty for undecided, the words of no way back, or a
    moment in UTC without fractions. ValueError for anything else."""
    text = told.strip()
    if not text or text == ONE_WAY:
        return text
    moment = read_moment(text)
    if moment is None:
        raise ValueError("no time")
    return iso_utc(moment)


def _read_choice(field: InputField, told: Any) -> str:
    """By id; by title too, since older apps send that."""
    word = _text(field, told).strip()
    for known in (lambda one: one.id == word, lambda one: one.title == word):
        for option in filter(known, field.options):
            return option.id
    raise field.refusal(Why.CHOOSE_ONE)


def _read_choices(field: InputField, told: Any) -> tuple[str, ...]:
    words = told if isinstance(told, list) else [told]
    chosen = {_read_choice(field, word) for word in words if word not in ("", None)}
    return tuple(option.id for option in field.options if option.id in chosen)


def _read_text(field: InputField, told: Any) -> str:
    text = _text(field, told).strip()
    if len(text) > LONGEST_TEXT:
        raise field.refusal(Why.TOO_LONG, most=LONGEST_TEXT)
    return text


def _read_number(field: InputField, told: Any) -> str:
    number = read_whole(told)
    if number is None:
        raise field.refusal(Why.WHOLE_NUMBER)
    if field.smallest is not None and number < field.smallest:
        raise field.refusal(Why.AT_LEAST, least=field.smallest)
    if field.largest is not None and number > field.largest:
        raise field.refusal(Why.AT_MOST, most=field.largest)
    return str(number)


def _read_return(field: InputField, told: Any) -> str:
    try:
        return read_return(_text(field, told))
    except ValueError as fault:
        raise field.refusal(Why.TIME) from fault


def _read_terms(field: InputField, told: Any) -> str:
    word = told if isinstance(told, bool) else _text(field, told).strip().lower() == TRUE
    if field.required and not word:
        raise field.refusal(Why.ACCEPT)
    return TRUE if word else FALSE


def _text(field: InputField, told: Any) -> str:
    if isinstance(told, bool) or not isinstance(told, str | int | float):
        raise field.refusal(Why.TEXT)
    return str(told)


READERS: Mapping[InputKind, Callable[[InputField, Any], Answer]] = {
    InputKind.SINGLE_CHOICE: _read_choice,
    InputKind.MULTIPLE_CHOICE: _read_choices,
    InputKind.LONG_TEXT: _read_text,
    InputKind.NUMBER: _read_number,
    InputKind.RETURN_TRIP: _read_return,
    InputKind.TERMS: _read_terms,
}
