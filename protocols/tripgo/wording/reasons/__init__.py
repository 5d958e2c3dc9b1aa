"""Why something is refused, in each language: by the kind of the error and in words of this face,
since what the core says is English and not always for travellers."""

from __future__ import annotations

from collections.abc import Mapping

from protocols.tripgo.wording.reasons.de import GERMAN
from protocols.tripgo.wording.reasons.en import ENGLISH
from protocols.tripgo.wording.reasons.fr import FRENCH
from protocols.tripgo.wording.reasons.nb import BOKMAL
from protocols.tripgo.wording.reasons.nl import DUTCH
from protocols.tripgo.wording.reasons.sentences import Sentences
from tickets.forms.languages import TravellerLanguage

__all__ = ["REASONS", "Sentences"]

REASONS: Mapping[str, Sentences] = {
    TravellerLanguage.ENGLISH.value: ENGLISH,
    TravellerLanguage.DUTCH.value: DUTCH,
    TravellerLanguage.GERMAN.value: GERMAN,
    TravellerLanguage.FRENCH.value: FRENCH,
    TravellerLanguage.BOKMAL.value: BOKMAL,
}
