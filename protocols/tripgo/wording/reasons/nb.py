"""Norwegian, bokmål."""

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

BOKMAL = Sentences(
    of_errors={
        tenancy.DomainError: "Dette er ikke mulig.",
        tenancy.TokenUnknown: "Denne nøkkelen er ikke kjent; sjekk at den er kopiert i sin helhet.",
        tripgo.KeyMissing: "Send nøkkelen i headeren X-TripGo-Key.",
        tenancy.TokenRevoked: "Denne nøkkelen er trukket tilbake; be operatøren om en ny.",
        RoleMissing: (
            "Denne nøkkelen er ikke ment for dette grensesnittet; be operatøren om en annen."
        ),
        tenancy.NotPermitted: "Du har ikke tillatelse til dette.",
        tripgo.BookingsNotAllowed: (
            "Bestilling er ikke slått på for denne nøkkelen; spør operatøren."
        ),
        tripgo.TravellerMissing: "Logg inn først.",
        tripgo.TravellerUnknown: "Logg inn på nytt.",
        tripgo.LinkMissing: "Koble først til kontoen din hos tilbyderen.",
        tripgo.LinkRejected: "Tilbyderen godtar ikke lenger kontoen din; koble den til på nytt.",
        tripgo.NotThere: "Her er det ingenting du kan se.",
        tripgo.Left: "Denne turen har gått; planlegg en annen.",
        tripgo.Stopped: "Denne avgangen er innstilt; velg en annen reise.",
        ObjectDoesNotExist: "Her er det ingenting du kan se.",
        Http404: "Her er det ingenting du kan se.",
        TransitionNotAllowed: "Dette er ikke lenger mulig; se på bestillingen din igjen.",
        exceptions.MethodNotAllowed: "Denne adressen tar ikke imot slike forespørsler.",
        exceptions.UnsupportedMediaType: "Her leses bare JSON: send det som application/json.",
        exceptions.ParseError: "Det som ble sendt, er ikke gyldig JSON.",
        exceptions.Throttled: "For mange forespørsler; prøv igjen om et øyeblikk.",
        BodyTooLarge: "Dette er mer enn det som kan sendes på én gang.",
        RequestDataTooBig: "Dette er mer enn det som kan sendes på én gang.",
        flows.FlowError: "Dette steget er ikke mulig; begynn på nytt.",
        flows.FlowUnknown: "Dette steget er ikke kjent; begynn på nytt.",
        flows.FlowUsed: "Dette steget er gjort før; begynn på nytt.",
        flows.FlowEnded: "Tiden for dette steget er ute; begynn på nytt.",
        kept_trips.TripUnknown: (
            "Denne reisen er ikke kjent her, eller den er over; planlegg den på nytt."
        ),
        bookings.BookingError: "Dette er ikke mulig med denne bestillingen.",
        bookings.HoldExpired: "Reservasjonen er utløpt; bestill på nytt.",
        bookings.AncillaryUnknown: "Et av tilleggene tilbys ikke lenger; velg på nytt.",
        bookings.CancellationRefused: "Denne bestillingen kan ikke lenger avbestilles.",
        bookings.BookingInUse: "Reisen har begynt; denne bestillingen kan ikke lenger endres.",
        bookings.BookingGone: "Denne bestillingen er over; søk på nytt.",
        bookings.NotBegun: "Kjøretøyet er ikke låst opp ennå; lås det opp først.",
        bookings.ReservationOver: (
            "Kjøretøyet ble ikke hentet i tide og holdes ikke av lenger; bestill et nytt."
        ),
        bookings.ParkingForbidden: (
            "Kjøretøyet kan ikke settes igjen i {region}; avslutt leien et annet sted."
        ),
        bookings.AlreadyRenting: "Du har allerede dette kjøretøyet; se i bestillingene dine.",
        bookings.RentalOver: "Denne leien er allerede over.",
        bookings.RentalBegun: (
            "Kjøretøyet er allerede i bruk og kan ikke avbestilles; avslutt leien i stedet."
        ),
        bookings.RideOver: "Denne turen er over eller avlyst.",
        bookings.SupplyInHand: (
            "Noe annet gjøres med denne bestillingen akkurat nå; prøv igjen litt senere."
        ),
        bookings.PurchaseUnfit: (
            "Disse delene kan ikke bestilles samtidig; bestill dem hver for seg."
        ),
        bookings.PurchaseOver: "Tiden for å betale er ute; bestill på nytt.",
        bookings.PartBooked: "Denne delen av reisen er allerede bestilt.",
        bookings.PartInHand: (
            "Denne delen av reisen blir bestilt akkurat nå; se på den igjen om et øyeblikk."
        ),
        bookings.PurchaseFailed: (
            "Dette kunne ikke bestilles; se i bestillingene dine før du prøver igjen."
        ),
        bookings.PaymentNotDone: "Dette er ikke betalt ennå; fullfør betalingen først.",
        bookings.NoCardHere: "Dette betales ikke med kort; se på oversikten igjen.",
        sales.SalesError: "Dette kjøpet er ikke mulig.",
        sales.NothingOnSale: "Det tilbys ingenting for dette nå; søk på nytt.",
        sales.NoFare: "Det finnes ingen pris for denne reisen og disse reisende; velg noe annet.",
        sales.NotForCategory: (
            "Dette selges ikke til så mange reisende av dette slaget; velg noe annet."
        ),
        sales.NotValidThen: "Dette gjelder ikke den dagen; velg en annen avgang.",
        sales.OfferUnknown: "Dette tilbudet er ikke kjent; søk på nytt.",
        sales.OfferLapsed: "Dette tilbudet er utløpt; søk på nytt.",
        sales.OfferTaken: "Dette tilbudet er allerede bestilt; søk på nytt.",
        sales.NotRefundable: "Dette kan ikke lenger refunderes.",
        sales.CustomerBlocked: (
            "Operatøren betjener ikke denne kontoen; spør kundestøtten om hvorfor."
        ),
        sales.CustomerErased: "Denne kontoen er slettet; åpne en annen.",
        orders.CurrencyUnfit: "Dette kan ikke selges i denne valutaen.",
        orders.OrderLocked: "En betaling for dette pågår; prøv igjen om noen minutter.",
        orders.OrderTooDear: (
            "Dette er mer enn det som kan betales på én gang; bestill det i deler."
        ),
        orders.SupplementAlone: "Dette selges bare sammen med noe annet.",
        payments.PaymentError: (
            "Betalingen var ikke mulig; prøv igjen eller betal på en annen måte."
        ),
        payments.MethodOff: "Denne betalingsmåten kan ikke brukes nå; se på oversikten igjen.",
        payments.NotAuthorised: "Dette er ikke betalt ennå; fullfør betalingen først.",
        payments.MoneyMoving: "En betaling for dette pågår; prøv igjen om et øyeblikk.",
        payments.PaymentRefused: "Banken din avviste betalingen; prøv et annet kort.",
        payments.AuthenticationNeeded: (
            "Banken din krever en bekreftelse; betal på nytt og bekreft der."
        ),
        payments.ProviderFailed: "Betalingstjenesten svarer ikke nå; prøv igjen senere.",
        accounts.AccountError: "Dette er ikke mulig med denne kontoen.",
        accounts.AccountUnfit: "E-postadressen eller navnet kan ikke brukes; rett det opp.",
        accounts.AccountKnown: "Det finnes allerede en konto med denne adressen; logg inn.",
        accounts.PasswordUnfit: (
            "Dette passordet er for kort, for langt eller for lett å gjette; velg et annet."
        ),
        accounts.SignInRefused: "E-postadressen eller passordet er feil.",
        accounts.AccountBlocked: (
            "Operatøren betjener ikke denne kontoen; spør kundestøtten om hvorfor."
        ),
        accounts.AccountErased: "Denne kontoen er slettet; åpne en annen.",
        accounts.LinkUnknown: "Logg inn på nytt.",
        accounts.LinkEnded: "Logg inn på nytt.",
        providers.ProviderError: "Dette er ikke mulig hos denne tilbyderen.",
        providers.ProviderUnknown: "Denne tilbyderen finnes ikke her.",
        providers.ProviderUnable: "Du kan ikke logge inn hos denne tilbyderen på denne måten.",
        providers.ProviderRefused: "Tilbyderen avviser dette.",
        providers.WrongCredentials: "E-postadressen eller passordet er feil.",
        providers.CredentialsRejected: (
            "Tilbyderen godtar ikke lenger kontoen din; koble den til på nytt."
        ),
        providers.ProviderLinkMissing: "Koble først til kontoen din hos tilbyderen.",
        providers.ProviderBusy: "Tilbyderen svarer ikke nå; prøv igjen senere.",
        providers.ProviderUnfit: "Tilbyderen svarer ikke som den skal; prøv igjen senere.",
        fleet.AssetUnknown: "Dette kjøretøyet er ikke kjent; velg et annet.",
        fleet.AssetTaken: "Noen andre har dette kjøretøyet; velg et annet.",
        fleet.AssetUnavailable: "Dette kjøretøyet er ikke tilgjengelig nå; velg et annet.",
        fleet.GatewayBusy: "Kjøretøyet svarer ikke; prøv igjen om et øyeblikk.",
        fleet.GatewayUnable: "Dette kjøretøyet kan ikke gjøre det.",
        supply.SupplyError: "Operatøren tilbyr ikke dette.",
        supply.SupplierBusy: "Operatøren svarer ikke nå; prøv igjen litt senere.",
        supply.SupplierRefused: "Operatøren avviser dette.",
        supply.SupplierGone: "Operatørens tilbud eller bestilling er over; søk på nytt.",
        supply.SupplierTaken: "Dette er allerede bestilt hos operatøren; søk på nytt.",
        supply.SupplierUnfit: "Operatøren svarer ikke som den skal; prøv igjen senere.",
        supply.PrivateAddress: "Operatøren svarer ikke som den skal; prøv igjen senere.",
        timetable.StopUnknown: "Dette stoppestedet er ikke kjent; søk på nytt.",
        tickets.TicketError: "Dette er ikke mulig med denne billetten.",
        tickets.TicketNotActive: "Denne billetten er ikke aktiv; aktiver den først.",
        tickets.ActivationTooLate: "Tiden for å aktivere denne billetten er ute; kjøp en ny.",
        tickets.NoSigningKey: "Billetten kan ikke vises nå; prøv igjen senere.",
        tickets.FitsNoBarcode: "Billetten kan ikke vises nå; prøv igjen senere.",
        tickets.NoHandset: "Telefonen din viser denne billetten; åpne lenken der først.",
        tickets.FormUnavailable: "Billetten finnes ikke i denne formen.",
        tickets.ValidityUnfit: "Billetten kan ikke bli gyldig da.",
        tickets.BarcodeAlive: "Denne billetten ble nettopp vist; prøv igjen om noen minutter.",
        tickets.TicketConsumed: "Denne billetten er brukt eller utløpt.",
        tickets.TicketClosed: "Denne billetten er levert tilbake, brukt eller utløpt.",
    },
    of_face={
        Why.NOT_OFFERED: (
            "Dette tilbys ikke lenger for denne delen av reisen; se på tilbudene igjen."
        ),
        Why.ONE_OFFER: "Det finnes bare ett tilbud; be om det første.",
        Why.FEWER_OFFERS: "Det finnes {count} tilbud; be om et tidligere.",
        Why.FARE_GONE: "En av disse prisene tilbys ikke lenger; se på tilbudene igjen.",
        Why.FARES_AT_MOST: "Høyst {most} kan bestilles samtidig.",
        Why.FARES_AT_LEAST: "Minst {least} må bestilles.",
        Why.NO_FARE: "Velg minst én pris.",
        Why.ONE_FARE: "Velg bare én pris.",
        Why.NOT_ALONE: "Noen andre må reise med; legg til den prisen også.",
        Why.BACK_TOO_EARLY: "Returen begynner før turen dit er over; velg et senere tidspunkt.",
        Why.NOTHING_KEPT: "Ingenting av reisen er bestilt eller belastet.",
        Why.NOTHING_BOOKABLE: "Ingenting av denne reisen kan bestilles.",
        Why.CURRENCIES: "Delene av denne reisen selges i ulike valutaer; bestill dem hver for seg.",
        Why.NOBODY: (
            "Delene av denne reisen selges ikke til de samme reisende; bestill dem hver for seg."
        ),
        Why.TOO_SMALL: "{name}: plass til {seats}; bestill delene av denne reisen hver for seg.",
        Why.BY_CARD: "Dette betales med kort; se på oversikten igjen.",
        Why.NO_CARD_IN_FORMS: (
            "Dette betales med kort, og det går ikke her; bestill det i en nyere app."
        ),
        Why.NEEDED: "Dette mangler.",
        Why.CHOOSE_SOME: "Velg minst én.",
        Why.CHOOSE_ONE: "Velg ett av alternativene.",
        Why.UNANSWERED: "Dette må besvares.",
        Why.TOO_LONG: "Skriv høyst {most} tegn.",
        Why.WHOLE_NUMBER: "Oppgi et helt tall.",
        Why.AT_LEAST: "Minst {least}.",
        Why.AT_MOST: "Høyst {most}.",
        Why.TIME: "Velg et tidspunkt, eller at det ikke er noen retur.",
        Why.ACCEPT: "Du må godta dette for å bestille.",
        Why.TEXT: "Oppgi en tekst.",
        Why.NO_VEHICLE: "Denne bestillingen har ikke noe kjøretøy å låse eller låse opp.",
        Why.RATED_TOO_EARLY: "En reise vurderes når den er over.",
        Why.RATED_WITHIN: "Vurder fra {least} til {most}.",
        Why.OWN_ONLY: (
            "Bare bestillinger du har notert selv, kan endres her; avbestill denne i stedet."
        ),
        Why.NO_PURCHASE: "Det finnes ingen slik bestilling å betale.",
        Why.NOTHING_HELD: "Ingenting av dette er reservert; begynn på nytt.",
        Why.NO_PART: "Denne reisen har ingen slik del som kan bestilles.",
        Why.NO_TRIP: "Dette ble bestilt uten en reise.",
        Why.NONE_ACTIVE: "Du har ingenting underveis.",
    },
    of_members={
        "required": "Dette mangler.",
        "null": "Dette mangler.",
        "blank": "Dette kan ikke være tomt.",
        "empty": "Dette kan ikke være tomt.",
        "invalid": "Dette kan ikke brukes.",
        "text": "Send en tekst.",
        "whole": "Send et helt tall.",
        "flag": "Send true eller false.",
        "moment": "Send et tidspunkt som 2025-06-02T16:00:00Z.",
        "month": "Send en måned som 2025-06.",
        "place": 'Send et sted som "(lat,lng)", for eksempel (47.99,7.84).',
        "not_a_list": "Send en liste.",
        "max_value": "Høyst {limit}.",
        "min_value": "Minst {limit}.",
        "max_length": "Høyst {limit} tegn eller oppføringer.",
        "null_characters_not_allowed": "Dette kan ikke brukes.",
        "surrogate_characters_not_allowed": "Dette kan ikke brukes.",
    },
)
