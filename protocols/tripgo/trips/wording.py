"""What trips say, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest
from rest_framework.request import Request

from protocols.tripgo.languages import chosen
from protocols.tripgo.trips.segments import SegmentKind
from tickets.forms.languages import TravellerLanguage


@dataclass(frozen=True, slots=True)
class TripWords:
    """What trips say in one language. Apps put in number and duration themselves, and the blank
    before a duration."""

    walk: str
    ride: str
    taxi: str
    vehicle: str
    missed: str
    missed_text: str
    """Of a ride that leaves before somebody can be there."""
    modes: Mapping[str, str] = field(default_factory=dict)
    """Names of modes by those in English; what is missing is told in English."""

    def action(self, kind: SegmentKind) -> str:
        """What a traveller does on a segment."""
        return {
            SegmentKind.WALK: self.walk,
            SegmentKind.RIDE: self.ride,
            SegmentKind.TAXI: self.taxi,
            SegmentKind.VEHICLE: self.vehicle,
        }[kind]


ENGLISH = TripWords(
    "Walk<DURATION>",
    "Take <NUMBER>",
    "Take a taxi",
    "Ride<DURATION>",
    "Connection missed",
    "As things go now this leaves before you can be there. Plan again from where you are.",
)
DUTCH = TripWords(
    "Lopen<DURATION>",
    "Neem <NUMBER>",
    "Neem een taxi",
    "Rijden<DURATION>",
    "Aansluiting gemist",
    "Zoals het nu gaat vertrekt dit voordat je er kunt zijn. Plan opnieuw vanaf waar je bent.",
    {
        "Walk": "Lopen", "Public transport": "Openbaar vervoer", "Bus": "Bus",
        "Coach": "Touringcar", "Tram": "Tram", "Metro": "Metro", "Train": "Trein",
        "Ferry": "Veerboot", "Cable car": "Kabelbaan", "Funicular": "Kabelspoor",
        "Monorail": "Monorail", "Flight": "Vlucht", "Taxi": "Taxi", "Shuttle": "Pendelbus",
        "Shared vehicle": "Deelvoertuig", "Scooter": "Step", "Shared bike": "Deelfiets",
        "Shared moped": "Deelscooter", "Shared car": "Deelauto",
    },
)  # fmt: skip
GERMAN = TripWords(
    "Zu Fuß<DURATION>",
    "<NUMBER> nehmen",
    "Taxi nehmen",
    "Fahren<DURATION>",
    "Anschluss verpasst",
    "Nach jetzigem Stand fährt dies ab, bevor du da sein kannst. Plane neu von dort, wo du bist.",
    {
        "Walk": "Fußweg", "Public transport": "Öffentlicher Verkehr", "Bus": "Bus",
        "Coach": "Fernbus", "Tram": "Straßenbahn", "Metro": "U-Bahn", "Train": "Zug",
        "Ferry": "Fähre", "Cable car": "Seilbahn", "Funicular": "Standseilbahn",
        "Monorail": "Einschienenbahn", "Flight": "Flug", "Taxi": "Taxi", "Shuttle": "Zubringer",
        "Shared vehicle": "Leihfahrzeug", "Scooter": "E-Scooter", "Shared bike": "Leihrad",
        "Shared moped": "Leihroller", "Shared car": "Leihauto",
    },
)  # fmt: skip
FRENCH = TripWords(
    "Marcher<DURATION>",
    "Prendre <NUMBER>",
    "Prendre un taxi",
    "Rouler<DURATION>",
    "Correspondance manquée",
    "Dans l’état actuel, ce départ a lieu avant votre arrivée. Cherchez de nouveau d’où vous êtes.",
    {
        "Walk": "Marche", "Public transport": "Transports publics", "Bus": "Bus",
        "Coach": "Autocar", "Tram": "Tram", "Metro": "Métro", "Train": "Train", "Ferry": "Ferry",
        "Cable car": "Téléphérique", "Funicular": "Funiculaire", "Monorail": "Monorail",
        "Flight": "Vol", "Taxi": "Taxi", "Shuttle": "Navette",
        "Shared vehicle": "Véhicule partagé", "Scooter": "Trottinette",
        "Shared bike": "Vélo partagé", "Shared moped": "Scooter partagé",
        "Shared car": "Voiture partagée",
    },
)  # fmt: skip
BOKMAL = TripWords(
    "Gå<DURATION>",
    "Ta <NUMBER>",
    "Ta taxi",
    "Kjør<DURATION>",
    "Mister korrespondansen",
    "Slik det går nå, går denne før du kan være der. Planlegg på nytt fra der du er.",
    {
        "Walk": "Gange", "Public transport": "Kollektivtransport", "Bus": "Buss",
        "Coach": "Ekspressbuss", "Tram": "Trikk", "Metro": "T-bane", "Train": "Tog",
        "Ferry": "Ferje", "Cable car": "Taubane", "Funicular": "Kabelbane",
        "Monorail": "Enskinnebane", "Flight": "Fly", "Taxi": "Taxi", "Shuttle": "Skyttelbuss",
        "Shared vehicle": "Delekjøretøy", "Scooter": "Sparkesykkel", "Shared bike": "Bysykkel",
        "Shared moped": "Delemoped", "Shared car": "Delebil",
    },
)  # fmt: skip
LANGUAGES: dict[str, TripWords] = {
    TravellerLanguage.ENGLISH.value: ENGLISH,
    TravellerLanguage.DUTCH.value: DUTCH,
    TravellerLanguage.GERMAN.value: GERMAN,
    TravellerLanguage.FRENCH.value: FRENCH,
    TravellerLanguage.BOKMAL.value: BOKMAL,
}


def words_for(request: HttpRequest | Request) -> TripWords:
    """Those of the language that the app likes best; English without any."""
    return chosen(request, LANGUAGES)
