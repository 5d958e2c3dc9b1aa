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
    inner = request._request if isinstance(request, Request) else request
    for tag in liked_languages(inner):
        code = tag.partition("-")[0].lower()
        found = languages.get(NORWEGIAN.get(code, code))
        if found is not None:
            return found
    return languages[TravellerLanguage.ENGLISH]
