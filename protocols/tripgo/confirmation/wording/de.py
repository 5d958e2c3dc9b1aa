"""German."""

from __future__ import annotations

from bookings.states import BookingKind, MessageKind
from protocols.tripgo.confirmation.states import Status
from protocols.tripgo.confirmation.wording.phrases import Phrases, Question

GERMAN = Phrases(
    language="de",
    titles={
        Status.PROCESSING: "In Bearbeitung",
        Status.SCHEDULED: "Gebucht",
        Status.STANDBY: "Auf Warteliste",
        Status.PENDING_CHANGES: "Änderung offen",
        Status.USER_ACCEPTED: "Von dir angenommen",
        Status.PROVIDER_ACCEPTED: "Angenommen",
        Status.ACCEPTED: "Reserviert",
        Status.ARRIVING: "Gleich da",
        Status.IN_PROGRESS: "Unterwegs",
        Status.COMPLETED: "Beendet",
        Status.USER_CANCELED: "Storniert",
        Status.PROVIDER_CANCELED: "Vom Anbieter storniert",
    },
    subtitles={
        Status.PROCESSING: "Deine Anfrage wurde an {provider} gesendet.",
        Status.SCHEDULED: "Deine Buchung ist bestätigt.",
        Status.STANDBY: "{provider} hat noch nicht entschieden.",
        Status.PENDING_CHANGES: "{provider} bittet um eine Änderung.",
        Status.USER_ACCEPTED: "{provider} weiß, dass du einverstanden bist.",
        Status.PROVIDER_ACCEPTED: "{provider} kommt.",
        Status.ACCEPTED: "Dies ist für dich reserviert.",
        Status.ARRIVING: "{provider} ist gleich da.",
        Status.IN_PROGRESS: "Gute Fahrt.",
        Status.COMPLETED: "Danke, dass du mit {provider} gefahren bist.",
        Status.USER_CANCELED: "Du hast diese Buchung storniert.",
        Status.PROVIDER_CANCELED: "{provider} konnte diese Buchung nicht einhalten.",
    },
    paused="Das Fahrzeug ist abgeschlossen und bleibt für dich reserviert.",
    waits="{provider} wartet auf dich.",
    locking="Die Miete ist beendet; das Fahrzeug wird abgeschlossen.",
    no_driver="Es hat sich nicht rechtzeitig ein Fahrer gefunden.",
    no_show="Du bist nicht zum Taxi gekommen.",
    notes={
        MessageKind.NO_VEHICLE: "Es ist kein Fahrzeug da.",
        MessageKind.NO_SHOW: "Du warst nicht da.",
        MessageKind.ARRIVAL: "Ankunft in {minutes} min.",
        MessageKind.FOR_DRIVER: "Eine Nachricht an den Fahrer.",
        MessageKind.FOR_TRAVELLER: "Eine Nachricht für dich.",
        MessageKind.OUT_OF_LIMITS: "Das Fahrzeug ist, wo es nicht sein darf.",
        MessageKind.OTHER: "Eine Nachricht zu deiner Buchung.",
    },
    book="Buchen",
    book_with="Bei {provider} buchen",
    manage="Buchung verwalten",
    cancel={
        BookingKind.JOURNEY: Question(
            "Buchung stornieren", "Diese Buchung stornieren?", "Buchung behalten"
        ),
        BookingKind.RENTAL: Question(
            "Reservierung stornieren", "Diese Reservierung stornieren?", "Reservierung behalten"
        ),
        BookingKind.SUPPLIED: Question(
            "Buchung stornieren", "Diese Buchung stornieren?", "Buchung behalten"
        ),
        BookingKind.TAXI: Question("Fahrt stornieren", "Diese Fahrt stornieren?", "Fahrt behalten"),
    },
    fee="{question} {fee} werden als Gebühr einbehalten.",
    kept="Eine Gebühr von {fee} wurde einbehalten; {returned} werden erstattet.",
    charged="Eine Gebühr von {fee} wird berechnet.",
    fee_kept="Gebühr",
    given_back="Erstattung",
    unlock=Question("Aufschließen", "Das Fahrzeug aufschließen? Die Miete beginnt.", "Zurück"),
    ride_on=Question("Weiterfahren", "Das Fahrzeug aufschließen und weiterfahren?", "Zurück"),
    pause=Question(
        "Pause", "Das Fahrzeug abschließen und behalten? Die Pause kann etwas kosten.", "Zurück"
    ),
    end=Question(
        "Miete beenden", "Die Miete beenden und das Fahrzeug zurückgeben?", "Fahrzeug behalten"
    ),
    activate=Question(
        "Ticket aktivieren", "Dieses Ticket jetzt aktivieren? Es gilt ab dann.", "Noch nicht"
    ),
    rate=Question("Bewerten", "Diese Fahrt bewerten?", "Nicht jetzt"),
    show_tickets="Tickets anzeigen",
    call="{provider} anrufen",
    call_centre="Taxizentrale anrufen",
    status="Status",
    booking="Buchung",
    price="Preis",
    departure="Abfahrt",
    cancelled="Storniert",
    done="Fertig",
    unlocked="Aufgeschlossen",
    locked="Abgeschlossen",
    ended="Miete beendet",
    activated="Ticket aktiviert",
    rating="Bewertung",
    feedback="Rückmeldung",
    send="Senden",
    thanks="Danke",
    next_step="Weiter",
    fares="Tarife",
    details="Einzelheiten",
    payment="Bezahlung",
    confirm="Buchen",
    confirming="Wird gebucht…",
    booked="Gebucht",
    terms="Bedingungen",
)
