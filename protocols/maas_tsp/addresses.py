"""Addresses as this format writes them: `streetName:Main Street|streetNumber:5|city:Leiden`."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

KEYS = (
    "streetName", "streetNumber", "city", "zipCode", "state", "country", "district", "ward",
)  # fmt: skip
WITH_DIGITS = frozenset({"streetName", "streetNumber", "zipCode", "district", "ward"})
BY_LOWER = {key.lower(): key for key in KEYS}


def read_address(text: str) -> dict[str, str]:
    """The parts of an address by their names; names that are not known are passed over."""
    parts: dict[str, str] = {}
    for component in text.split("|"):
        name, colon, value = component.partition(":")
        key = BY_LOWER.get(name.strip().lower())
        told = " ".join(unquote(value).split())
        if key and colon and told:
            parts[key] = told
    return parts


def write_address(parts: Mapping[str, str]) -> str:
    """The parts in the order of the format; empty where none of them is well formed, since callers
    refuse such an address."""
    told = {key: value for key in KEYS if (value := _plain(parts.get(key, "")))}
    if not any(_begins_well(key, value) for key, value in told.items()):
        return ""
    return "|".join(f"{key}:{value}" for key, value in told.items())


def tidied(text: str) -> str:
    """An address as we write it ourselves; empty where nothing in it is well formed."""
    return write_address(read_address(text))


def _begins_well(key: str, value: str) -> bool:
    return value[0].isalpha() or (key in WITH_DIGITS and value[0].isdecimal())


def _plain(value: str) -> str:
    # Either mark would be read as a part of the form.
    return " ".join(value.replace("|", " ").replace("%", " ").split())
