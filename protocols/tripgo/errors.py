"""What this face refuses, and the table of all refusals: HTTP status, error code and title (§10).

An app ends its work for good at HTTP 401, so only a bad key has that. It throws the body away at
404 and above 499, so what people should read has another status.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from django_fsm import TransitionNotAllowed
from rest_framework import exceptions

from bookings import errors as bookings
from bookings.models import Booking, Leg
from operators.fleet import errors as fleet
from operators.supply import errors as supply
from operators.tenancy import errors as tenancy
from operators.timetable import errors as timetable
from protocols import flows, kept_trips
from protocols.parsing import BodyTooLarge
from protocols.tripgo.why import Why
from sales import errors as sales
from sales.accounts import errors as accounts
from sales.accounts.providers import errors as providers
from sales.models import Customer
from tickets import errors as tickets


class TripGoRefusal(tenancy.DomainError):
    """The request does not follow this interface."""

    url: str = ""
    """Where the app goes on: a form that makes it good."""
    recovery_title: str = ""
    """The label of the button that leads to `url`; without it there is no button."""


class Reasoned(TripGoRefusal):
    """A refusal whose reason is told in the language of the app: a sentence of this face with the
    `facts` that fill it in, the refusal of something else, or English where only programs can do
    that. `of` is what it is of, by name."""

    def __init__(
        self, why: Why | tenancy.DomainError | str = "", *, of: str = "", **facts: object
    ) -> None:
        self.why, self.of, self.facts = why, of, facts
        told = why.detail if isinstance(why, tenancy.DomainError) else str(why)
        super().__init__(": ".join(filter(None, (of, told.format(**facts) if facts else told))))


class NotThere(Reasoned):
    """There is nothing under this address or id that you may see."""


class Unusable(Reasoned):
    """A member of the request cannot be used."""

    def __init__(self, member: str, why: Why | str, **facts: object) -> None:
        super().__init__(why, of=member, **facts)


class Missing(Unusable):
    """A member of the request that is needed is missing."""

    def __init__(self, member: str) -> None:
        super().__init__(member, Why.NEEDED)


class BookingsNotAllowed(TripGoRefusal):
    """Bookings are not enabled for this key; ask the operator to enable them."""


class TravellerMissing(TripGoRefusal):
    """Sign in first: the header userToken is missing."""


class TravellerUnknown(TripGoRefusal):
    """Sign in again: the userToken is not known, or no longer valid."""


class LinkMissing(TripGoRefusal):
    """Connect your account with the provider first."""

    def __init__(self, detail: str = "", *, url: str = "", recovery_title: str = "") -> None:
        super().__init__(detail)
        self.url, self.recovery_title = url, recovery_title


class LinkRejected(LinkMissing):
    """The provider no longer accepts your account; connect it again."""


class SignInFailed(LinkMissing):
    """The provider does not let you in; correct what you typed."""


class NotBookable(Reasoned):
    """This cannot be booked as it was asked for."""


class PartNotBookable(NotBookable):
    """One of several parts cannot be booked, so none of them is."""


class KeyMissing(tenancy.TokenUnknown):
    """Send your key in the header X-TripGo-Key."""


class Left(sales.NothingOnSale):
    """This trip has left; plan another one."""


class Stopped(sales.NothingOnSale):
    """This ride was cancelled; choose another trip."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """How one kind of error is told. `is_users`: whether its words are for the traveller."""

    status: int
    title: str
    code: int = 0
    """The status itself, if nothing else is said."""
    recovery: str = ""
    is_users: bool = True

    @property
    def error_code(self) -> int:
        return self.code or self.status


INVALID = Refusal(400, "Request not valid", is_users=False)
NO_KEY = Refusal(401, "Key not known", is_users=False)
NOT_FOUND = Refusal(404, "Not found", recovery="BACK")
MISSING_TRAVELLER = Refusal(444, "Sign in")
UNLINKED = Refusal(446, "Account not connected", recovery="RETRY")
UNKNOWN_TRAVELLER = Refusal(447, "Sign in again")
REJECTED = Refusal(460, "Connect again", recovery="RETRY")
NOT_DONE = Refusal(470, "Booking not successful", recovery="BACK")
SIGN_IN_FAILED = Refusal(470, "Sign-in not successful", recovery="BACK")
OVER = Refusal(470, "This has ended", recovery="BACK")
BLOCKED = Refusal(470, "Account blocked", recovery="ABORT")
LATER = Refusal(491, "Try again later", recovery="RETRY")
BROKEN = Refusal(500, "Something went wrong", is_users=False)
TOO_LARGE = Refusal(413, "Request too large", is_users=False)
FORBIDDEN = Refusal(403, "Not allowed", recovery="ABORT", is_users=False)

TASKS = (NOT_DONE, SIGN_IN_FAILED)
"""Whose title is that of the operation, if it has one of its own."""

Refusals = tuple[tuple[type[Exception], Refusal], ...]
"""How each kind of error is told; the first one that fits counts."""

REFUSALS: Refusals = (
    (SignInFailed, Refusal(470, "Sign-in not successful", recovery="RETRY")),
    (LinkRejected, REJECTED),
    (LinkMissing, UNLINKED),
    (TravellerMissing, MISSING_TRAVELLER),
    (TravellerUnknown, UNKNOWN_TRAVELLER),
    (BookingsNotAllowed, Refusal(403, "Bookings not enabled", recovery="ABORT")),
    (NotBookable, NOT_DONE),
    (Unusable, INVALID),
    (NotThere, NOT_FOUND),
    (kept_trips.TripUnknown, NOT_FOUND),
    (flows.FlowError, OVER),
    (accounts.LinkUnknown, UNKNOWN_TRAVELLER),
    (accounts.LinkEnded, UNKNOWN_TRAVELLER),
    (accounts.AccountBlocked, BLOCKED),
    (accounts.AccountErased, UNKNOWN_TRAVELLER),
    (providers.ProviderUnknown, NOT_FOUND),
    (providers.CredentialsRejected, REJECTED),
    (providers.ProviderLinkMissing, UNLINKED),
    (providers.ProviderBusy, LATER),
    (providers.ProviderUnfit, LATER),
    (accounts.AccountError, SIGN_IN_FAILED),
    (sales.CustomerBlocked, BLOCKED),
    (sales.SalesError, NOT_DONE),
    (timetable.StopUnknown, NOT_FOUND),
    (bookings.SupplyInHand, LATER),
    (bookings.BookingError, NOT_DONE),
    (supply.SupplierBusy, LATER),
    (supply.SupplierUnfit, LATER),
    (supply.PrivateAddress, LATER),
    (supply.SupplyError, NOT_DONE),
    (fleet.AssetUnknown, NOT_FOUND),
    (fleet.GatewayBusy, LATER),
    (fleet.AssetTaken, NOT_DONE),
    (fleet.AssetUnavailable, NOT_DONE),
    (fleet.GatewayUnable, NOT_DONE),
    (tickets.NoSigningKey, LATER),
    (tickets.TicketError, NOT_DONE),
    (TransitionNotAllowed, NOT_DONE),
    (Booking.DoesNotExist, NOT_FOUND),
    (Leg.DoesNotExist, NOT_FOUND),
    (Customer.DoesNotExist, NOT_FOUND),
    (Http404, NOT_FOUND),
    (tenancy.TokenUnknown, NO_KEY),
    (tenancy.TokenRevoked, NO_KEY),
    (tenancy.NotPermitted, FORBIDDEN),
    (exceptions.Throttled, Refusal(429, "Too many requests", recovery="RETRY")),
    (exceptions.MethodNotAllowed, Refusal(405, "Method not allowed", is_users=False)),
    (exceptions.UnsupportedMediaType, Refusal(415, "JSON alone is read here", is_users=False)),
    (BodyTooLarge, TOO_LARGE),
    (RequestDataTooBig, TOO_LARGE),
    (exceptions.ParseError, INVALID),
    (exceptions.ValidationError, INVALID),
)
"""Most specific first. A code stays what it is."""


def refusal_of(fault: Exception, refusals: Refusals = REFUSALS) -> Refusal | None:
    """How a fault is told, or None for one that is no refusal."""
    return next((told for kind, told in refusals if isinstance(fault, kind)), None)
