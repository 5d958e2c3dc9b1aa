"""What booking and paying say, in each language."""

from dataclasses import fields
from string import Formatter

import pytest

from protocols.tripgo.quick.wording import LANGUAGES, Phrases
from tickets.forms.languages import TravellerLanguage


def blanks(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", TravellerLanguage.values)
def test_every_language_has_every_phrase_with_the_same_blanks(language):
    english, phrases = LANGUAGES["en"], LANGUAGES[language]

    for phrase in fields(Phrases):
        told = getattr(phrases, phrase.name)
        assert told.strip()
        assert blanks(told) == blanks(getattr(english, phrase.name))
