"""Dutch."""

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

DUTCH = Sentences(
    of_errors={
        tenancy.DomainError: "Dit is niet mogelijk.",
        tenancy.TokenUnknown: (
            "Deze sleutel is niet bekend; controleer of hij volledig is gekopieerd."
        ),
        tripgo.KeyMissing: "Stuur je sleutel in de header X-TripGo-Key.",
        tenancy.TokenRevoked: "Deze sleutel is ingetrokken; vraag de vervoerder om een nieuwe.",
        RoleMissing: (
            "Deze sleutel is niet voor deze dienst bedoeld; vraag de vervoerder om een andere."
        ),
        tenancy.NotPermitted: "Je hebt hier geen toestemming voor.",
        tripgo.BookingsNotAllowed: (
            "Boeken is voor deze sleutel niet ingeschakeld; vraag het de vervoerder."
        ),
        tripgo.TravellerMissing: "Log eerst in.",
        tripgo.TravellerUnknown: "Log opnieuw in.",
        tripgo.LinkMissing: "Koppel eerst je account bij de aanbieder.",
        tripgo.LinkRejected: "De aanbieder accepteert je account niet meer; koppel het opnieuw.",
        tripgo.NotThere: "Hier is niets dat je mag zien.",
        tripgo.Left: "Deze reis is al vertrokken; plan een andere.",
        tripgo.Stopped: "Deze rit is uitgevallen; kies een andere reis.",
        ObjectDoesNotExist: "Hier is niets dat je mag zien.",
        Http404: "Hier is niets dat je mag zien.",
        TransitionNotAllowed: "Dit is niet meer mogelijk; bekijk je boeking opnieuw.",
        exceptions.MethodNotAllowed: "Dit adres neemt zulke aanvragen niet aan.",
        exceptions.UnsupportedMediaType: (
            "Hier wordt alleen JSON gelezen: stuur het als application/json."
        ),
        exceptions.ParseError: "Wat is verstuurd, is geen geldige JSON.",
        exceptions.Throttled: "Te veel aanvragen; probeer het zo meteen opnieuw.",
        BodyTooLarge: "Dit is meer dan in één keer kan worden verstuurd.",
        RequestDataTooBig: "Dit is meer dan in één keer kan worden verstuurd.",
        flows.FlowError: "Deze stap is niet mogelijk; begin opnieuw.",
        flows.FlowUnknown: "Deze stap is niet bekend; begin opnieuw.",
        flows.FlowUsed: "Deze stap is al gedaan; begin opnieuw.",
        flows.FlowEnded: "De tijd voor deze stap is voorbij; begin opnieuw.",
        kept_trips.TripUnknown: "Deze reis is hier niet bekend of voorbij; plan hem opnieuw.",
        bookings.BookingError: "Dit kan niet met deze boeking.",
        bookings.HoldExpired: "De reservering is verlopen; boek opnieuw.",
        bookings.AncillaryUnknown: "Een van de extra’s wordt niet meer aangeboden; kies opnieuw.",
        bookings.CancellationRefused: "Deze boeking kan niet meer worden geannuleerd.",
        bookings.BookingInUse: "De reis is begonnen; deze boeking kan niet meer worden gewijzigd.",
        bookings.BookingGone: "Deze boeking is voorbij; zoek opnieuw.",
        bookings.NotBegun: "Het voertuig is nog niet ontgrendeld; ontgrendel het eerst.",
        bookings.ReservationOver: (
            "Het voertuig is niet op tijd opgehaald en wordt niet langer vastgehouden; boek er "
            "opnieuw een."
        ),
        bookings.ParkingForbidden: (
            "Het voertuig mag niet in {region} worden achtergelaten; beëindig de huur ergens "
            "anders."
        ),
        bookings.AlreadyRenting: "Je hebt dit voertuig al; kijk bij je boekingen.",
        bookings.RentalOver: "Deze huur is al voorbij.",
        bookings.RentalBegun: (
            "Het voertuig is al in gebruik, dus annuleren kan niet meer; beëindig de huur."
        ),
        bookings.RideOver: "Deze rit is voorbij of afgezegd.",
        bookings.SupplyInHand: (
            "Er gebeurt op dit moment iets anders met deze boeking; probeer het straks opnieuw."
        ),
        bookings.PurchaseUnfit: (
            "Deze delen kunnen niet samen worden geboekt; boek ze een voor een."
        ),
        bookings.PurchaseOver: "De tijd om te betalen is voorbij; boek opnieuw.",
        bookings.PartBooked: "Dit deel van je reis is al geboekt.",
        bookings.PartInHand: (
            "Dit deel van je reis wordt net geboekt; kijk er zo meteen nog eens naar."
        ),
        bookings.PurchaseFailed: (
            "Dit kon niet worden geboekt; kijk bij je boekingen voordat je het opnieuw probeert."
        ),
        bookings.PaymentNotDone: "Dit is nog niet betaald; rond eerst de betaling af.",
        bookings.NoCardHere: "Dit wordt niet met een kaart betaald; bekijk het overzicht opnieuw.",
        sales.SalesError: "Deze verkoop is niet mogelijk.",
        sales.NothingOnSale: "Hiervoor wordt nu niets aangeboden; zoek opnieuw.",
        sales.NoFare: "Er is geen tarief voor deze reis en deze reizigers; kies iets anders.",
        sales.NotForCategory: (
            "Dit wordt niet aan zoveel reizigers van deze soort verkocht; kies iets anders."
        ),
        sales.NotValidThen: "Dit is op die dag niet geldig; kies een ander vertrek.",
        sales.OfferUnknown: "Dit aanbod is niet bekend; zoek opnieuw.",
        sales.OfferLapsed: "Dit aanbod is verlopen; zoek opnieuw.",
        sales.OfferTaken: "Dit aanbod is al geboekt; zoek opnieuw.",
        sales.NotRefundable: "Dit kan niet meer worden teruggegeven.",
        sales.CustomerBlocked: (
            "De vervoerder bedient dit account niet; vraag de klantenservice waarom."
        ),
        sales.CustomerErased: "Dit account is verwijderd; open een ander.",
        orders.CurrencyUnfit: "Dit kan niet in deze valuta worden verkocht.",
        orders.OrderLocked: (
            "Hiervoor loopt een betaling; probeer het over een paar minuten opnieuw."
        ),
        orders.OrderTooDear: "Dit is meer dan in één keer kan worden betaald; boek het in delen.",
        orders.SupplementAlone: "Dit wordt alleen samen met iets anders verkocht.",
        payments.PaymentError: (
            "De betaling was niet mogelijk; probeer het opnieuw of betaal anders."
        ),
        payments.MethodOff: (
            "Op deze manier kan nu niet worden betaald; bekijk het overzicht opnieuw."
        ),
        payments.NotAuthorised: "Dit is nog niet betaald; rond eerst de betaling af.",
        payments.MoneyMoving: "Hiervoor loopt een betaling; probeer het zo meteen opnieuw.",
        payments.PaymentRefused: "Je bank heeft de betaling geweigerd; probeer een andere kaart.",
        payments.AuthenticationNeeded: (
            "Je bank wil een bevestiging van je; betaal opnieuw en bevestig het daar."
        ),
        payments.ProviderFailed: "De betaaldienst antwoordt nu niet; probeer het later opnieuw.",
        accounts.AccountError: "Dit kan niet met dit account.",
        accounts.AccountUnfit: "Het e-mailadres of de naam kan niet worden gebruikt; verbeter het.",
        accounts.AccountKnown: "Er is al een account met dit e-mailadres; log in.",
        accounts.PasswordUnfit: (
            "Dit wachtwoord is te kort, te lang of te makkelijk te raden; kies een ander."
        ),
        accounts.SignInRefused: "Het e-mailadres of het wachtwoord klopt niet.",
        accounts.AccountBlocked: (
            "De vervoerder bedient dit account niet; vraag de klantenservice waarom."
        ),
        accounts.AccountErased: "Dit account is verwijderd; open een ander.",
        accounts.LinkUnknown: "Log opnieuw in.",
        accounts.LinkEnded: "Log opnieuw in.",
        providers.ProviderError: "Dit kan niet bij deze aanbieder.",
        providers.ProviderUnknown: "Deze aanbieder is er hier niet.",
        providers.ProviderUnable: "Zo kun je niet inloggen bij deze aanbieder.",
        providers.ProviderRefused: "De aanbieder weigert dit.",
        providers.WrongCredentials: "Het e-mailadres of het wachtwoord klopt niet.",
        providers.CredentialsRejected: (
            "De aanbieder accepteert je account niet meer; koppel het opnieuw."
        ),
        providers.ProviderLinkMissing: "Koppel eerst je account bij de aanbieder.",
        providers.ProviderBusy: "De aanbieder antwoordt nu niet; probeer het later opnieuw.",
        providers.ProviderUnfit: (
            "De aanbieder antwoordt niet zoals het hoort; probeer het later opnieuw."
        ),
        fleet.AssetUnknown: "Dit voertuig is niet bekend; kies een ander.",
        fleet.AssetTaken: "Iemand anders heeft dit voertuig; kies een ander.",
        fleet.AssetUnavailable: "Dit voertuig is nu niet beschikbaar; kies een ander.",
        fleet.GatewayBusy: "Het voertuig antwoordt niet; probeer het zo meteen opnieuw.",
        fleet.GatewayUnable: "Dit voertuig kan dat niet.",
        supply.SupplyError: "De vervoerder biedt dit niet.",
        supply.SupplierBusy: "De vervoerder antwoordt nu niet; probeer het straks opnieuw.",
        supply.SupplierRefused: "De vervoerder weigert dit.",
        supply.SupplierGone: "Het aanbod of de boeking bij de vervoerder is voorbij; zoek opnieuw.",
        supply.SupplierTaken: "Dit is bij de vervoerder al geboekt; zoek opnieuw.",
        supply.SupplierUnfit: (
            "De vervoerder antwoordt niet zoals het hoort; probeer het later opnieuw."
        ),
        supply.PrivateAddress: (
            "De vervoerder antwoordt niet zoals het hoort; probeer het later opnieuw."
        ),
        timetable.StopUnknown: "Deze halte is niet bekend; zoek opnieuw.",
        tickets.TicketError: "Dit kan niet met dit ticket.",
        tickets.TicketNotActive: "Dit ticket is niet actief; activeer het eerst.",
        tickets.ActivationTooLate: "De tijd om dit ticket te activeren is voorbij; koop een nieuw.",
        tickets.NoSigningKey: "Het ticket kan nu niet worden getoond; probeer het later opnieuw.",
        tickets.FitsNoBarcode: "Het ticket kan nu niet worden getoond; probeer het later opnieuw.",
        tickets.NoHandset: "Je telefoon toont dit ticket; open daar eerst de link.",
        tickets.FormUnavailable: "Het ticket is niet in deze vorm beschikbaar.",
        tickets.ValidityUnfit: "Het ticket kan dan niet geldig worden.",
        tickets.BarcodeAlive: (
            "Dit ticket is net getoond; probeer het over een paar minuten opnieuw."
        ),
        tickets.TicketConsumed: "Dit ticket is gebruikt of verlopen.",
        tickets.TicketClosed: "Dit ticket is teruggegeven, gebruikt of verlopen.",
    },
    of_face={
        Why.NOT_OFFERED: (
            "Dit wordt voor dit deel van de reis niet meer aangeboden; bekijk het aanbod opnieuw."
        ),
        Why.ONE_OFFER: "Er is maar één aanbod; vraag het eerste op.",
        Why.FEWER_OFFERS: "Er zijn {count} aanbiedingen; vraag een eerdere op.",
        Why.FARE_GONE: (
            "Een van deze tarieven wordt niet meer aangeboden; bekijk het aanbod opnieuw."
        ),
        Why.FARES_AT_MOST: "Er kunnen er hoogstens {most} tegelijk worden geboekt.",
        Why.FARES_AT_LEAST: "Er moeten er minstens {least} worden geboekt.",
        Why.NO_FARE: "Kies minstens één tarief.",
        Why.ONE_FARE: "Kies maar één tarief.",
        Why.NOT_ALONE: "Er moet iemand anders meereizen; voeg ook dat tarief toe.",
        Why.BACK_TOO_EARLY: (
            "De terugreis begint voordat de heenreis voorbij is; kies een later tijdstip."
        ),
        Why.NOTHING_KEPT: "Niets van je reis is geboekt of in rekening gebracht.",
        Why.NOTHING_BOOKABLE: "Van deze reis kan niets worden geboekt.",
        Why.CURRENCIES: (
            "De delen van deze reis worden in verschillende valuta verkocht; boek ze een voor een."
        ),
        Why.NOBODY: (
            "De delen van deze reis worden niet aan dezelfde reizigers verkocht; boek ze een "
            "voor een."
        ),
        Why.TOO_SMALL: "{name}: plaats voor {seats}; boek de delen van deze reis één voor één.",
        Why.BY_CARD: "Dit wordt met een kaart betaald; bekijk het overzicht opnieuw.",
        Why.NO_CARD_IN_FORMS: (
            "Dit wordt met een kaart betaald, wat hier niet kan; boek het in een nieuwere app."
        ),
        Why.NEEDED: "Dit ontbreekt.",
        Why.CHOOSE_SOME: "Kies er minstens één.",
        Why.CHOOSE_ONE: "Kies een van de mogelijkheden.",
        Why.UNANSWERED: "Dit moet worden ingevuld.",
        Why.TOO_LONG: "Schrijf hoogstens {most} tekens.",
        Why.WHOLE_NUMBER: "Vul een geheel getal in.",
        Why.AT_LEAST: "Minstens {least}.",
        Why.AT_MOST: "Hoogstens {most}.",
        Why.TIME: "Kies een tijdstip, of dat er geen terugreis is.",
        Why.ACCEPT: "Je moet dit accepteren om te boeken.",
        Why.TEXT: "Vul een tekst in.",
        Why.NO_VEHICLE: "Bij deze boeking hoort geen voertuig dat op slot of van het slot kan.",
        Why.RATED_TOO_EARLY: "Een reis beoordeel je als hij voorbij is.",
        Why.RATED_WITHIN: "Geef een cijfer van {least} tot {most}.",
        Why.OWN_ONLY: (
            "Alleen boekingen die je zelf hebt genoteerd kunnen hier worden gewijzigd; annuleer "
            "deze."
        ),
        Why.NO_PURCHASE: "Er is geen boeking die zo kan worden betaald.",
        Why.NOTHING_HELD: "Hiervan is niets gereserveerd; begin opnieuw.",
        Why.NO_PART: "Deze reis heeft geen deel dat zo kan worden geboekt.",
        Why.NO_TRIP: "Dit is zonder reis geboekt.",
        Why.NONE_ACTIVE: "Je bent nergens mee onderweg.",
    },
    of_members={
        "required": "Dit ontbreekt.",
        "null": "Dit ontbreekt.",
        "blank": "Dit mag niet leeg zijn.",
        "empty": "Dit mag niet leeg zijn.",
        "invalid": "Dit kan niet worden gebruikt.",
        "text": "Stuur een tekst.",
        "whole": "Stuur een geheel getal.",
        "flag": "Stuur true of false.",
        "moment": "Stuur een tijdstip zoals 2025-06-02T16:00:00Z.",
        "month": "Stuur een maand zoals 2025-06.",
        "place": 'Stuur een plaats als "(lat,lng)", zoals (47.99,7.84).',
        "not_a_list": "Stuur een lijst.",
        "max_value": "Hoogstens {limit}.",
        "min_value": "Minstens {limit}.",
        "max_length": "Hoogstens {limit} tekens of onderdelen.",
        "null_characters_not_allowed": "Dit kan niet worden gebruikt.",
        "surrogate_characters_not_allowed": "Dit kan niet worden gebruikt.",
    },
)
