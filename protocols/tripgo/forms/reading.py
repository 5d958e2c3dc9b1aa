"""What apps send back of a form: each in its own way, so values are looked up by the id of their
field and everything else is passed over (reference §7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from protocols.tripgo.errors import Missing, Unusable
from protocols.tripgo.fields import NO, YES, object_in, read_moment, read_whole
from protocols.tripgo.why import Why

MOST_FIELDS = 200
LONGEST_VALUE = 10_000
Answers = Mapping[str, Any]


def answers_of(body: Any) -> dict[str, Any]:
    """The values by the id of their field: `{"input": [{"id": …, "value": …}]}`. Confirmations'
    actions say `field` for `id`. Nothing for an empty body; of an id that comes twice the last
    counts. Unusable for what is no object with such a list."""
    told = object_in(body).get("input")
    if told is None:
        return {}
    if not isinstance(told, list) or len(told) > MOST_FIELDS:
        raise Unusable("input", f"Send a list of at most {MOST_FIELDS} fields.")
    answers: dict[str, Any] = {}
    for one in told:
        if not isinstance(one, Mapping):
            raise Unusable("input", "Each is an object with id and value.")
        name = one.get("id", one.get("field"))
        if isinstance(name, str):
            answers[name] = one.get("values") if one.get("value") is None else one["value"]
    return answers


def text_of(answers: Answers, name: str, *, longest: int = LONGEST_VALUE) -> str:
    """A text, trimmed; empty where there is none. Unusable for what is no text, or too long."""
    told = answers.get(name)
    if isinstance(told, Mapping):
        # Of an option field.
        told = told.get("value")
    if told is None or isinstance(told, bool):
        return ""
    if not isinstance(told, str | int | float):
        raise Unusable(name, Why.TEXT)
    text = str(told).strip()
    if len(text) > longest:
        raise Unusable(name, Why.TOO_LONG, most=longest)
    return text


def needed_text_of(answers: Answers, name: str, *, longest: int = LONGEST_VALUE) -> str:
    """As `text_of`. Missing where there is none."""
    text = text_of(answers, name, longest=longest)
    if not text:
        raise Missing(name)
    return text


def secret_of(answers: Answers, name: str) -> str:
    """A password as it was typed, or a token; empty where there is none. Unusable."""
    told = answers.get(name)
    if told is None:
        return ""
    if not isinstance(told, str) or len(told) > LONGEST_VALUE:
        raise Unusable(name, Why.TEXT)
    return told


def whole_of(answers: Answers, name: str) -> int | None:
    """A whole number, or its text; None where there is none. Unusable for anything else."""
    told = answers.get(name)
    if told is None or told == "":
        return None
    number = read_whole(told)
    if number is None:
        raise Unusable(name, Why.WHOLE_NUMBER)
    return number


def flag_of(answers: Answers, name: str) -> bool:
    """Whether a switch is on; off where it was not sent. Unusable for what is neither."""
    told = str(answers.get(name, "")).strip().lower()
    if told in YES:
        return True
    if told in NO or told == "none":
        return False
    raise Unusable(name, "Send true or false.")


def moment_of(answers: Answers, name: str) -> datetime | None:
    """A moment in UTC, from seconds since 1970 or from an ISO time; None where there is none.
    Unusable."""
    told = answers.get(name)
    if told is None or told == "":
        return None
    moment = read_moment(told)
    if moment is None:
        raise Unusable(name, "Send seconds since 1970, or a time such as 2025-06-02T16:00:00Z.")
    return moment


def choice_of(answers: Answers, name: str, choices: Mapping[str, str]) -> str:
    """The value of one of the choices, which older apps name by its title; empty where none was
    made. Unusable for another one."""
    told = text_of(answers, name)
    if not told or told in choices:
        return told
    for value, title in choices.items():
        if title.casefold() == told.casefold():
            return value
    raise Unusable(name, Why.CHOOSE_ONE)
