"""The three letters before a tenant's ids in formats that want NeTEx ids, such as `ENT`."""

from __future__ import annotations

import string
from itertools import product

from django.core.validators import RegexValidator

CODESPACE_FORM = r"^[A-Z]{3}$"
CODESPACE = RegexValidator(CODESPACE_FORM, "Three capital letters, such as ENT.")
FILLER = "X"


def free_codespace(slug: str, *, taken: set[str]) -> str:
    """The first three letters of the slug, or as much of them as nobody else has."""
    letters = "".join(letter for letter in slug.upper() if letter in string.ascii_uppercase)
    start = letters[:3].ljust(3, FILLER)
    candidates = (
        start[:kept] + "".join(ending)
        for kept in (3, 2, 1, 0)
        for ending in product(string.ascii_uppercase, repeat=3 - kept)
    )
    return next(code for code in candidates if code not in taken)
