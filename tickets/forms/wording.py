"""The words on printed tickets and on passes."""

from __future__ import annotations

from enum import StrEnum

from tickets.forms.languages import TravellerLanguage


class Word(StrEnum):
    """What is said; passes use the value as the key of their tables of words."""

    TICKET = "ticket"
    VALID_FROM = "valid_from"
    VALID_UNTIL = "valid_until"
    ZONES = "zones"
    ALL_ZONES = "all_zones"
    PASSENGERS = "passengers"
    NUMBER = "number"
    HELP = "help"
    SPECIMEN = "specimen"
    CAUTION = "caution"
    SHOW = "show"


IN_ORDER = tuple(Word)
TEXTS: dict[TravellerLanguage, tuple[str, ...]] = {
    TravellerLanguage.ENGLISH: (
        "Ticket",
        "Valid from",
        "Valid until",
        "Zones",
        "All",
        "Passengers",
        "Ticket number",
        "Help",
        "SPECIMEN – NOT VALID",
        "Show this code when asked. Whoever has it can travel with it: do not share it.",
        "Show the ticket",
    ),
    TravellerLanguage.DUTCH: (
        "Kaartje",
        "Geldig vanaf",
        "Geldig tot",
        "Zones",
        "Alle",
        "Reizigers",
        "Kaartnummer",
        "Hulp",
        "SPECIMEN – NIET GELDIG",
        "Toon deze code bij controle. Wie hem heeft, kan ermee reizen: deel hem niet.",
        "Toon het kaartje",
    ),
    TravellerLanguage.GERMAN: (
        "Fahrkarte",
        "Gültig ab",
        "Gültig bis",
        "Zonen",
        "Alle",
        "Reisende",
        "Fahrkartennummer",
        "Hilfe",
        "MUSTER – NICHT GÜLTIG",
        "Zeigen Sie diesen Code bei der Kontrolle. Wer ihn hat, kann damit fahren: "
        "geben Sie ihn nicht weiter.",
        "Fahrkarte zeigen",
    ),
    TravellerLanguage.FRENCH: (
        "Billet",
        "Valable à partir de",
        "Valable jusqu’à",
        "Zones",
        "Toutes",
        "Voyageurs",
        "Numéro du billet",
        "Aide",
        "SPÉCIMEN – NON VALABLE",
        "Montrez ce code au contrôle. Qui le possède peut voyager avec : ne le partagez pas.",
        "Montrer le billet",
    ),
    TravellerLanguage.BOKMAL: (
        "Billett",
        "Gyldig fra",
        "Gyldig til",
        "Soner",
        "Alle",
        "Reisende",
        "Billettnummer",
        "Hjelp",
        "PRØVE – IKKE GYLDIG",
        "Vis denne koden ved kontroll. Den som har den, kan reise med den: ikke del den.",
        "Vis billetten",
    ),
}


def words_of(language: TravellerLanguage) -> dict[Word, str]:
    """All words in that language."""
    return dict(zip(IN_ORDER, TEXTS[language], strict=True))
