"""What the published file of TOMP 1.6.1 says about an answer.

The file is data and lies outside the project; where it is missing, nothing is checked. Where it
contradicts itself it is mended first: the functions here and those of /edge/tomp name each place.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from protocols.management.commands.describe_apis import parse
from tests.protocols.openapi import Published
from tests.protocols.tomp.edge.published import FILE, MENDED, MISSING, Schemas

__all__ = ["EVERYWHERE", "FILE", "FURTHER", "MISSING", "read_published"]

EVERYWHERE = {403, 404, 405, 413, 415, 429}
"""Refusals of HTTP, of tokens and of ids, which the file declares at some operations alone."""
FURTHER: dict[tuple[str, str], set[int]] = {
    ("POST", "/bookings/{id}/events"): {428, 503},
    ("POST", "/bookings/one-stop"): {409, 428},
    # A customer can be blocked later as well, and no key can be there to draw a barcode with.
    ("PUT", "/bookings/{id}"): {428, 503},
    ("GET", "/legs/{id}"): {304, 412, 503},
    ("GET", "/operator/ping"): {400},
    ("GET", "/operator/meta"): {400},
    ("GET", "/legs/{id}/progress"): {400},
    ("GET", "/bookings/{id}"): {400},
    ("GET", "/support/{id}/status"): {400},
}
"""Statuses that are answered beyond those that the file declares, by operation."""


def kinds_are_told_by_their_type(schemas: Schemas) -> None:
    """Conditions and token data are `oneOf` open objects, so that every one fits several; the
    discriminator, which JSON Schema does not know, says which one counts."""
    for place in places_of_choices(schemas):
        named = place["discriminator"]["propertyName"]
        choices = [each["$ref"] for each in place.pop("oneOf")]
        names = [choice.rpartition("/")[2] for choice in choices]
        place["type"] = "object"
        place["required"] = [named]
        place["properties"] = {named: {"enum": names}}
        place["allOf"] = [
            {
                "if": {"properties": {named: {"const": name}}},
                "then": {"$ref": choice},
            }
            for name, choice in zip(names, choices, strict=True)
        ]


def places_of_choices(schemas: Schemas) -> Iterator[dict[str, Any]]:
    yield schemas["leg"]["properties"]["conditions"]["items"]
    yield schemas["assetType"]["properties"]["conditions"]["items"]
    yield schemas["token"]["properties"]["tokenData"]


def names_are_two_words(schemas: Schemas) -> None:
    """A comma is missing between LAST_NAME and MIDDLE_NAME."""
    [_, own] = schemas["conditionRequireBookingData"]["allOf"]
    words = own["properties"]["requiredFields"]["items"]["enum"]
    words[words.index("LAST_NAME MIDDLE_NAME")] = "LAST_NAME"
    words.append("MIDDLE_NAME")


OWN = (kinds_are_told_by_their_type, names_are_two_words)


@cache
def read_published() -> Published | None:
    """The file, mended; None where it is missing."""
    if not FILE.exists():
        return None
    document = parse(FILE.read_text())
    for mend in (*MENDED, *OWN):
        mend(document["components"]["schemas"])
    return Published(document)
