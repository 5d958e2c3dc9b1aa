"""German."""

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

GERMAN = Sentences(
    of_errors={
        tenancy.DomainError: "Das ist nicht möglich.",
        tenancy.TokenUnknown: (
            "Dieser Schlüssel ist nicht bekannt; prüfe, ob er ganz kopiert wurde."
        ),
        tripgo.KeyMissing: "Sende deinen Schlüssel im Header X-TripGo-Key.",
        tenancy.TokenRevoked: (
            "Dieser Schlüssel wurde widerrufen; bitte den Betreiber um einen neuen."
        ),
        RoleMissing: (
            "Dieser Schlüssel ist nicht für diese Schnittstelle gedacht; bitte den Betreiber um "
            "einen anderen."
        ),
        tenancy.NotPermitted: "Du hast dafür keine Berechtigung.",
        tripgo.BookingsNotAllowed: (
            "Buchungen sind für diesen Schlüssel nicht freigeschaltet; frag den Betreiber."
        ),
        tripgo.TravellerMissing: "Melde dich zuerst an.",
        tripgo.TravellerUnknown: "Melde dich erneut an.",
        tripgo.LinkMissing: "Verbinde zuerst dein Konto beim Anbieter.",
        tripgo.LinkRejected: "Der Anbieter akzeptiert dein Konto nicht mehr; verbinde es erneut.",
        tripgo.NotThere: "Hier gibt es nichts, das du sehen darfst.",
        tripgo.Left: "Diese Fahrt ist schon abgefahren; plane eine andere.",
        tripgo.Stopped: "Diese Fahrt fällt aus; wähle eine andere Reise.",
        ObjectDoesNotExist: "Hier gibt es nichts, das du sehen darfst.",
        Http404: "Hier gibt es nichts, das du sehen darfst.",
        TransitionNotAllowed: "Das ist nicht mehr möglich; sieh dir deine Buchung noch einmal an.",
        exceptions.MethodNotAllowed: "Diese Adresse nimmt solche Anfragen nicht an.",
        exceptions.UnsupportedMediaType: (
            "Hier wird nur JSON gelesen: sende es als application/json."
        ),
        exceptions.ParseError: "Was gesendet wurde, ist kein gültiges JSON.",
        exceptions.Throttled: "Zu viele Anfragen; versuche es gleich noch einmal.",
        BodyTooLarge: "Das ist mehr, als auf einmal gesendet werden kann.",
        RequestDataTooBig: "Das ist mehr, als auf einmal gesendet werden kann.",
        flows.FlowError: "Dieser Schritt ist nicht möglich; beginne von vorn.",
        flows.FlowUnknown: "Dieser Schritt ist nicht bekannt; beginne von vorn.",
        flows.FlowUsed: "Dieser Schritt wurde schon getan; beginne von vorn.",
        flows.FlowEnded: "Die Zeit für diesen Schritt ist um; beginne von vorn.",
        kept_trips.TripUnknown: (
            "Diese Reise ist hier nicht bekannt oder schon vorbei; plane sie neu."
        ),
        bookings.BookingError: "Das ist mit dieser Buchung nicht möglich.",
        bookings.HoldExpired: "Die Reservierung ist abgelaufen; buche erneut.",
        bookings.AncillaryUnknown: "Eines der Extras wird nicht mehr angeboten; wähle neu.",
        bookings.CancellationRefused: "Diese Buchung kann nicht mehr storniert werden.",
        bookings.BookingInUse: (
            "Die Reise hat begonnen; diese Buchung kann nicht mehr geändert werden."
        ),
        bookings.BookingGone: "Diese Buchung ist vorbei; suche erneut.",
        bookings.NotBegun: "Das Fahrzeug wurde noch nicht aufgeschlossen; schließ es zuerst auf.",
        bookings.ReservationOver: (
            "Das Fahrzeug wurde nicht rechtzeitig abgeholt und ist nicht mehr reserviert; buche "
            "erneut eines."
        ),
        bookings.ParkingForbidden: (
            "Das Fahrzeug darf in {region} nicht abgestellt werden; beende die Miete anderswo."
        ),
        bookings.AlreadyRenting: "Du hast dieses Fahrzeug schon; sieh bei deinen Buchungen nach.",
        bookings.RentalOver: "Diese Miete ist schon beendet.",
        bookings.RentalBegun: (
            "Das Fahrzeug wird schon benutzt, deshalb ist keine Stornierung möglich; beende die "
            "Miete."
        ),
        bookings.RideOver: "Diese Fahrt ist vorbei oder wurde abgesagt.",
        bookings.SupplyInHand: (
            "Mit dieser Buchung geschieht gerade etwas anderes; versuche es etwas später erneut."
        ),
        bookings.PurchaseUnfit: (
            "Diese Teile können nicht zusammen gebucht werden; buche sie einzeln."
        ),
        bookings.PurchaseOver: "Die Zeit zum Bezahlen ist um; buche erneut.",
        bookings.PartBooked: "Dieser Teil deiner Reise ist schon gebucht.",
        bookings.PartInHand: (
            "Dieser Teil deiner Reise wird gerade gebucht; sieh gleich noch einmal nach."
        ),
        bookings.PurchaseFailed: (
            "Das konnte nicht gebucht werden; sieh bei deinen Buchungen nach, bevor du es erneut "
            "versuchst."
        ),
        bookings.PaymentNotDone: "Das ist noch nicht bezahlt; schließ zuerst die Zahlung ab.",
        bookings.NoCardHere: (
            "Das wird nicht mit Karte bezahlt; sieh dir die Übersicht noch einmal an."
        ),
        sales.SalesError: "Dieser Kauf ist nicht möglich.",
        sales.NothingOnSale: "Dafür wird jetzt nichts angeboten; suche erneut.",
        sales.NoFare: "Für diese Reise und diese Reisenden gibt es keinen Tarif; wähle anders.",
        sales.NotForCategory: (
            "Das wird nicht an so viele Reisende dieser Art verkauft; wähle anders."
        ),
        sales.NotValidThen: "Das gilt an diesem Tag nicht; wähle eine andere Abfahrt.",
        sales.OfferUnknown: "Dieses Angebot ist nicht bekannt; suche erneut.",
        sales.OfferLapsed: "Dieses Angebot ist abgelaufen; suche erneut.",
        sales.OfferTaken: "Dieses Angebot ist schon gebucht; suche erneut.",
        sales.NotRefundable: "Das kann nicht mehr zurückgegeben werden.",
        sales.CustomerBlocked: (
            "Der Betreiber bedient dieses Konto nicht; frag den Kundendienst, warum."
        ),
        sales.CustomerErased: "Dieses Konto wurde gelöscht; eröffne ein anderes.",
        orders.CurrencyUnfit: "Das kann in dieser Währung nicht verkauft werden.",
        orders.OrderLocked: (
            "Dafür läuft gerade eine Zahlung; versuche es in ein paar Minuten erneut."
        ),
        orders.OrderTooDear: (
            "Das ist mehr, als auf einmal bezahlt werden kann; buche es in Teilen."
        ),
        orders.SupplementAlone: "Das wird nur zusammen mit etwas anderem verkauft.",
        payments.PaymentError: (
            "Die Zahlung war nicht möglich; versuche es erneut oder zahle anders."
        ),
        payments.MethodOff: (
            "So kann jetzt nicht bezahlt werden; sieh dir die Übersicht noch einmal an."
        ),
        payments.NotAuthorised: "Das ist noch nicht bezahlt; schließ zuerst die Zahlung ab.",
        payments.MoneyMoving: "Dafür läuft gerade eine Zahlung; versuche es gleich noch einmal.",
        payments.PaymentRefused: (
            "Deine Bank hat die Zahlung abgelehnt; versuche es mit einer anderen Karte."
        ),
        payments.AuthenticationNeeded: (
            "Deine Bank verlangt eine Bestätigung; zahle erneut und bestätige dort."
        ),
        payments.ProviderFailed: (
            "Der Zahlungsdienst antwortet gerade nicht; versuche es später erneut."
        ),
        accounts.AccountError: "Das ist mit diesem Konto nicht möglich.",
        accounts.AccountUnfit: (
            "Die E-Mail-Adresse oder der Name kann nicht verwendet werden; berichtige die Angabe."
        ),
        accounts.AccountKnown: "Es gibt schon ein Konto mit dieser E-Mail-Adresse; melde dich an.",
        accounts.PasswordUnfit: (
            "Dieses Passwort ist zu kurz, zu lang oder zu leicht zu erraten; wähle ein anderes."
        ),
        accounts.SignInRefused: "Die E-Mail-Adresse oder das Passwort ist falsch.",
        accounts.AccountBlocked: (
            "Der Betreiber bedient dieses Konto nicht; frag den Kundendienst, warum."
        ),
        accounts.AccountErased: "Dieses Konto wurde gelöscht; eröffne ein anderes.",
        accounts.LinkUnknown: "Melde dich erneut an.",
        accounts.LinkEnded: "Melde dich erneut an.",
        providers.ProviderError: "Das ist bei diesem Anbieter nicht möglich.",
        providers.ProviderUnknown: "Diesen Anbieter gibt es hier nicht.",
        providers.ProviderUnable: "So kannst du dich bei diesem Anbieter nicht anmelden.",
        providers.ProviderRefused: "Der Anbieter lehnt das ab.",
        providers.WrongCredentials: "Die E-Mail-Adresse oder das Passwort ist falsch.",
        providers.CredentialsRejected: (
            "Der Anbieter akzeptiert dein Konto nicht mehr; verbinde es erneut."
        ),
        providers.ProviderLinkMissing: "Verbinde zuerst dein Konto beim Anbieter.",
        providers.ProviderBusy: "Der Anbieter antwortet gerade nicht; versuche es später erneut.",
        providers.ProviderUnfit: (
            "Der Anbieter antwortet nicht, wie er soll; versuche es später erneut."
        ),
        fleet.AssetUnknown: "Dieses Fahrzeug ist nicht bekannt; wähle ein anderes.",
        fleet.AssetTaken: "Jemand anderes hat dieses Fahrzeug; wähle ein anderes.",
        fleet.AssetUnavailable: "Dieses Fahrzeug ist jetzt nicht verfügbar; wähle ein anderes.",
        fleet.GatewayBusy: "Das Fahrzeug antwortet nicht; versuche es gleich noch einmal.",
        fleet.GatewayUnable: "Dieses Fahrzeug kann das nicht.",
        supply.SupplyError: "Der Betreiber bietet das nicht an.",
        supply.SupplierBusy: (
            "Der Betreiber antwortet gerade nicht; versuche es etwas später erneut."
        ),
        supply.SupplierRefused: "Der Betreiber lehnt das ab.",
        supply.SupplierGone: (
            "Das Angebot oder die Buchung beim Betreiber ist vorbei; suche erneut."
        ),
        supply.SupplierTaken: "Das ist beim Betreiber schon gebucht; suche erneut.",
        supply.SupplierUnfit: (
            "Der Betreiber antwortet nicht, wie er soll; versuche es später erneut."
        ),
        supply.PrivateAddress: (
            "Der Betreiber antwortet nicht, wie er soll; versuche es später erneut."
        ),
        timetable.StopUnknown: "Diese Haltestelle ist nicht bekannt; suche erneut.",
        tickets.TicketError: "Das ist mit diesem Ticket nicht möglich.",
        tickets.TicketNotActive: "Dieses Ticket ist nicht aktiv; aktiviere es zuerst.",
        tickets.ActivationTooLate: "Die Zeit, dieses Ticket zu aktivieren, ist um; kauf ein neues.",
        tickets.NoSigningKey: (
            "Das Ticket kann jetzt nicht gezeigt werden; versuche es später erneut."
        ),
        tickets.FitsNoBarcode: (
            "Das Ticket kann jetzt nicht gezeigt werden; versuche es später erneut."
        ),
        tickets.NoHandset: "Dieses Ticket zeigt dein Telefon; öffne dort zuerst den Link.",
        tickets.FormUnavailable: "Das Ticket gibt es nicht in dieser Form.",
        tickets.ValidityUnfit: "Das Ticket kann dann nicht gültig werden.",
        tickets.BarcodeAlive: (
            "Dieses Ticket wurde gerade gezeigt; versuche es in ein paar Minuten erneut."
        ),
        tickets.TicketConsumed: "Dieses Ticket wurde benutzt oder ist abgelaufen.",
        tickets.TicketClosed: "Dieses Ticket wurde zurückgegeben, benutzt oder ist abgelaufen.",
    },
    of_face={
        Why.NOT_OFFERED: (
            "Das wird für diesen Teil der Reise nicht mehr angeboten; sieh dir die Angebote noch "
            "einmal an."
        ),
        Why.ONE_OFFER: "Es gibt nur ein Angebot; frage nach dem ersten.",
        Why.FEWER_OFFERS: "Es gibt {count} Angebote; frage nach einem früheren.",
        Why.FARE_GONE: (
            "Einer dieser Tarife wird nicht mehr angeboten; sieh dir die Angebote noch einmal an."
        ),
        Why.FARES_AT_MOST: "Es können höchstens {most} auf einmal gebucht werden.",
        Why.FARES_AT_LEAST: "Es müssen mindestens {least} gebucht werden.",
        Why.NO_FARE: "Wähle mindestens einen Tarif.",
        Why.ONE_FARE: "Wähle nur einen Tarif.",
        Why.NOT_ALONE: "Jemand anderes muss mitfahren; füge auch diesen Tarif hinzu.",
        Why.BACK_TOO_EARLY: (
            "Die Rückfahrt beginnt, bevor die Hinfahrt vorbei ist; wähle eine spätere Zeit."
        ),
        Why.NOTHING_KEPT: "Nichts von deiner Reise ist gebucht oder berechnet.",
        Why.NOTHING_BOOKABLE: "Von dieser Reise kann nichts gebucht werden.",
        Why.CURRENCIES: (
            "Die Teile dieser Reise werden in verschiedenen Währungen verkauft; buche sie einzeln."
        ),
        Why.NOBODY: (
            "Die Teile dieser Reise werden nicht an dieselben Reisenden verkauft; buche sie "
            "einzeln."
        ),
        Why.TOO_SMALL: "{name}: Platz für {seats}; buche die Teile dieser Reise einzeln.",
        Why.BY_CARD: "Das wird mit Karte bezahlt; sieh dir die Übersicht noch einmal an.",
        Why.NO_CARD_IN_FORMS: (
            "Das wird mit Karte bezahlt, was hier nicht geht; buche es in einer neueren App."
        ),
        Why.NEEDED: "Diese Angabe fehlt.",
        Why.CHOOSE_SOME: "Wähle mindestens eine Möglichkeit.",
        Why.CHOOSE_ONE: "Wähle eine der Möglichkeiten.",
        Why.UNANSWERED: "Das muss beantwortet werden.",
        Why.TOO_LONG: "Schreibe höchstens {most} Zeichen.",
        Why.WHOLE_NUMBER: "Gib eine ganze Zahl an.",
        Why.AT_LEAST: "Mindestens {least}.",
        Why.AT_MOST: "Höchstens {most}.",
        Why.TIME: "Wähle eine Zeit, oder dass es keine Rückfahrt gibt.",
        Why.ACCEPT: "Du musst das akzeptieren, um zu buchen.",
        Why.TEXT: "Gib einen Text an.",
        Why.NO_VEHICLE: (
            "Zu dieser Buchung gehört kein Fahrzeug, das auf- oder abgeschlossen werden kann."
        ),
        Why.RATED_TOO_EARLY: "Eine Reise wird bewertet, wenn sie vorbei ist.",
        Why.RATED_WITHIN: "Bewerte mit {least} bis {most}.",
        Why.OWN_ONLY: (
            "Nur Buchungen, die du selbst notiert hast, können hier geändert werden; storniere "
            "diese."
        ),
        Why.NO_PURCHASE: "Es gibt keine solche Buchung zu bezahlen.",
        Why.NOTHING_HELD: "Davon ist nichts reserviert; beginne von vorn.",
        Why.NO_PART: "Diese Reise hat keinen solchen Teil, der gebucht werden kann.",
        Why.NO_TRIP: "Das wurde ohne eine Reise gebucht.",
        Why.NONE_ACTIVE: "Du bist mit nichts unterwegs.",
    },
    of_members={
        "required": "Diese Angabe fehlt.",
        "null": "Diese Angabe fehlt.",
        "blank": "Das darf nicht leer sein.",
        "empty": "Das darf nicht leer sein.",
        "invalid": "Das kann nicht verwendet werden.",
        "text": "Sende einen Text.",
        "whole": "Sende eine ganze Zahl.",
        "flag": "Sende true oder false.",
        "moment": "Sende eine Zeit wie 2025-06-02T16:00:00Z.",
        "month": "Sende einen Monat wie 2025-06.",
        "place": 'Sende einen Ort als "(lat,lng)", wie (47.99,7.84).',
        "not_a_list": "Sende eine Liste.",
        "max_value": "Höchstens {limit}.",
        "min_value": "Mindestens {limit}.",
        "max_length": "Höchstens {limit} Zeichen oder Einträge.",
        "null_characters_not_allowed": "Das kann nicht verwendet werden.",
        "surrogate_characters_not_allowed": "Das kann nicht verwendet werden.",
    },
)
