"""Names that the outside world sees: opaque, unique, and telling nothing about volume."""

from __future__ import annotations

import secrets
import string

ORDER_ALPHABET = string.ascii_uppercase + string.digits


def new_reference() -> str:
    """Twenty-two characters that fit a URL; 128 random bits."""
    return secrets.token_urlsafe(16)


def new_order_code() -> str:
    """Eight upper-case letters and digits, as in the Entur order example."""
    return "".join(secrets.choice(ORDER_ALPHABET) for _ in range(8))


def new_number() -> int:
    """A positive 31-bit integer that is not sequential, for formats that want integers."""
    return 1_000_000 + secrets.randbelow(2**31 - 1_000_000)
