"""What the pages say, in each language."""

from __future__ import annotations

from collections.abc import Iterable

from protocols.oauth.authorizing.wording.de import GERMAN
from protocols.oauth.authorizing.wording.en import ENGLISH
from protocols.oauth.authorizing.wording.fr import FRENCH
from protocols.oauth.authorizing.wording.nb import BOKMAL
from protocols.oauth.authorizing.wording.nl import DUTCH
from protocols.oauth.authorizing.wording.phrases import Phrases
from tickets.forms.languages import TravellerLanguage

LANGUAGES: dict[TravellerLanguage, Phrases] = {
    TravellerLanguage.ENGLISH: ENGLISH,
    TravellerLanguage.DUTCH: DUTCH,
    TravellerLanguage.GERMAN: GERMAN,
    TravellerLanguage.FRENCH: FRENCH,
    TravellerLanguage.BOKMAL: BOKMAL,
}
NORWEGIAN = {"no": "nb", "nn": "nb"}


def language_among(wanted: Iterable[str]) -> TravellerLanguage:
    """The first wanted language (a tag such as nl-BE) that there is; English if there is none."""
    for tag in wanted:
        code = tag.partition("-")[0].strip().lower()
        code = NORWEGIAN.get(code, code)
        if code in TravellerLanguage.values:
            return TravellerLanguage(code)
    return TravellerLanguage.ENGLISH
