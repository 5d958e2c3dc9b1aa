"""English."""

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

ENGLISH = Sentences(
    of_errors={
        tenancy.DomainError: "This is not possible.",
        tenancy.TokenUnknown: "This key is not known; check that it was copied whole.",
        tripgo.KeyMissing: "Send your key in the header X-TripGo-Key.",
        tenancy.TokenRevoked: "This key was revoked; ask the operator for a new one.",
        RoleMissing: "This key is not meant for this interface; ask the operator for one that is.",
        tenancy.NotPermitted: "You have no permission for this.",
        tripgo.BookingsNotAllowed: (
            "Bookings are not enabled for this key; ask the operator to enable them."
        ),
        tripgo.TravellerMissing: "Sign in first: the header userToken is missing.",
        tripgo.TravellerUnknown: "Sign in again.",
        tripgo.LinkMissing: "Connect your account with the provider first.",
        tripgo.LinkRejected: "The provider no longer accepts your account; connect it again.",
        tripgo.NotThere: "There is nothing here that you may see.",
        tripgo.Left: "This trip has left; plan another one.",
        tripgo.Stopped: "This ride was cancelled; choose another trip.",
        ObjectDoesNotExist: "There is nothing under this id that you may see.",
        Http404: "There is nothing under this id that you may see.",
        TransitionNotAllowed: "This is not possible any more; look at your booking again.",
        exceptions.MethodNotAllowed: "This address does not take requests of this kind.",
        exceptions.UnsupportedMediaType: "JSON alone is read here: send it as application/json.",
        exceptions.ParseError: "What was sent is no valid JSON.",
        exceptions.Throttled: "Too many requests; try again in a moment.",
        BodyTooLarge: "This is more than can be sent at once.",
        RequestDataTooBig: "This is more than can be sent at once.",
        flows.FlowError: "This step is not possible; begin again.",
        flows.FlowUnknown: "This step is not known; begin again.",
        flows.FlowUsed: "This step was taken before; begin again.",
        flows.FlowEnded: "The time for this step is over; begin again.",
        kept_trips.TripUnknown: "This trip is not known here, or it is over; plan it again.",
        bookings.BookingError: "This is not possible with this booking.",
        bookings.HoldExpired: "The reservation has expired; book again.",
        bookings.AncillaryUnknown: "One of the extras is not offered any more; choose again.",
        bookings.CancellationRefused: "This booking cannot be cancelled any more.",
        bookings.BookingInUse: "The journey has begun, so this booking cannot be changed any more.",
        bookings.BookingGone: "This booking is over; search again.",
        bookings.NotBegun: "The vehicle was not unlocked yet; unlock it first.",
        bookings.ReservationOver: (
            "The vehicle was not fetched in time and is kept no longer; book one again."
        ),
        bookings.ParkingForbidden: (
            "The vehicle may not be left in {region}; end the rental somewhere else."
        ),
        bookings.AlreadyRenting: "You have this vehicle already; look at your bookings.",
        bookings.RentalOver: "This rental is over already.",
        bookings.RentalBegun: (
            "The vehicle is in use already, so this cannot be cancelled; end the rental instead."
        ),
        bookings.RideOver: "This ride is over or was called off.",
        bookings.SupplyInHand: (
            "Something else is being done with this booking; try again a little later."
        ),
        bookings.PurchaseUnfit: "These parts cannot be booked at once; book them one by one.",
        bookings.PurchaseOver: "The time to pay is over; book again.",
        bookings.PartBooked: "This part of your trip is booked already.",
        bookings.PartInHand: (
            "This part of your trip is being booked; look at it again in a moment."
        ),
        bookings.PurchaseFailed: (
            "This could not be booked; look at your bookings before you try again."
        ),
        bookings.PaymentNotDone: "This is not paid yet; finish the payment first.",
        bookings.NoCardHere: "This is not paid by card; look at the review again.",
        sales.SalesError: "This sale is not possible.",
        sales.NothingOnSale: "Nothing is offered for this now; search again.",
        sales.NoFare: "There is no fare for this trip and these travellers; choose differently.",
        sales.NotForCategory: (
            "This is not sold to so many travellers of this kind; choose differently."
        ),
        sales.NotValidThen: "This is not valid on that day; choose another departure.",
        sales.OfferUnknown: "This offer is not known; search again.",
        sales.OfferLapsed: "This offer has expired; search again.",
        sales.OfferTaken: "This offer is booked already; search again.",
        sales.NotRefundable: "This cannot be given back any more.",
        sales.CustomerBlocked: "The operator does not serve this account; ask its support why.",
        sales.CustomerErased: "This account was deleted; open another one.",
        orders.CurrencyUnfit: "This cannot be sold in this currency.",
        orders.OrderLocked: "A payment for this is under way; try again in a few minutes.",
        orders.OrderTooDear: "This is more than can be paid at once; book it in parts.",
        orders.SupplementAlone: "This is sold only together with something else.",
        payments.PaymentError: "The payment was not possible; try again or pay in another way.",
        payments.MethodOff: "This way of paying is not taken now; look at the review again.",
        payments.NotAuthorised: "This is not paid yet; finish the payment first.",
        payments.MoneyMoving: "A payment for this is under way; try again in a moment.",
        payments.PaymentRefused: "Your bank refused the payment; try another card.",
        payments.AuthenticationNeeded: (
            "Your bank wants to hear from you; pay again and confirm it there."
        ),
        payments.ProviderFailed: "The payment service does not answer now; try again later.",
        accounts.AccountError: "This is not possible with this account.",
        accounts.AccountUnfit: "The e-mail address or the name cannot be used; correct it.",
        accounts.AccountKnown: (
            "There is an account with this e-mail address already; sign in instead."
        ),
        accounts.PasswordUnfit: (
            "This password is too short, too long or too easy to guess; choose another one."
        ),
        accounts.SignInRefused: "The e-mail address or the password is wrong.",
        accounts.AccountBlocked: "The operator does not serve this account; ask its support why.",
        accounts.AccountErased: "This account was deleted; open another one.",
        accounts.LinkUnknown: "Sign in again.",
        accounts.LinkEnded: "Sign in again.",
        providers.ProviderError: "This is not possible with this provider.",
        providers.ProviderUnknown: "There is no such provider here.",
        providers.ProviderUnable: "You cannot sign in at this provider in this way.",
        providers.ProviderRefused: "The provider refuses this.",
        providers.WrongCredentials: "The e-mail address or the password is wrong.",
        providers.CredentialsRejected: (
            "The provider no longer accepts your account; connect it again."
        ),
        providers.ProviderLinkMissing: "Connect your account with the provider first.",
        providers.ProviderBusy: "The provider does not answer now; try again later.",
        providers.ProviderUnfit: "The provider does not answer as it should; try again later.",
        fleet.AssetUnknown: "This vehicle is not known; choose another one.",
        fleet.AssetTaken: "Somebody else has this vehicle; choose another one.",
        fleet.AssetUnavailable: "This vehicle cannot be had now; choose another one.",
        fleet.GatewayBusy: "The vehicle does not answer; try again in a moment.",
        fleet.GatewayUnable: "This vehicle cannot do that.",
        supply.SupplyError: "The operator does not provide this.",
        supply.SupplierBusy: "The operator does not answer now; try again a little later.",
        supply.SupplierRefused: "The operator refuses this.",
        supply.SupplierGone: "The operator’s offer or booking is over; search again.",
        supply.SupplierTaken: "This is booked already at the operator; search again.",
        supply.SupplierUnfit: "The operator does not answer as it should; try again later.",
        supply.PrivateAddress: "The operator does not answer as it should; try again later.",
        timetable.StopUnknown: "This stop is not known; search again.",
        tickets.TicketError: "This is not possible with this ticket.",
        tickets.TicketNotActive: "This ticket is not active; activate it first.",
        tickets.ActivationTooLate: "The time to activate this ticket is over; buy a new one.",
        tickets.NoSigningKey: "The ticket cannot be shown now; try again later.",
        tickets.FitsNoBarcode: "The ticket cannot be shown now; try again later.",
        tickets.NoHandset: "Your phone shows this ticket; open its link there first.",
        tickets.FormUnavailable: "The ticket does not come in this form.",
        tickets.ValidityUnfit: "The ticket cannot become valid then.",
        tickets.BarcodeAlive: "This ticket was shown a moment ago; try again in a few minutes.",
        tickets.TicketConsumed: "This ticket was used or has expired.",
        tickets.TicketClosed: "This ticket was given back, used or has expired.",
    },
    of_face={why: why.value for why in Why},
    of_members={
        "required": "This is needed.",
        "null": "This is needed.",
        "blank": "This may not be empty.",
        "empty": "This may not be empty.",
        "invalid": "This cannot be used.",
        "text": "Send a text.",
        "whole": "Send a whole number.",
        "flag": "Send true or false.",
        "moment": "Send a time such as 2025-06-02T16:00:00Z.",
        "month": "Send a month such as 2025-06.",
        "place": 'Send a place as "(lat,lng)", such as (47.99,7.84).',
        "not_a_list": "Send a list.",
        "max_value": "At most {limit}.",
        "min_value": "At least {limit}.",
        "max_length": "At most {limit} characters or entries.",
        "null_characters_not_allowed": "This cannot be used.",
        "surrogate_characters_not_allowed": "This cannot be used.",
    },
)
