"""Every language says everything, with the same things filled in."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter

import pytest
from django.test import RequestFactory

from bookings.states import BookingKind, MessageKind
from protocols.tripgo.confirmation.states import Status
from protocols.tripgo.confirmation.wording import LANGUAGES, Phrases, Question, phrases_for
from protocols.tripgo.confirmation.wording.en import ENGLISH
from tickets.forms.languages import TravellerLanguage


def texts_of(phrases):
    """Every text by where it stands."""
    told = {}
    for one in fields(Phrases):
        value = getattr(phrases, one.name)
        for name, text in value.items() if isinstance(value, dict) else [("", value)]:
            parts = [text.title, text.text, text.keep] if isinstance(text, Question) else [text]
            told |= {(one.name, str(name), n): part for n, part in enumerate(parts)}
    return told


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_says_everything(language):
    phrases = LANGUAGES[language]
    told, english = texts_of(phrases), texts_of(ENGLISH)

    assert set(phrases.titles) == set(phrases.subtitles) == set(Status)
    assert set(phrases.cancel) == set(BookingKind)
    assert set(phrases.notes) == set(MessageKind)
    assert set(told) == set(english)
    assert all(text.strip() for text in told.values())
    for place, text in told.items():
        assert placeholders(text) == placeholders(english[place]), place


def test_every_language_of_travellers_is_there():
    assert set(LANGUAGES) == {language.value for language in TravellerLanguage}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("de-AT", "Buchen"), ("no", "Bestill"), ("xx,nl;q=0.3", "Boeken"), ("", "Book")],
)
def test_language_that_the_app_likes_best_is_chosen(asked, expected):
    request = RequestFactory().get("/", headers={"Accept-Language": asked})

    assert phrases_for(request).book == expected
