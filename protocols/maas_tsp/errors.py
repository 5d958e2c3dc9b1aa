"""What this face refuses, and the table of all refusals: status and code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from django_fsm import TransitionNotAllowed
from rest_framework import exceptions

from bookings import errors as bookings
from bookings.models import Booking, Leg
from operators.fleet import errors as fleet
from operators.service import errors as service
from operators.tenancy import errors as tenancy
from operators.timetable import errors as timetable
from protocols.parsing import BodyTooLarge
from sales import errors as sales
from sales.models import Customer
from tickets import errors as tickets


class MaasRefusal(tenancy.DomainError):
    """The request does not follow this interface."""

    extras: Mapping[str, Any] = {}
    """Members of the error body beside code and message."""


class NotThere(MaasRefusal):
    """There is nothing under this address or id that you may see."""


class Unusable(MaasRefusal):
    """A member of the request cannot be used."""

    def __init__(self, member: str, detail: str) -> None:
        super().__init__(f"{member}: {detail}")
        self.extras = {"errors": [{"member": member, "message": detail}]}


class Missing(Unusable):
    """A member of the request that is needed is missing."""

    def __init__(self, member: str, detail: str = "This member is needed.") -> None:
        super().__init__(member, detail)


class NotServed(NotThere):
    """This operator does not serve this."""


class BookingAlreadyExists(MaasRefusal):
    """This customer already has an active booking."""

    def __init__(self, reference: str) -> None:
        super().__init__()
        self.extras = {"bookingId": reference}


class StateNotPossible(MaasRefusal):
    """The booking cannot come into this state now."""


class BookingOver(MaasRefusal):
    """The booking is over, so it cannot be cancelled any more."""


class ReceiptNotReady(MaasRefusal):
    """The final price is not known yet; ask again when the trip is over."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """How one kind of error is told."""

    status: int
    code: str


INVALID = Refusal(400, "INVALID_REQUEST")
NO_TOKEN = Refusal(401, "UNAUTHENTICATED")
NOT_FOUND = Refusal(404, "NOT_FOUND")
TOO_LARGE = Refusal(413, "BODY_TOO_LARGE")
FORBIDDEN = Refusal(403, "NOT_POSSIBLE_NOW")
TAKEN = Refusal(409, "NO_LONGER_AVAILABLE")
LATER = Refusal(503, "TRY_AGAIN_LATER")
BROKEN = Refusal(500, "INTERNAL_ERROR")

Refusals = tuple[tuple[type[Exception], Refusal], ...]
"""How each kind of error is told; the first one that fits counts."""

REFUSALS: Refusals = (
    (BookingAlreadyExists, Refusal(409, "BOOKING_ALREADY_EXISTS")),
    (StateNotPossible, Refusal(409, "STATE_NOT_POSSIBLE")),
    (BookingOver, Refusal(403, "BOOKING_OVER")),
    (ReceiptNotReady, Refusal(404, "RECEIPT_NOT_READY")),
    (Unusable, INVALID),
    (NotThere, NOT_FOUND),
    (timetable.StopUnknown, INVALID),
    (service.StationUnknown, NOT_FOUND),
    (sales.OfferUnknown, Refusal(400, "OFFER_UNKNOWN")),
    (sales.OfferLapsed, Refusal(409, "OFFER_LAPSED")),
    (sales.OfferTaken, Refusal(409, "OFFER_TAKEN")),
    (sales.CustomerBlocked, Refusal(403, "CUSTOMER_BLOCKED")),
    (sales.NothingOnSale, Refusal(403, "NOTHING_ON_SALE")),
    (sales.NotRefundable, FORBIDDEN),
    (sales.SalesError, FORBIDDEN),
    (bookings.AlreadyRenting, Refusal(409, "BOOKING_ALREADY_EXISTS")),
    (bookings.CancellationRefused, Refusal(403, "CANCELLATION_REFUSED")),
    (bookings.HoldExpired, Refusal(409, "OFFER_LAPSED")),
    (bookings.SupplyInHand, LATER),
    (bookings.BookingError, FORBIDDEN),
    (fleet.AssetTaken, TAKEN),
    (fleet.AssetUnavailable, TAKEN),
    (fleet.AssetUnknown, NOT_FOUND),
    (fleet.GatewayBusy, LATER),
    (fleet.GatewayUnable, Refusal(403, "VEHICLE_UNABLE")),
    (tickets.NoSigningKey, LATER),
    (tickets.TicketError, FORBIDDEN),
    (TransitionNotAllowed, FORBIDDEN),
    (Booking.DoesNotExist, NOT_FOUND),
    (Leg.DoesNotExist, NOT_FOUND),
    (Customer.DoesNotExist, NOT_FOUND),
    (Http404, NOT_FOUND),
    (tenancy.TokenUnknown, NO_TOKEN),
    (tenancy.TokenRevoked, NO_TOKEN),
    (tenancy.NotPermitted, Refusal(403, "FORBIDDEN")),
    (exceptions.Throttled, Refusal(429, "TOO_MANY_REQUESTS")),
    (exceptions.MethodNotAllowed, Refusal(405, "METHOD_NOT_ALLOWED")),
    (exceptions.UnsupportedMediaType, Refusal(415, "UNSUPPORTED_MEDIA_TYPE")),
    (BodyTooLarge, TOO_LARGE),
    (RequestDataTooBig, TOO_LARGE),
    (exceptions.ParseError, INVALID),
    (exceptions.ValidationError, INVALID),
)
"""Most specific first. A code stays what it is."""


def refusal_of(fault: Exception, refusals: Refusals = REFUSALS) -> Refusal | None:
    """How a fault is told, or None for one that is no refusal."""
    return next((told for kind, told in refusals if isinstance(fault, kind)), None)
