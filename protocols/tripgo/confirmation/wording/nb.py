"""Norwegian (bokmål)."""

from __future__ import annotations

from bookings.states import BookingKind, MessageKind
from protocols.tripgo.confirmation.states import Status
from protocols.tripgo.confirmation.wording.phrases import Phrases, Question

BOKMAL = Phrases(
    language="nb",
    titles={
        Status.PROCESSING: "Behandles",
        Status.SCHEDULED: "Bestilt",
        Status.STANDBY: "På venteliste",
        Status.PENDING_CHANGES: "Endring venter",
        Status.USER_ACCEPTED: "Godtatt av deg",
        Status.PROVIDER_ACCEPTED: "Godtatt",
        Status.ACCEPTED: "Reservert",
        Status.ARRIVING: "Snart fremme",
        Status.IN_PROGRESS: "På vei",
        Status.COMPLETED: "Fullført",
        Status.USER_CANCELED: "Avbestilt",
        Status.PROVIDER_CANCELED: "Avbestilt av tilbyderen",
    },
    subtitles={
        Status.PROCESSING: "Forespørselen ble sendt til {provider}.",
        Status.SCHEDULED: "Bestillingen er bekreftet.",
        Status.STANDBY: "{provider} har ikke bestemt seg ennå.",
        Status.PENDING_CHANGES: "{provider} ber om en endring.",
        Status.USER_ACCEPTED: "{provider} vet at du godtar.",
        Status.PROVIDER_ACCEPTED: "{provider} kommer.",
        Status.ACCEPTED: "Dette holdes av til deg.",
        Status.ARRIVING: "{provider} er snart fremme.",
        Status.IN_PROGRESS: "God tur.",
        Status.COMPLETED: "Takk for at du reiste med {provider}.",
        Status.USER_CANCELED: "Du avbestilte denne bestillingen.",
        Status.PROVIDER_CANCELED: "{provider} kunne ikke holde denne bestillingen.",
    },
    paused="Kjøretøyet er låst og holdes av til deg.",
    waits="{provider} venter på deg.",
    locking="Leien er avsluttet; kjøretøyet låses.",
    no_driver="Ingen sjåfør meldte seg i tide.",
    no_show="Du kom ikke til drosjen.",
    notes={
        MessageKind.NO_VEHICLE: "Det er ikke noe kjøretøy.",
        MessageKind.NO_SHOW: "Du var ikke der.",
        MessageKind.ARRIVAL: "Ankommer om {minutes} min.",
        MessageKind.FOR_DRIVER: "En melding til sjåføren.",
        MessageKind.FOR_TRAVELLER: "En melding til deg.",
        MessageKind.OUT_OF_LIMITS: "Kjøretøyet er utenfor tillatt område.",
        MessageKind.OTHER: "En melding om bestillingen din.",
    },
    book="Bestill",
    book_with="Bestill hos {provider}",
    manage="Administrer bestilling",
    cancel={
        BookingKind.JOURNEY: Question(
            "Avbestill", "Avbestille denne bestillingen?", "Behold bestilling"
        ),
        BookingKind.RENTAL: Question(
            "Avbestill reservasjon", "Avbestille denne reservasjonen?", "Behold reservasjon"
        ),
        BookingKind.SUPPLIED: Question(
            "Avbestill", "Avbestille denne bestillingen?", "Behold bestilling"
        ),
        BookingKind.TAXI: Question("Avbestill tur", "Avbestille denne turen?", "Behold tur"),
    },
    fee="{question} {fee} beholdes som gebyr.",
    kept="Et gebyr på {fee} er holdt tilbake; {returned} betales tilbake.",
    charged="Et gebyr på {fee} belastes.",
    fee_kept="Gebyr",
    given_back="Tilbakebetaling",
    unlock=Question("Lås opp", "Låse opp kjøretøyet? Leien begynner.", "Tilbake"),
    ride_on=Question("Kjør videre", "Låse opp kjøretøyet og kjøre videre?", "Tilbake"),
    pause=Question("Pause", "Låse kjøretøyet og beholde det? Pausen kan koste noe.", "Tilbake"),
    end=Question("Avslutt leie", "Avslutte leien og levere kjøretøyet?", "Behold kjøretøy"),
    activate=Question(
        "Aktiver billett", "Aktivere denne billetten nå? Den gjelder fra da av.", "Ikke ennå"
    ),
    rate=Question("Vurder", "Vurdere denne turen?", "Ikke nå"),
    show_tickets="Vis billetter",
    call="Ring {provider}",
    call_centre="Ring drosjesentralen",
    status="Status",
    booking="Bestilling",
    price="Pris",
    departure="Avgang",
    cancelled="Avbestilt",
    done="Ferdig",
    unlocked="Låst opp",
    locked="Låst",
    ended="Leien er avsluttet",
    activated="Billetten er aktivert",
    rating="Vurdering",
    feedback="Tilbakemelding",
    send="Send",
    thanks="Takk",
    next_step="Neste",
    fares="Takster",
    details="Detaljer",
    payment="Betaling",
    confirm="Bestill",
    confirming="Bestiller…",
    booked="Bestilt",
    terms="Vilkår",
)
