"""What confirmations say, in each language."""

from __future__ import annotations

from django.http import HttpRequest
from rest_framework.request import Request

from protocols.tripgo.confirmation.wording.de import GERMAN
from protocols.tripgo.confirmation.wording.en import ENGLISH
from protocols.tripgo.confirmation.wording.fr import FRENCH
from protocols.tripgo.confirmation.wording.nb import BOKMAL
from protocols.tripgo.confirmation.wording.nl import DUTCH
from protocols.tripgo.confirmation.wording.phrases import Phrases, Question
from protocols.tripgo.languages import chosen
from tickets.forms.languages import TravellerLanguage

__all__ = ["LANGUAGES", "Phrases", "Question", "phrases_for"]

LANGUAGES: dict[str, Phrases] = {
    TravellerLanguage.ENGLISH.value: ENGLISH,
    TravellerLanguage.DUTCH.value: DUTCH,
    TravellerLanguage.GERMAN.value: GERMAN,
    TravellerLanguage.FRENCH.value: FRENCH,
    TravellerLanguage.BOKMAL.value: BOKMAL,
}


def phrases_for(request: HttpRequest | Request) -> Phrases:
    """Those of the language that the app likes best (Accept-Language); English without any."""
    return chosen(request, LANGUAGES)
