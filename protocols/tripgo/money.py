"""Numbers and prices as texts, as each language writes them (Unicode CLDR)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from operators.tenancy.currencies import DECIMALS
from sales.money import round_in
from tickets.forms.languages import TravellerLanguage

SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "AUD": "A$"}
"""Of currencies that have one in every language; others are told by their code."""
OWN_SIGNS: Mapping[tuple[str, str], str] = {(TravellerLanguage.BOKMAL, "NOK"): "kr"}
"""Of currencies at home, by language."""
FINEST = Decimal("0.00001")
"""Of rates; what is finer is rounded."""
BLANK, NARROW = "\u00a0", "\u202f"
"""Blanks where no line is broken."""


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How a language writes numbers."""

    point: str
    group: str
    """Between thousands."""
    money: str
    """With `{sign}` and `{number}`."""
    percent: str = f"{{number}}{BLANK}%"


BEHIND = f"{{number}}{BLANK}{{sign}}"
FORMS: Mapping[str, NumberForm] = {
    TravellerLanguage.ENGLISH: NumberForm(".", ",", "{sign}{number}", "{number}%"),
    TravellerLanguage.DUTCH: NumberForm(",", ".", f"{{sign}}{BLANK}{{number}}", "{number}%"),
    TravellerLanguage.GERMAN: NumberForm(",", ".", BEHIND),
    TravellerLanguage.FRENCH: NumberForm(",", NARROW, BEHIND, f"{{number}}{NARROW}%"),
    TravellerLanguage.BOKMAL: NumberForm(",", BLANK, BEHIND),
}


def sign_of(currency: str) -> str:
    """What stands beside amounts: the sign of the currency, or its code."""
    return SIGNS.get(currency, currency)


def price_text(amount: Decimal, currency: str, language: str) -> str:
    """An amount in coins, with as many decimals as its currency has, two at most: €1,250.00 in
    English, 1.250,00 € in German."""
    decimals = min(2, DECIMALS.get(currency) or 0) if currency in DECIMALS else 2
    return _with_sign(f"{round_in(currency, amount):,.{decimals}f}", currency, language)


def rate_text(amount: Decimal, currency: str, language: str) -> str:
    """The same of a rate, which may be finer than coins: €0.19, €0.003."""
    told = amount.quantize(FINEST, ROUND_HALF_UP).normalize()
    if told == round_in(currency, told):
        return price_text(told, currency, language)
    return _with_sign(f"{told:,f}", currency, language)


def number_text(number: Decimal, language: str) -> str:
    """A number without zeros that say nothing."""
    return _in_form(f"{number.normalize():,f}", FORMS[language])


def percent_text(number: Decimal, language: str) -> str:
    """So many percent."""
    return FORMS[language].percent.format(number=number_text(number, language))


def _with_sign(number: str, currency: str, language: str) -> str:
    form, sign = FORMS[language], OWN_SIGNS.get((language, currency)) or sign_of(currency)
    if sign.isalpha() and "{sign}{number}" in form.money:
        sign += BLANK
    return form.money.format(sign=sign, number=_in_form(number, form))


def _in_form(number: str, form: NumberForm) -> str:
    """A number as Python writes it, in the form of a language."""
    return number.translate({ord(","): form.group, ord("."): form.point})
