"""What booking and paying say, in each language."""

from dataclasses import fields
from decimal import Decimal
from string import Formatter

import pytest

from protocols.tripgo.quick.money import price_text
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


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("12.5", "EUR", "€12.50"),
        ("0", "GBP", "£0.00"),
        ("27", "USD", "$27.00"),
        ("300", "JPY", "¥300"),
        ("125", "NOK", "125.00 NOK"),
    ],
)
def test_price_is_written_with_its_currency(amount, currency, text):
    assert price_text(Decimal(amount), currency) == text
