"""Addresses of feeds; one that is not sound is left out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

LONGEST_URL = 200
is_url = URLValidator(schemes=["http", "https"])


def website(told: str | None) -> str:
    """The address of a page, if people can open it."""
    if not told or len(told) > LONGEST_URL:
        return ""
    try:
        is_url(told)
    except ValidationError:
        return ""
    return told


def email_address(told: str | None) -> str:
    """The address, if mail can be sent to it."""
    try:
        validate_email(told or "")
    except ValidationError:
        return ""
    return told or ""
