"""The language that an app wants to be spoken to in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.http import HttpRequest
from rest_framework.request import Request

from protocols.negotiating import liked_languages
from tickets.forms.languages import TravellerLanguage

Words = TypeVar("Words")
NORWEGIAN = {"no": "nb", "nn": "nb"}


def chosen(request: HttpRequest | Request, languages: Mapping[str, Words]) -> Words:
    """The words of the language that the app likes best (Accept-Language); English without any."""
    for code in liked(request):
        found = languages.get(NORWEGIAN.get(code, code))
        if found is not None:
            return found
    return languages[TravellerLanguage.ENGLISH]


def liked(request: HttpRequest | Request) -> tuple[str, ...]:
    """The languages that the app likes, in two or three letters, the best one first."""
    inner = request._request if isinstance(request, Request) else request
    return tuple(tag.partition("-")[0].lower() for tag in liked_languages(inner))
