"""What the pages say, in the languages that travellers read."""

from __future__ import annotations

from protocols.traveller.wording import de, en, fr, nb, nl
from protocols.traveller.wording.phrases import Phrases
from tickets.forms.languages import TravellerLanguage

LANGUAGES: dict[TravellerLanguage, Phrases] = {
    TravellerLanguage.ENGLISH: en.PHRASES,
    TravellerLanguage.BOKMAL: nb.PHRASES,
    TravellerLanguage.DUTCH: nl.PHRASES,
    TravellerLanguage.GERMAN: de.PHRASES,
    TravellerLanguage.FRENCH: fr.PHRASES,
}
