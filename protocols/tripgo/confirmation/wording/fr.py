"""French."""

from __future__ import annotations

from bookings.states import BookingKind, MessageKind
from protocols.tripgo.confirmation.states import Status
from protocols.tripgo.confirmation.wording.phrases import Phrases, Question

FRENCH = Phrases(
    language="fr",
    titles={
        Status.PROCESSING: "En cours de traitement",
        Status.SCHEDULED: "Réservé",
        Status.STANDBY: "Sur liste d’attente",
        Status.PENDING_CHANGES: "Modification en attente",
        Status.USER_ACCEPTED: "Accepté par vous",
        Status.PROVIDER_ACCEPTED: "Accepté",
        Status.ACCEPTED: "Réservé",
        Status.ARRIVING: "Arrivée imminente",
        Status.IN_PROGRESS: "En route",
        Status.COMPLETED: "Terminé",
        Status.USER_CANCELED: "Annulé",
        Status.PROVIDER_CANCELED: "Annulé par le prestataire",
    },
    subtitles={
        Status.PROCESSING: "Votre demande a été envoyée à {provider}.",
        Status.SCHEDULED: "Votre réservation est confirmée.",
        Status.STANDBY: "{provider} n’a pas encore décidé.",
        Status.PENDING_CHANGES: "{provider} demande une modification.",
        Status.USER_ACCEPTED: "{provider} sait que vous acceptez.",
        Status.PROVIDER_ACCEPTED: "{provider} arrive.",
        Status.ACCEPTED: "Ceci vous est réservé.",
        Status.ARRIVING: "{provider} arrive bientôt.",
        Status.IN_PROGRESS: "Bon voyage.",
        Status.COMPLETED: "Merci d’avoir voyagé avec {provider}.",
        Status.USER_CANCELED: "Vous avez annulé cette réservation.",
        Status.PROVIDER_CANCELED: "{provider} n’a pas pu honorer cette réservation.",
    },
    paused="Le véhicule est verrouillé et reste à vous.",
    waits="{provider} vous attend.",
    locking="La location est terminée ; le véhicule se verrouille.",
    no_driver="Aucun chauffeur ne s’est présenté à temps.",
    no_show="Vous n’êtes pas venu au taxi.",
    notes={
        MessageKind.NO_VEHICLE: "Il n’y a pas de véhicule.",
        MessageKind.NO_SHOW: "Vous n’étiez pas là.",
        MessageKind.ARRIVAL: "Arrivée dans {minutes} min.",
        MessageKind.FOR_DRIVER: "Un message pour le chauffeur.",
        MessageKind.FOR_TRAVELLER: "Un message pour vous.",
        MessageKind.OUT_OF_LIMITS: "Le véhicule est hors de la zone permise.",
        MessageKind.OTHER: "Un message sur votre réservation.",
    },
    book="Réserver",
    book_with="Réserver avec {provider}",
    manage="Gérer la réservation",
    cancel={
        BookingKind.JOURNEY: Question(
            "Annuler la réservation", "Annuler cette réservation ?", "Garder la réservation"
        ),
        BookingKind.RENTAL: Question(
            "Annuler la réservation", "Annuler cette réservation ?", "Garder la réservation"
        ),
        BookingKind.SUPPLIED: Question(
            "Annuler la réservation", "Annuler cette réservation ?", "Garder la réservation"
        ),
        BookingKind.TAXI: Question(
            "Annuler la course", "Annuler cette course ?", "Garder la course"
        ),
    },
    fee="{question} {fee} seront retenus à titre de frais.",
    kept="Des frais de {fee} ont été retenus ; {returned} vous sont remboursés.",
    charged="Des frais de {fee} sont facturés.",
    fee_kept="Frais",
    given_back="Remboursement",
    unlock=Question("Déverrouiller", "Déverrouiller le véhicule ? La location commence.", "Retour"),
    ride_on=Question("Repartir", "Déverrouiller le véhicule et repartir ?", "Retour"),
    pause=Question(
        "Pause", "Verrouiller le véhicule et le garder ? La pause peut être payante.", "Retour"
    ),
    end=Question(
        "Terminer la location", "Terminer la location et rendre le véhicule ?", "Garder le véhicule"
    ),
    activate=Question(
        "Activer le billet",
        "Activer ce billet maintenant ? Il devient alors valable.",
        "Pas encore",
    ),
    rate=Question("Évaluer", "Évaluer ce trajet ?", "Pas maintenant"),
    show_tickets="Afficher les billets",
    call="Appeler {provider}",
    call_centre="Appeler la centrale de taxis",
    status="État",
    booking="Réservation",
    price="Prix",
    departure="Départ",
    cancelled="Annulé",
    done="Terminé",
    unlocked="Déverrouillé",
    locked="Verrouillé",
    ended="Location terminée",
    activated="Billet activé",
    rating="Note",
    feedback="Commentaire",
    send="Envoyer",
    thanks="Merci",
    next_step="Suivant",
    fares="Tarifs",
    details="Détails",
    payment="Paiement",
    confirm="Réserver",
    confirming="Réservation en cours…",
    booked="Réservé",
    terms="Conditions",
)
