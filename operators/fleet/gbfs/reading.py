"""From bytes to what a file says, or to all that is wrong with it, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import ValidationError

from operators.fleet.gbfs.shapes import Document
from operators.timetable.importing.problems import (
    LONGEST_VALUE,
    PROBLEMS_PER_CHECK,
    Problem,
    ProblemKind,
    ProblemsFound,
)

Inside = TypeVar("Inside")

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
KINDS = {
    "missing": ProblemKind.VALUE_MISSING,
    "json_invalid": ProblemKind.JSON_INVALID,
    "string_too_long": ProblemKind.VALUE_TOO_LONG,
    "string_too_short": ProblemKind.VALUE_MISSING,
    "too_short": ProblemKind.VALUE_MISSING,
    "literal_error": ProblemKind.VALUE_UNKNOWN,
    "greater_than": ProblemKind.NUMBER_INVALID,
    "greater_than_equal": ProblemKind.NUMBER_INVALID,
    "less_than": ProblemKind.NUMBER_INVALID,
    "less_than_equal": ProblemKind.NUMBER_INVALID,
    "finite_number": ProblemKind.NUMBER_INVALID,
    "int_from_float": ProblemKind.NUMBER_INVALID,
    "decimal_parsing": ProblemKind.NUMBER_INVALID,
    "string_pattern_mismatch": ProblemKind.VALUE_UNKNOWN,
    "datetime_parsing": ProblemKind.DATE_INVALID,
    "datetime_from_date_parsing": ProblemKind.DATE_INVALID,
    **{kind.value: kind for kind in ProblemKind if kind is not ProblemKind.JSON_INVALID},
}
COORDINATES = ("lat", "lon")


def read_document(name: str, raw: bytes, shape: type[Document[Inside]]) -> Document[Inside]:
    """What a file says. ProblemsFound tells all that is wrong, up to a limit."""
    try:
        return shape.model_validate_json(raw.removeprefix(BYTE_ORDER_MARK))
    except ValidationError as error:
        raise ProblemsFound(*problems_of(name, error)) from None


def problems_of(name: str, error: ValidationError) -> list[Problem]:
    """Each problem of one file; those above the limit are counted with the last one."""
    found = error.errors(include_url=False, include_context=False)
    problems = [problem_of(name, each) for each in found[:PROBLEMS_PER_CHECK]]
    left_out = len(found) - len(problems)
    return [*problems[:-1], replace(problems[-1], total=1 + left_out)]


def problem_of(name: str, error: Any) -> Problem:
    """What pydantic found, in our words."""
    field = path_of(error["loc"])
    kind = KINDS.get(error["type"], ProblemKind.TYPE_WRONG)
    if kind is ProblemKind.NUMBER_INVALID and error["loc"][-1] in COORDINATES:
        kind = ProblemKind.COORDINATE_INVALID
    if kind is ProblemKind.JSON_INVALID:
        return Problem(kind, f"The file is no whole JSON ({detail_of(error)}).", file=name)
    if kind is ProblemKind.VALUE_MISSING and error["type"] == "missing":
        return Problem(kind, "This is missing; add it.", file=name, field=field)
    value = printable(str(error["input"])[:LONGEST_VALUE])
    return Problem(kind, f"{error['msg']}.", file=name, field=field, value=value)


def printable(text: str) -> str:
    """A text that PostgreSQL can keep."""
    return text.replace("\x00", "�")


def detail_of(error: Any) -> str:
    return str(error["msg"]).removeprefix("Invalid JSON: ")


def path_of(places: Iterable[int | str]) -> str:
    """The way to a member, such as data.bikes[3].lat."""
    path = ""
    for place in places:
        if isinstance(place, int):
            path += f"[{place}]"
        elif place:
            path += f".{place}" if path else place
    return printable(path)
