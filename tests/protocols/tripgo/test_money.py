"""Numbers and prices in the form of each language."""

from __future__ import annotations

from decimal import Decimal

import pytest

from protocols.tripgo.money import FORMS, number_text, percent_text, price_text, rate_text
from tickets.forms.languages import TravellerLanguage


def seen(text):
    """With blanks that can be read here."""
    return text.replace("\u00a0", "_").replace("\u202f", "~")


def test_every_language_has_its_form():
    assert set(FORMS) == set(TravellerLanguage)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "€1,250.00"),
        ("nl", "€_1.250,00"),
        ("de", "1.250,00_€"),
        ("fr", "1~250,00_€"),
        ("nb", "1_250,00_€"),
    ],
)
def test_price_is_written_as_the_language_does(language, told):
    assert seen(price_text(Decimal(1250), "EUR", language)) == told


@pytest.mark.parametrize(
    ("amount", "currency", "language", "told"),
    [
        ("12.5", "EUR", "en", "€12.50"),
        ("0", "GBP", "en", "£0.00"),
        ("27", "USD", "en", "$27.00"),
        ("300", "JPY", "en", "¥300"),
        ("300", "JPY", "de", "300_¥"),
        ("125", "NOK", "en", "NOK_125.00"),
        ("125", "NOK", "nl", "NOK_125,00"),
        ("125", "NOK", "nb", "125,00_kr"),
        ("125", "CHF", "nb", "125,00_CHF"),
        ("12.3456", "KWD", "fr", "12,35_KWD"),
    ],
)
def test_price_has_its_currency_and_the_decimals_of_it(amount, currency, language, told):
    assert seen(price_text(Decimal(amount), currency, language)) == told


@pytest.mark.parametrize(
    ("amount", "currency", "language", "told"),
    [
        ("0.1900", "EUR", "de", "0,19_€"),
        ("100", "EUR", "en", "€100.00"),
        ("0.003", "EUR", "nl", "€_0,003"),
        ("0.195", "NOK", "nb", "0,195_kr"),
        ("20", "JPY", "en", "¥20"),
        ("0.5", "JPY", "en", "¥0.5"),
        ("0.0000049", "EUR", "en", "€0.00"),
    ],
)
def test_rate_may_be_finer_than_coins(amount, currency, language, told):
    assert seen(rate_text(Decimal(amount), currency, language)) == told


def test_numbers_and_percent():
    assert number_text(Decimal("1.50"), "fr") == "1,5"
    assert number_text(Decimal("1E3"), "en") == "1,000"
    told = [percent_text(Decimal("12.50"), language) for language in ("en", "nl", "de", "fr")]
    assert [seen(one) for one in told] == ["12.5%", "12,5%", "12,5_%", "12,5~%"]
