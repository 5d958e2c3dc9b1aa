"""What linking and errors say, in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.http import HttpRequest
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request

from bookings.errors import PaymentNotDone, PurchaseFailed
from operators.tenancy.errors import DomainError
from protocols.tripgo.errors import PartNotBookable, Reasoned, TripGoRefusal
from protocols.tripgo.languages import chosen
from protocols.tripgo.why import Why
from protocols.tripgo.wording.de import GERMAN
from protocols.tripgo.wording.en import ENGLISH
from protocols.tripgo.wording.fr import FRENCH
from protocols.tripgo.wording.nb import BOKMAL
from protocols.tripgo.wording.nl import DUTCH
from protocols.tripgo.wording.phrases import Phrases
from protocols.tripgo.wording.reasons import REASONS
from sales.accounts.providers.errors import ProviderRefused
from tickets.forms.languages import TravellerLanguage

__all__ = ["ENGLISH", "LANGUAGES", "Phrases", "member_reason", "phrases_for", "reason_of"]

CAUSED = (PurchaseFailed, PaymentNotDone, ProviderRefused)
"""What was refused because of something else, which is told first, and of a provider alone."""
NUMBER = re.compile(r"-?\d+")

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


def reason_of(fault: Exception, words: Phrases) -> str:
    """Why something is refused, in the language: in the words that this face has for errors of
    that kind. What a refusal of this face says by itself is told as it is."""
    if isinstance(fault, PartNotBookable):
        return f"{_reason_of(fault, words)} {REASONS[words.language].of_face[Why.NOTHING_KEPT]}"
    told, cause = _reason_of(fault, words), fault.__cause__
    if isinstance(fault, CAUSED) and isinstance(cause, DomainError):
        why = _reason_of(cause, words)
        return why if isinstance(fault, ProviderRefused) else f"{why} {told}"
    return told


def member_reason(wrong: ErrorDetail, words: Phrases) -> str:
    """What is wrong with a member of a request. The number in what the framework says is the limit
    that is exceeded."""
    said = REASONS[words.language].of_members
    number = NUMBER.search(wrong)
    return said.get(wrong.code or "", said["invalid"]).format(limit=number[0] if number else "")


def _reason_of(fault: Exception, words: Phrases) -> str:
    said = REASONS[words.language]
    if isinstance(fault, Reasoned) and fault.why:
        return ": ".join(filter(None, (fault.of, _why(fault, words))))
    if isinstance(fault, TripGoRefusal):
        usual = (type(fault).__doc__ or "").strip()
        if fault.detail not in ("", usual):
            return fault.detail
    kind = next(kind for kind in (*type(fault).__mro__, DomainError) if kind in said.of_errors)
    return said.of_errors[kind].format(**vars(fault))


def _why(fault: Reasoned, words: Phrases) -> str:
    if isinstance(fault.why, Why):
        return REASONS[words.language].of_face[fault.why].format(**fault.facts)
    return reason_of(fault.why, words) if isinstance(fault.why, DomainError) else fault.why
