"""What makes one sale different from another: its ids, references, codes and days."""

from __future__ import annotations

import base64
import random
import re
import uuid
from collections.abc import Mapping
from enum import StrEnum

ORDER_CODE_DIGITS = 8
SMALLEST_NUMBER, LARGEST_NUMBER = 10**13, 2**53


class Kind(StrEnum):
    """The kinds of text that must be new in every sale."""

    REFERENCE = "reference"
    UUID = "uuid"
    NUMBER = "number"
    CODE = "code"


def fresh(kind: str, dice: random.Random) -> str:
    """A text of that kind that hardly can have been drawn before."""
    match Kind(kind):
        case Kind.REFERENCE:
            return base64.urlsafe_b64encode(dice.randbytes(16)).rstrip(b"=").decode()
        case Kind.UUID:
            return str(uuid.UUID(bytes=dice.randbytes(16), version=4))
        case Kind.NUMBER:
            return str(dice.randrange(SMALLEST_NUMBER, LARGEST_NUMBER))
        case Kind.CODE:
            return "".join(dice.choices("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=ORDER_CODE_DIGITS))


def cut_out(text: str, names: Mapping[str, str]) -> str:
    """A template for `%` with a name in place of each identity; `names` maps what is to go.

    Identities are whole words, so they must be long or they would be found elsewhere.
    """
    if not names:
        return text.replace("%", "%%")
    longest_first = sorted(names, key=len, reverse=True)
    words = "|".join(re.escape(old) for old in longest_first)
    found = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])|%")
    return found.sub(lambda match: "%%" if match[0] == "%" else f"%({names[match[0]]})s", text)
