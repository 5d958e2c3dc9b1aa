"""French."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig
from django.http import Http404
from django_fsm import TransitionNotAllowed
from rest_framework import exceptions

from bookings import errors as bookings
from operators.fleet import errors as fleet
from operators.supply import errors as supply
from operators.tenancy import errors as tenancy
from operators.timetable import errors as timetable
from protocols import flows, kept_trips
from protocols.authentication import RoleMissing
from protocols.parsing import BodyTooLarge
from protocols.tripgo import errors as tripgo
from protocols.tripgo.why import Why
from protocols.tripgo.wording.reasons.sentences import Sentences
from sales import errors as sales
from sales.accounts import errors as accounts
from sales.accounts.providers import errors as providers
from sales.orders import errors as orders
from sales.payments import errors as payments
from tickets import errors as tickets

FRENCH = Sentences(
    of_errors={
        tenancy.DomainError: "Ce n’est pas possible.",
        tenancy.TokenUnknown: (
            "Cette clé n’est pas connue ; vérifiez qu’elle a été copiée en entier."
        ),
        tripgo.KeyMissing: "Envoyez votre clé dans l’en-tête X-TripGo-Key.",
        tenancy.TokenRevoked: "Cette clé a été révoquée ; demandez-en une autre à l’exploitant.",
        RoleMissing: (
            "Cette clé n’est pas destinée à cette interface ; demandez-en une autre à l’exploitant."
        ),
        tenancy.NotPermitted: "Vous n’avez pas l’autorisation nécessaire.",
        tripgo.BookingsNotAllowed: (
            "Les réservations ne sont pas activées pour cette clé ; demandez-les à l’exploitant."
        ),
        tripgo.TravellerMissing: "Connectez-vous d’abord.",
        tripgo.TravellerUnknown: "Connectez-vous de nouveau.",
        tripgo.LinkMissing: "Associez d’abord votre compte chez le prestataire.",
        tripgo.LinkRejected: "Le prestataire n’accepte plus votre compte ; associez-le de nouveau.",
        tripgo.NotThere: "Il n’y a rien ici que vous puissiez voir.",
        tripgo.Left: "Ce trajet est déjà parti ; cherchez-en un autre.",
        tripgo.Stopped: "Cette course est supprimée ; choisissez un autre trajet.",
        ObjectDoesNotExist: "Il n’y a rien ici que vous puissiez voir.",
        Http404: "Il n’y a rien ici que vous puissiez voir.",
        TransitionNotAllowed: "Ce n’est plus possible ; consultez de nouveau votre réservation.",
        exceptions.MethodNotAllowed: "Cette adresse n’accepte pas ce genre de demande.",
        exceptions.UnsupportedMediaType: (
            "Seul le JSON est lu ici : envoyez-le comme application/json."
        ),
        exceptions.ParseError: "Ce qui a été envoyé n’est pas du JSON valide.",
        exceptions.Throttled: "Trop de demandes ; réessayez dans un instant.",
        BodyTooLarge: "C’est plus que ce qui peut être envoyé en une fois.",
        RequestDataTooBig: "C’est plus que ce qui peut être envoyé en une fois.",
        flows.FlowError: "Cette étape n’est pas possible ; recommencez.",
        flows.FlowUnknown: "Cette étape est inconnue ; recommencez.",
        flows.FlowUsed: "Cette étape a déjà été faite ; recommencez.",
        flows.FlowEnded: "Le délai de cette étape est passé ; recommencez.",
        kept_trips.TripUnknown: "Ce trajet est inconnu ici ou terminé ; cherchez-le de nouveau.",
        bookings.BookingError: "Ce n’est pas possible avec cette réservation.",
        bookings.HoldExpired: "La réservation a expiré ; réservez de nouveau.",
        bookings.AncillaryUnknown: (
            "L’un des suppléments n’est plus proposé ; choisissez de nouveau."
        ),
        bookings.CancellationRefused: "Cette réservation ne peut plus être annulée.",
        bookings.BookingInUse: (
            "Le voyage a commencé ; cette réservation ne peut plus être modifiée."
        ),
        bookings.BookingGone: "Cette réservation est terminée ; cherchez de nouveau.",
        bookings.NotBegun: (
            "Le véhicule n’a pas encore été déverrouillé ; déverrouillez-le d’abord."
        ),
        bookings.ReservationOver: (
            "Le véhicule n’a pas été pris à temps et n’est plus réservé ; réservez-en un autre."
        ),
        bookings.ParkingForbidden: (
            "Le véhicule ne peut pas être laissé ici ({region}) ; terminez la location ailleurs."
        ),
        bookings.AlreadyRenting: "Vous avez déjà ce véhicule ; consultez vos réservations.",
        bookings.RentalOver: "Cette location est déjà terminée.",
        bookings.RentalBegun: (
            "Le véhicule est déjà utilisé, l’annulation n’est donc plus possible ; terminez la "
            "location."
        ),
        bookings.RideOver: "Cette course est terminée ou annulée.",
        bookings.SupplyInHand: (
            "Une autre opération est en cours sur cette réservation ; réessayez un peu plus tard."
        ),
        bookings.PurchaseUnfit: (
            "Ces parties ne peuvent pas être réservées ensemble ; réservez-les une par une."
        ),
        bookings.PurchaseOver: "Le délai de paiement est passé ; réservez de nouveau.",
        bookings.PartBooked: "Cette partie de votre trajet est déjà réservée.",
        bookings.PartInHand: (
            "Cette partie de votre trajet est en cours de réservation ; regardez de nouveau dans "
            "un instant."
        ),
        bookings.PurchaseFailed: (
            "La réservation n’a pas abouti ; consultez vos réservations avant de réessayer."
        ),
        bookings.PaymentNotDone: "Le paiement n’est pas encore fait ; terminez-le d’abord.",
        bookings.NoCardHere: (
            "Ceci ne se paie pas par carte ; consultez de nouveau le récapitulatif."
        ),
        sales.SalesError: "Cet achat n’est pas possible.",
        sales.NothingOnSale: "Rien n’est proposé pour cela actuellement ; cherchez de nouveau.",
        sales.NoFare: (
            "Il n’y a pas de tarif pour ce trajet et ces voyageurs ; choisissez autrement."
        ),
        sales.NotForCategory: (
            "Ce titre n’est pas vendu à autant de voyageurs de ce type ; choisissez autrement."
        ),
        sales.NotValidThen: "Ce titre n’est pas valable ce jour-là ; choisissez un autre départ.",
        sales.OfferUnknown: "Cette offre est inconnue ; cherchez de nouveau.",
        sales.OfferLapsed: "Cette offre a expiré ; cherchez de nouveau.",
        sales.OfferTaken: "Cette offre est déjà réservée ; cherchez de nouveau.",
        sales.NotRefundable: "Ceci ne peut plus être remboursé.",
        sales.CustomerBlocked: (
            "L’exploitant ne sert pas ce compte ; demandez pourquoi à son service client."
        ),
        sales.CustomerErased: "Ce compte a été supprimé ; ouvrez-en un autre.",
        orders.CurrencyUnfit: "Ceci ne peut pas être vendu dans cette monnaie.",
        orders.OrderLocked: "Un paiement est en cours ; réessayez dans quelques minutes.",
        orders.OrderTooDear: (
            "C’est plus que ce qui peut être payé en une fois ; réservez en plusieurs parties."
        ),
        orders.SupplementAlone: "Ceci n’est vendu qu’avec autre chose.",
        payments.PaymentError: "Le paiement n’a pas été possible ; réessayez ou payez autrement.",
        payments.MethodOff: (
            "Ce moyen de paiement n’est pas accepté actuellement ; consultez de nouveau le "
            "récapitulatif."
        ),
        payments.NotAuthorised: "Le paiement n’est pas encore fait ; terminez-le d’abord.",
        payments.MoneyMoving: "Un paiement est en cours ; réessayez dans un instant.",
        payments.PaymentRefused: "Votre banque a refusé le paiement ; essayez une autre carte.",
        payments.AuthenticationNeeded: (
            "Votre banque demande une confirmation ; payez de nouveau et confirmez auprès d’elle."
        ),
        payments.ProviderFailed: "Le service de paiement ne répond pas ; réessayez plus tard.",
        accounts.AccountError: "Ce n’est pas possible avec ce compte.",
        accounts.AccountUnfit: "L’adresse e-mail ou le nom ne peut pas être utilisé ; corrigez.",
        accounts.AccountKnown: "Il existe déjà un compte avec cette adresse ; connectez-vous.",
        accounts.PasswordUnfit: (
            "Ce mot de passe est trop court, trop long ou trop facile à deviner ; choisissez-en un "
            "autre."
        ),
        accounts.SignInRefused: "L’adresse e-mail ou le mot de passe est incorrect.",
        accounts.AccountBlocked: (
            "L’exploitant ne sert pas ce compte ; demandez pourquoi à son service client."
        ),
        accounts.AccountErased: "Ce compte a été supprimé ; ouvrez-en un autre.",
        accounts.LinkUnknown: "Connectez-vous de nouveau.",
        accounts.LinkEnded: "Connectez-vous de nouveau.",
        providers.ProviderError: "Ce n’est pas possible chez ce prestataire.",
        providers.ProviderUnknown: "Ce prestataire n’existe pas ici.",
        providers.ProviderUnable: "Vous ne pouvez pas vous connecter ainsi chez ce prestataire.",
        providers.ProviderRefused: "Le prestataire refuse.",
        providers.WrongCredentials: "L’adresse e-mail ou le mot de passe est incorrect.",
        providers.CredentialsRejected: (
            "Le prestataire n’accepte plus votre compte ; associez-le de nouveau."
        ),
        providers.ProviderLinkMissing: "Associez d’abord votre compte chez le prestataire.",
        providers.ProviderBusy: "Le prestataire ne répond pas ; réessayez plus tard.",
        providers.ProviderUnfit: "Le prestataire ne répond pas correctement ; réessayez plus tard.",
        fleet.AssetUnknown: "Ce véhicule est inconnu ; choisissez-en un autre.",
        fleet.AssetTaken: "Quelqu’un d’autre a ce véhicule ; choisissez-en un autre.",
        fleet.AssetUnavailable: (
            "Ce véhicule n’est pas disponible actuellement ; choisissez-en un autre."
        ),
        fleet.GatewayBusy: "Le véhicule ne répond pas ; réessayez dans un instant.",
        fleet.GatewayUnable: "Ce véhicule ne peut pas faire cela.",
        supply.SupplyError: "L’exploitant ne propose pas cela.",
        supply.SupplierBusy: "L’exploitant ne répond pas ; réessayez un peu plus tard.",
        supply.SupplierRefused: "L’exploitant refuse.",
        supply.SupplierGone: (
            "L’offre ou la réservation de l’exploitant est terminée ; cherchez de nouveau."
        ),
        supply.SupplierTaken: "C’est déjà réservé chez l’exploitant ; cherchez de nouveau.",
        supply.SupplierUnfit: "L’exploitant ne répond pas correctement ; réessayez plus tard.",
        supply.PrivateAddress: "L’exploitant ne répond pas correctement ; réessayez plus tard.",
        timetable.StopUnknown: "Cet arrêt est inconnu ; cherchez de nouveau.",
        tickets.TicketError: "Ce n’est pas possible avec ce billet.",
        tickets.TicketNotActive: "Ce billet n’est pas actif ; activez-le d’abord.",
        tickets.ActivationTooLate: (
            "Le délai pour activer ce billet est passé ; achetez-en un autre."
        ),
        tickets.NoSigningKey: (
            "Le billet ne peut pas être affiché actuellement ; réessayez plus tard."
        ),
        tickets.FitsNoBarcode: (
            "Le billet ne peut pas être affiché actuellement ; réessayez plus tard."
        ),
        tickets.NoHandset: (
            "C’est votre téléphone qui affiche ce billet ; ouvrez-y d’abord son lien."
        ),
        tickets.FormUnavailable: "Le billet n’existe pas sous cette forme.",
        tickets.ValidityUnfit: "Le billet ne peut pas devenir valable à ce moment-là.",
        tickets.BarcodeAlive: "Ce billet vient d’être montré ; réessayez dans quelques minutes.",
        tickets.TicketConsumed: "Ce billet a été utilisé ou a expiré.",
        tickets.TicketClosed: "Ce billet a été rendu, utilisé ou a expiré.",
    },
    of_face={
        Why.NOT_OFFERED: (
            "Ceci n’est plus proposé pour cette partie du trajet ; consultez de nouveau les offres."
        ),
        Why.ONE_OFFER: "Il n’y a qu’une offre ; demandez la première.",
        Why.FEWER_OFFERS: "Il y a {count} offres ; demandez-en une précédente.",
        Why.FARE_GONE: "L’un de ces tarifs n’est plus proposé ; consultez de nouveau les offres.",
        Why.FARES_AT_MOST: "On peut en réserver au plus {most} à la fois.",
        Why.FARES_AT_LEAST: "Il faut en réserver au moins {least}.",
        Why.NO_FARE: "Choisissez au moins un tarif.",
        Why.ONE_FARE: "Choisissez un seul tarif.",
        Why.NOT_ALONE: "Quelqu’un d’autre doit être du voyage ; ajoutez aussi son tarif.",
        Why.BACK_TOO_EARLY: (
            "Le retour commence avant la fin de l’aller ; choisissez une heure plus tardive."
        ),
        Why.NOTHING_KEPT: "Rien de votre trajet n’est réservé ni facturé.",
        Why.NOTHING_BOOKABLE: "Rien de ce trajet ne peut être réservé.",
        Why.CURRENCIES: (
            "Les parties de ce trajet sont vendues en différentes monnaies ; réservez-les une "
            "par une."
        ),
        Why.NOBODY: (
            "Les parties de ce trajet ne sont pas vendues aux mêmes voyageurs ; réservez-les une "
            "par une."
        ),
        Why.TOO_SMALL: "{name} : {seats} places ; réservez les parties de ce trajet une par une.",
        Why.BY_CARD: "Ceci se paie par carte ; consultez de nouveau le récapitulatif.",
        Why.NO_CARD_IN_FORMS: (
            "Ceci se paie par carte, ce qui n’est pas possible ici ; réservez dans une "
            "application plus récente."
        ),
        Why.NEEDED: "Cette donnée manque.",
        Why.CHOOSE_SOME: "Choisissez-en au moins une.",
        Why.CHOOSE_ONE: "Choisissez l’une des possibilités.",
        Why.UNANSWERED: "Une réponse est nécessaire.",
        Why.TOO_LONG: "Écrivez au plus {most} caractères.",
        Why.WHOLE_NUMBER: "Indiquez un nombre entier.",
        Why.AT_LEAST: "Au moins {least}.",
        Why.AT_MOST: "Au plus {most}.",
        Why.TIME: "Choisissez une heure, ou l’absence de retour.",
        Why.ACCEPT: "Vous devez l’accepter pour réserver.",
        Why.TEXT: "Indiquez un texte.",
        Why.NO_VEHICLE: "Cette réservation n’a pas de véhicule à verrouiller ou à déverrouiller.",
        Why.RATED_TOO_EARLY: "Un trajet s’évalue une fois terminé.",
        Why.RATED_WITHIN: "Donnez une note de {least} à {most}.",
        Why.OWN_ONLY: (
            "Seules les réservations que vous avez notées vous-même peuvent être modifiées ici ; "
            "annulez celle-ci."
        ),
        Why.NO_PURCHASE: "Il n’y a pas de telle réservation à payer.",
        Why.NOTHING_HELD: "Rien de cela n’est réservé ; recommencez.",
        Why.NO_PART: "Ce trajet n’a pas de telle partie à réserver.",
        Why.NO_TRIP: "Ceci a été réservé sans trajet.",
        Why.NONE_ACTIVE: "Rien n’est en cours pour vous.",
    },
    of_members={
        "required": "Cette donnée manque.",
        "null": "Cette donnée manque.",
        "blank": "Ceci ne peut pas être vide.",
        "empty": "Ceci ne peut pas être vide.",
        "invalid": "Ceci ne peut pas être utilisé.",
        "text": "Envoyez un texte.",
        "whole": "Envoyez un nombre entier.",
        "flag": "Envoyez true ou false.",
        "moment": "Envoyez une date et une heure comme 2025-06-02T16:00:00Z.",
        "month": "Envoyez un mois comme 2025-06.",
        "place": 'Envoyez un lieu sous la forme "(lat,lng)", comme (47.99,7.84).',
        "not_a_list": "Envoyez une liste.",
        "max_value": "Au plus {limit}.",
        "min_value": "Au moins {limit}.",
        "max_length": "Au plus {limit} caractères ou éléments.",
        "null_characters_not_allowed": "Ceci ne peut pas être utilisé.",
        "surrogate_characters_not_allowed": "Ceci ne peut pas être utilisé.",
    },
)
