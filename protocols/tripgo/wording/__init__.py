"""What linking and errors say, in each language."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from rest_framework.request import Request

from operators.tenancy.errors import DomainError
from protocols.tripgo.languages import chosen
from protocols.tripgo.wording.de import GERMAN
from protocols.tripgo.wording.en import ENGLISH
from protocols.tripgo.wording.fr import FRENCH
from protocols.tripgo.wording.nb import BOKMAL
from protocols.tripgo.wording.nl import DUTCH
from protocols.tripgo.wording.phrases import Phrases
from tickets.forms.languages import TravellerLanguage

__all__ = ["ENGLISH", "LANGUAGES", "Phrases", "phrases_for", "reason_of"]

LANGUAGES: Mapping[str, Phrases] = {
    TravellerLanguage.ENGLISH.value: ENGLISH,
    TravellerLanguage.DUTCH.value: DUTCH,
    TravellerLanguage.GERMAN.value: GERMAN,
    TravellerLanguage.FRENCH.value: FRENCH,
    TravellerLanguage.BOKMAL.value: BOKMAL,
}


def phrases_for(request: HttpRequest | Request) -> Phrases:
    """Those of the language that the app likes best."""
    return chosen(request, LANGUAGES)


def reason_of(fault: DomainError, words: Phrases) -> str:
    """Why something is refused: in the language where the fault says no more than its kind does,
    or in the English of this face if the language says nothing; else as the fault says it."""
    usual = (type(fault).__doc__ or "").strip()
    if fault.detail != usual:
        return fault.detail
    kind = type(fault).__name__
    return words.reasons.get(kind) or ENGLISH.reasons.get(kind, usual)
