"""The currencies of ISO 4217, from a package that follows what is published."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from iso4217 import Currency

DECIMALS: dict[str, int | None] = {one.code: one.exponent for one in Currency}
"""How many decimals amounts have, by code; None for what is counted otherwise, such as gold."""


def is_currency(code: str) -> bool:
    """Whether ISO 4217 lists this code now."""
    return code in DECIMALS


def check_currency(code: str) -> None:
    """ValidationError unless ISO 4217 lists this code now."""
    if not is_currency(code):
        raise ValidationError("Three capital letters of ISO 4217, such as EUR.")
