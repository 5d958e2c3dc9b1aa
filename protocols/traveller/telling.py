"""Saying in a few words why there is nothing to show: as a page, or to the page's script."""

from __future__ import annotations

from typing import Protocol

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from operators.tenancy.correlation import current_correlation_id
from protocols.negotiating import liked_languages
from protocols.traveller.wording import LANGUAGES
from tickets.forms.languages import TravellerLanguage
from tickets.forms.styling import language_of
from tickets.models import TicketStyle

ANY_LANGUAGE = TicketStyle(languages=[language.value for language in LANGUAGES])
"""Where no ticket says which ones there are."""


class Teller(Protocol):
    """Tells something by its name: `gone`, `later` or `too_many`."""

    def __call__(self, request: HttpRequest, about: str, *, status: int) -> HttpResponse: ...


def language_for(request: HttpRequest, style: TicketStyle = ANY_LANGUAGE) -> TravellerLanguage:
    """What the traveller reads: `?lang=`, else what the browser likes best (Accept-Language, RFC
    9110 §12.5.4), of the languages that the style has; else its first."""
    return language_of(style, wanted_languages(request))


def wanted_languages(request: HttpRequest) -> list[str]:
    """Tags of languages, the best one first."""
    return [request.GET.get("lang", ""), *liked_languages(request)]


def tell_page(request: HttpRequest, about: str, *, status: int) -> HttpResponse:
    """A page with a heading and a sentence. The page of a link that leads nowhere makes the browser
    forget what it kept of the ticket."""
    language = language_for(request)
    phrases = LANGUAGES[language]
    facts = {
        "language": language.value,
        "title": getattr(phrases, about),
        "text": getattr(phrases, f"{about}_text"),
        "forgets": about == "gone",
    }
    return render(request, "traveller/told.html", facts, status=status)


def tell_script(request: HttpRequest, about: str, *, status: int) -> HttpResponse:
    """`{reason, correlationId}`, where a script has asked."""
    told = {"reason": about, "correlationId": current_correlation_id()}
    return JsonResponse(told, status=status)
