"""Dutch."""

from __future__ import annotations

from bookings.states import BookingKind
from protocols.tripgo.confirmation.states import Status
from protocols.tripgo.confirmation.wording.phrases import Phrases, Question

DUTCH = Phrases(
    language="nl",
    titles={
        Status.PROCESSING: "In behandeling",
        Status.SCHEDULED: "Geboekt",
        Status.STANDBY: "Op de wachtlijst",
        Status.PENDING_CHANGES: "Wijziging open",
        Status.USER_ACCEPTED: "Door jou aanvaard",
        Status.PROVIDER_ACCEPTED: "Aanvaard",
        Status.ACCEPTED: "Gereserveerd",
        Status.ARRIVING: "Bijna daar",
        Status.IN_PROGRESS: "Onderweg",
        Status.COMPLETED: "Afgerond",
        Status.USER_CANCELED: "Geannuleerd",
        Status.PROVIDER_CANCELED: "Geannuleerd door de aanbieder",
    },
    subtitles={
        Status.PROCESSING: "Je aanvraag is naar {provider} gestuurd.",
        Status.SCHEDULED: "Je boeking is bevestigd.",
        Status.STANDBY: "{provider} heeft nog niet besloten.",
        Status.PENDING_CHANGES: "{provider} vraagt om een wijziging.",
        Status.USER_ACCEPTED: "{provider} weet dat je akkoord bent.",
        Status.PROVIDER_ACCEPTED: "{provider} komt eraan.",
        Status.ACCEPTED: "Dit is voor jou gereserveerd.",
        Status.ARRIVING: "{provider} is bijna daar.",
        Status.IN_PROGRESS: "Goede reis.",
        Status.COMPLETED: "Bedankt dat je met {provider} hebt gereisd.",
        Status.USER_CANCELED: "Je hebt deze boeking geannuleerd.",
        Status.PROVIDER_CANCELED: "{provider} kon deze boeking niet nakomen.",
    },
    paused="Het voertuig staat op slot en blijft van jou.",
    waits="{provider} wacht op je.",
    locking="De huur is beëindigd; het voertuig gaat op slot.",
    book="Boeken",
    book_with="Boeken bij {provider}",
    manage="Boeking beheren",
    cancel={
        BookingKind.JOURNEY: Question(
            "Boeking annuleren", "Deze boeking annuleren?", "Boeking houden"
        ),
        BookingKind.RENTAL: Question(
            "Reservering annuleren", "Deze reservering annuleren?", "Reservering houden"
        ),
        BookingKind.SUPPLIED: Question(
            "Boeking annuleren", "Deze boeking annuleren?", "Boeking houden"
        ),
        BookingKind.TAXI: Question("Rit annuleren", "Deze rit annuleren?", "Rit houden"),
    },
    fee="{question} {fee} wordt als kosten ingehouden.",
    unlock=Question("Ontgrendelen", "Het voertuig ontgrendelen? De huur begint.", "Terug"),
    ride_on=Question("Verder rijden", "Het voertuig ontgrendelen en verder rijden?", "Terug"),
    pause=Question(
        "Pauze", "Het voertuig op slot zetten en houden? De pauze kan iets kosten.", "Terug"
    ),
    end=Question(
        "Huur beëindigen", "De huur beëindigen en het voertuig teruggeven?", "Voertuig houden"
    ),
    activate=Question(
        "Ticket activeren", "Dit ticket nu activeren? Het geldt vanaf dat moment.", "Nog niet"
    ),
    rate=Question("Beoordelen", "Deze reis beoordelen?", "Niet nu"),
    show_tickets="Tickets tonen",
    call="{provider} bellen",
    call_centre="Taxicentrale bellen",
    status="Status",
    booking="Boeking",
    price="Prijs",
    departure="Vertrek",
    cancelled="Geannuleerd",
    done="Klaar",
    unlocked="Ontgrendeld",
    locked="Op slot",
    ended="Huur beëindigd",
    activated="Ticket geactiveerd",
    rating="Beoordeling",
    feedback="Opmerking",
    send="Versturen",
    thanks="Bedankt",
    next_step="Verder",
    fares="Tarieven",
    details="Details",
    payment="Betaling",
    confirm="Boeken",
    confirming="Bezig met boeken…",
    booked="Geboekt",
    terms="Voorwaarden",
)
