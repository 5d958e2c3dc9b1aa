"""What the published file of TOMP 1.1.0 says about an answer: its status, headers and body.

The file is data and lies outside the project; where it is missing, nothing is checked.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from protocols.management.commands.describe_apis import parse
from tests.protocols.openapi import Published

FILE = Path(settings.BASE_DIR).parent / "shared" / "specs" / "tomp-1.1.0.yaml"
MISSING = "the published file of TOMP 1.1.0 is not beside the project"

EXCEPTIONS = {
    # 1.1.0 has no word for a leg that was cancelled. Vendors' 1.1 documents took CANCELLED from
    # 1.2; a client that wants 1.1.0 to the letter sends that version and never sees the word.
    "legState": {"CANCELLED"},
}
"""Words beyond the file's, by schema, that are sent on 1.1.1 and later."""


def conditions_are_told_by_their_type(schemas: dict[str, Any]) -> None:
    """`condition` is one of its own parts, each of which is a `condition`, without an end; its
    discriminator, which JSON Schema does not know, says which part counts."""
    names = [choice["$ref"].rpartition("/")[2] for choice in schemas["condition"].pop("oneOf")]
    schemas["leg"]["properties"]["conditions"]["items"] = {
        "type": "object",
        "required": ["conditionType"],
        "properties": {"conditionType": {"enum": names}},
        "allOf": [
            {
                "if": {"properties": {"conditionType": {"const": name}}},
                "then": {"$ref": f"#/components/schemas/{name}"},
            }
            for name in names
        ],
    }


@cache
def read_published(version: str) -> Published | None:
    """The file as it holds for a version, or None where it is missing."""
    if not FILE.exists():
        return None
    document = parse(FILE.read_text())
    if version != "1.1.0":
        for schema, words in EXCEPTIONS.items():
            document["components"]["schemas"][schema]["enum"].extend(words)
    conditions_are_told_by_their_type(document["components"]["schemas"])
    return Published(document)
