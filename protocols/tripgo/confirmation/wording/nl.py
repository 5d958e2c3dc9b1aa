"""Dutch."""

from __future__ import annotations

from bookings.states import BookingKind, MessageKind
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
    paused="Het voertuig staat op slot en blijft voor jou gereserveerd.",
    waits="{provider} wacht op je.",
    locking="De huur is beëindigd; het voertuig gaat op slot.",
    no_driver="Er meldde zich niet op tijd een chauffeur.",
    no_show="Je bent niet bij de taxi gekomen.",
    notes={
        MessageKind.NO_VEHICLE: "Er is geen voertuig.",
        MessageKind.NO_SHOW: "Je was er niet.",
        MessageKind.ARRIVAL: "Aankomst over {minutes} min.",
        MessageKind.FOR_DRIVER: "Een bericht voor de chauffeur.",
        MessageKind.FOR_TRAVELLER: "Een bericht voor jou.",
        MessageKind.OUT_OF_LIMITS: "Het voertuig is waar het niet mag zijn.",
        MessageKind.OTHER: "Een bericht over je boeking.",
    },
    book="Boeken",
    book_with="Boeken bij {provider}",
    manage="Boeking beheren",
    cancel={
        BookingKind.JOURNEY: Question(
            "Boeking annuleren", "Deze boeking annuleren?", "Boeking behouden"
        ),
        BookingKind.RENTAL: Question(
            "Reservering annuleren", "Deze reservering annuleren?", "Reservering behouden"
        ),
        BookingKind.SUPPLIED: Question(
            "Boeking annuleren", "Deze boeking annuleren?", "Boeking behouden"
        ),
        BookingKind.TAXI: Question("Rit annuleren", "Deze rit annuleren?", "Rit behouden"),
    },
    fee="{question} {fee} wordt als kosten ingehouden.",
    kept="Er is {fee} aan kosten ingehouden; je krijgt {returned} terug.",
    charged="Er wordt {fee} aan kosten berekend.",
    fee_kept="Kosten",
    given_back="Terug",
    unlock=Question("Ontgrendelen", "Het voertuig ontgrendelen? De huur begint.", "Terug"),
    ride_on=Question("Verder rijden", "Het voertuig ontgrendelen en verder rijden?", "Terug"),
    pause=Question(
        "Pauze", "Het voertuig op slot zetten en behouden? De pauze kan iets kosten.", "Terug"
    ),
    end=Question(
        "Huur beëindigen", "De huur beëindigen en het voertuig teruggeven?", "Voertuig behouden"
    ),
    activate=Question(
        "Ticket activeren", "Dit ticket nu activeren? Het is vanaf dat moment geldig.", "Nog niet"
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
