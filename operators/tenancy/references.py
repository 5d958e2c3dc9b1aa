"""Names that the outside world sees: opaque, unique, and telling nothing about volume."""

from __future__ import annotations

import secrets
import string

# Without the letters and digits that people mistake for one another.
ORDER_ALPHABET = "".join(sorted(set(string.ascii_uppercase + string.digits) - set("O0I1")))
LARGEST_NUMBER = 2**53 - 1


def new_reference() -> str:
    """Twenty-two characters that fit a URL; 128 random bits."""
    return secrets.token_urlsafe(16)


def new_order_code() -> str:
    """Eight upper-case letters and digits, as in the Entur order example."""
    return "".join(secrets.choice(ORDER_ALPHABET) for _ in range(8))


def new_number() -> int:
    """A positive integer that is not sequential, for formats that want integers.

    Up to 2^53: every JSON reader keeps it exact, and two are hardly ever the same.
    """
    return 1 + secrets.randbelow(LARGEST_NUMBER)
