"""Linking and errors are told in the language that an app likes best."""

from __future__ import annotations

from dataclasses import fields

import pytest

from operators.tenancy.errors import TokenRevoked, TokenUnknown
from protocols.authentication import RoleMissing
from protocols.tripgo.errors import REFUSALS, TravellerMissing, Unusable
from protocols.tripgo.refusing import error_body, message_of
from protocols.tripgo.wording import ENGLISH, LANGUAGES, Phrases
from sales.accounts.errors import LinkEnded, LinkUnknown
from tests.protocols.tripgo.linking.filling import filled, open_form

pytestmark = pytest.mark.django_db

OTHERS = [words for code, words in LANGUAGES.items() if code != "en"]
TEXTS = [one.name for one in fields(Phrases) if one.name != "titles"]


@pytest.mark.parametrize("words", LANGUAGES.values())
def test_every_phrase_is_there_with_what_is_filled_in(words):
    for name in TEXTS:
        told, english = getattr(words, name), getattr(ENGLISH, name)
        assert told
        assert told.count("{provider}") == english.count("{provider}")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de-DE,en;q=0.5", ("Anmelden", "Melde dich zuerst an.")),
        ("xx,nl;q=0.7", ("Inloggen", "Log eerst in.")),
        ("no", ("Logg inn", "Logg inn først.")),
        ("fr", ("Se connecter", "Connectez-vous d’abord.")),
        ("en", ("Sign in", "Sign in first: the header userToken is missing.")),
        ("", ("Sign in", "Sign in first: the header userToken is missing.")),
    ],
)
def test_error_is_told_in_the_language_of_the_app(stranger, language, told):
    error = stranger.send("GET", "data/user", Accept_Language=language).json()

    assert (error["title"], error["error"]) == told


def test_words_of_the_framework_reach_nobody(stranger):
    german = stranger.having(Accept_Language="de")

    told = [
        german.refused("DELETE", "regions.json", code=405)["error"],
        german.refused("POST", "account/login", {"username": "a"}, code=400)["error"],
        german.refused("POST", "account/login", "no JSON", code=400)["error"],
    ]

    assert told == [
        "Diese Adresse nimmt solche Anfragen nicht an.",
        "password: Diese Angabe fehlt.",
        "Was gesendet wurde, ist kein gültiges JSON.",
    ]


def test_what_a_fault_says_itself_is_left():
    assert message_of(Unusable("a", "Why."), OTHERS[0]) == "a: Why."
    told = TravellerMissing("Something of its own.")
    assert message_of(told, OTHERS[0]) == "Something of its own."


def test_token_that_opens_nothing_is_told_as_one_to_sign_in_again():
    assert {message_of(kind()) for kind in (LinkUnknown, LinkEnded)} == {"Sign in again."}


@pytest.mark.parametrize("kind", [TokenUnknown, TokenRevoked, RoleMissing])
def test_key_is_called_a_key(kind):
    assert message_of(kind()).startswith("This key ")


def test_error_without_an_address_has_no_button():
    [refusal] = [one for kind, one in REFUSALS if kind.__name__ == "LinkMissing"]

    assert "recovery" not in error_body(refusal, "x", TravellerMissing())


def test_linking_is_told_in_the_language_of_the_app(app, own, account):
    german = app.having(Accept_Language="de")
    region = german.post("regions.json")["regions"][0]["name"]

    [entry] = german.get(f"auth/{region}")
    form = open_form(german, own)
    wrong = filled(form, username="a@b.example", password="wrong")
    error = german.refused("POST", form["action"]["url"], wrong, code=470)

    assert (entry["actionTitle"], entry["status"]) == ("Verbinden", "Konto noch nicht verbunden")
    assert form["action"]["title"] == "Anmelden"
    assert error["error"] == "Die E-Mail-Adresse oder das Passwort ist falsch."
    assert error["recoveryTitle"] == "Erneut versuchen"
