"""Stored events as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NAMELESS = {"currency", "note"}
"""Details that tell people nothing: amounts have their currency, notes stand on the page."""
AMOUNTS = {"amount", "fee"}
SHORT = 8
"""So much of a reference tells it from the others of its row."""


def in_words(name: str) -> str:
    """A stored word as people read it: OPERATOR_LIABILITY is Operator liability."""
    return name.replace("_", " ").capitalize().replace("Vat", "VAT")


def words_of(
    details: Mapping[str, Any], names: Mapping[str, str] | None = None, currency: str = ""
) -> str:
    """Stored details as a sentence: version 2; lines: 1 × Single, Adult. `names`: what people call
    a reference; `currency`: of amounts that do not tell theirs."""
    told, names = [], names or {}
    for name, value in details.items():
        if name in NAMELESS or value in (None, "", [], {}):
            continue
        word = in_words(name).lower()
        if name in AMOUNTS and _is_amount(value):
            told.append(f"{word} {value} {details.get('currency', currency)}".rstrip())
        elif isinstance(value, list):
            told.append(f"{word}: {', '.join(_short(one, names) for one in value)}")
        else:
            text = _short(value, names)
            told.append(f"{word}: {text}" if " " in text else f"{word} {text}")
    return "; ".join(told)


def _is_amount(value: object) -> bool:
    return isinstance(value, str) and value.removeprefix("-").replace(".", "", 1).isdigit()


def _short(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return f"({words_of(value, names)})"
    text = str(value)
    if text in names:
        return names[text]
    if text.isupper() and text.replace("_", "").isalpha():
        return in_words(text).lower()
    is_reference = len(text) == 36 and text.count("-") == 4
    return text[:SHORT] if is_reference else text
