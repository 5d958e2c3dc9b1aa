"""What booking and paying say, in each language."""

from __future__ import annotations

from django.http import HttpRequest
from rest_framework.request import Request

from protocols.tripgo.languages import chosen
from protocols.tripgo.quick.wording.de import GERMAN
from protocols.tripgo.quick.wording.en import ENGLISH
from protocols.tripgo.quick.wording.fr import FRENCH
from protocols.tripgo.quick.wording.nb import BOKMAL
from protocols.tripgo.quick.wording.nl import DUTCH
from protocols.tripgo.quick.wording.phrases import Phrases
from tickets.forms.languages import TravellerLanguage

__all__ = ["LANGUAGES", "Phrases", "phrases_for"]

LANGUAGES: dict[str, Phrases] = {
    TravellerLanguage.ENGLISH.value: ENGLISH,
    TravellerLanguage.DUTCH.value: DUTCH,
    TravellerLanguage.GERMAN.value: GERMAN,
    TravellerLanguage.FRENCH.value: FRENCH,
    TravellerLanguage.BOKMAL.value: BOKMAL,
}


def phrases_for(request: HttpRequest | Request) -> Phrases:
    """Those of the language that the app likes best; English without any."""
    return chosen(request, LANGUAGES)
