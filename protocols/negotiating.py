"""What a client would like to get: types and languages, the best first (RFC 9110 §12)."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

LONGEST_HEADER = 500


def type_named(asked: str) -> str:
    """The media type or word that a query names; a plus that was not escaped arrives as a space."""
    return asked.strip().replace(" ", "+").lower()


def liked_languages(request: HttpRequest) -> list[str]:
    """Tags of Accept-Language, the best one first."""
    accepted = request.META.get("HTTP_ACCEPT_LANGUAGE", "")[:LONGEST_HEADER]
    return [tag for tag, _ in parse_accept_lang_header(accepted)]
