"""The examples of the reference, and what of their members an answer lacks. The reference is no
part of the project; where it is missing, what is read from it is skipped."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

FILE = Path(settings.BASE_DIR).parent / "shared" / "protocols" / "tripgo-booking.md"
TEXT = FILE.read_text() if FILE.exists() else ""
SECTION = re.compile(r"^## (\d+)\. .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"```json\n(.*?)```", re.DOTALL)
STEP = re.compile(r"^(\d+)\. .*?(?=^\d+\. |^---)", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(\{.*?\})`")
NUMBER = (int, float)

beside_the_reference = pytest.mark.skipif(
    not TEXT, reason="the reference of this format is not beside the project"
)


def section(number: int) -> str:
    return next(one[0] for one in SECTION.finditer(TEXT) if one[1] == str(number))


def examples(text: str) -> list[Any]:
    """The JSON that stands in blocks of its own."""
    return [json.loads(one) for one in FENCED.findall(text)]


def worked(step: int) -> str:
    """The text of a step of the worked exchange."""
    return next(one[0] for one in STEP.finditer(section(12)) if one[1] == str(step))


def inline(text: str) -> list[Any]:
    """The JSON objects that stand in a line of the text."""
    return [json.loads(one) for one in INLINE.findall(text)]


def lacking(example: Any, told: Any, but: Collection[str] = (), path: str = "") -> Iterator[str]:
    """Where an answer does not have a member of the example, or has it in another type of JSON.
    Members of objects in arrays are looked for in any of the answer's. `but`: what it may lack."""
    if path in but:
        return
    if isinstance(example, dict) and isinstance(told, dict):
        yield from _lacking_members(example, told, but, path)
    elif isinstance(example, list) and isinstance(told, list):
        for inner in (one for one in example if isinstance(one, dict)):
            found = [list(lacking(inner, one, but, f"{path}[]")) for one in told]
            yield from min(found, key=len, default=[f"{path}[]"])
    elif not _alike(example, told):
        yield path


def _lacking_members(
    example: dict[str, Any], told: dict[str, Any], but: Collection[str], path: str
) -> Iterator[str]:
    for name, inner in example.items():
        inside = f"{path}.{name}".lstrip(".")
        if name in told:
            yield from lacking(inner, told[name], but, inside)
        elif inside not in but:
            yield inside


def _alike(example: Any, told: Any) -> bool:
    if isinstance(example, NUMBER) and not isinstance(example, bool):
        return isinstance(told, NUMBER) and not isinstance(told, bool)
    return type(example) is type(told)
