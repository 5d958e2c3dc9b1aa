"""A ticket's id as people read it out and type it: 26 characters of Crockford's base 32."""

from __future__ import annotations

from uuid import UUID

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KNOWN_DIGITS = frozenset(DIGITS)
LENGTH = 26
ID_BITS = 128
DIGIT_BITS = 5
# Python counts to base 32 with the letters A to V.
PYTHON_DIGITS = str.maketrans(DIGITS, "0123456789ABCDEFGHIJKLMNOPQRSTUV")
# Letters that look like digits are not in the alphabet, so they can only mean these.
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def ticket_number(id: UUID) -> str:  # noqa: A002 - the word of every caller
    """The number that stands in a UIC barcode, on a PDF and on a screen; upper case."""
    number = id.int
    shifts = range((LENGTH - 1) * DIGIT_BITS, -1, -DIGIT_BITS)
    return "".join(DIGITS[number >> shift & 0x1F] for shift in shifts)


def read_ticket_number(text: str) -> UUID:
    """The id behind a typed number; ValueError if it is none.

    Case, spaces and hyphens do not count; O is read as 0, I and L as 1.
    """
    digits = text.upper().translate(READ_AS)
    if len(digits) != LENGTH or not KNOWN_DIGITS.issuperset(digits):
        raise ValueError("A ticket number has 26 letters and digits, without U.")
    number = int(digits.translate(PYTHON_DIGITS), len(DIGITS))
    if number >> ID_BITS:
        raise ValueError("A ticket number begins with a digit from 0 to 7.")
    return UUID(int=number)
