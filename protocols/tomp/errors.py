"""Refusals in TOMP's words: HTTP status and errorcode (module digit times 1000 plus number)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import structlog
from django.http import Http404
from django_fsm import TransitionNotAllowed
from rest_framework import exceptions
from rest_framework.response import Response

from bookings import errors as bookings
from bookings.models import Booking, Leg
from operators.fleet import errors as fleet
from operators.service import errors as service
from operators.supply import errors as supply
from operators.tenancy import errors as tenancy
from operators.tenancy.correlation import current_correlation_id
from operators.timetable import errors as timetable
from protocols import idempotency
from protocols.parsing import BodyTooLarge
from sales import errors as sales
from sales.models import Customer
from sales.settlement import errors as settlement
from support.models import SupportCase
from tickets import errors as tickets

OPERATOR_INFORMATION, PLANNING, BOOKING, TRIP_EXECUTION = 1, 2, 3, 4
SUPPORT, PAYMENT, GENERAL, CUSTOMER = 5, 6, 7, 8


class TompRefusal(tenancy.DomainError):
    """The request does not follow TOMP."""


class ApiUnknown(TompRefusal):
    """The header Api must be TOMP."""


class VersionUnknown(TompRefusal):
    """This version of TOMP is not served."""


class Missing(TompRefusal):
    """A member that this operator needs is missing."""


class Invalid(TompRefusal):
    """A member has a value that is not valid."""


class NotServed(TompRefusal):
    """This operator does not serve this endpoint; GET /operator/meta lists those that it does."""


class NotSupported(TompRefusal):
    """This operator does not support this operation or event."""


class ReadOnly(TompRefusal):
    """This member is set by the operator alone."""


class NothingToChoose(TompRefusal):
    """Vehicles of public transport are not chosen; board the one of the timetable."""


class PageTooLarge(TompRefusal):
    """The page asked for is larger than this operator serves."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """How one kind of error is told. Without a `module` the one of the endpoint is taken."""

    status: int
    number: int
    title: str
    module: int | None = None

    def code(self, module: int) -> int:
        return (self.module or module) * 1000 + self.number


UNAUTHORIZED = Refusal(401, 1, "Not authenticated", GENERAL)
NOT_FOUND = Refusal(404, 204, "Not found")
ILLEGAL = Refusal(403, 4, "Illegal in this status")
INVALID = Refusal(400, 2, "Invalid request")
MISSING = Refusal(400, 1, "Missing data")
GONE = Refusal(410, 203, "Vehicle not available", BOOKING)

Refusals = tuple[tuple[type[Exception], Refusal], ...]
"""How each kind of error is told; the first one that fits counts."""

REFUSALS: Refusals = (
    (ApiUnknown, Refusal(400, 2, "Unknown API", GENERAL)),
    (VersionUnknown, Refusal(400, 8, "Version not supported", GENERAL)),
    (Missing, MISSING),
    (PageTooLarge, Refusal(400, 9, "Page too big", OPERATOR_INFORMATION)),
    (Invalid, INVALID),
    (NotServed, Refusal(404, 6, "Endpoint not served")),
    (NotSupported, Refusal(400, 2, "Not supported")),
    (ReadOnly, Refusal(400, 211, "Read-only")),
    (NothingToChoose, Refusal(403, 4, "Nothing to choose")),
    (timetable.StopUnknown, Refusal(400, 2, "Unknown stop", PLANNING)),
    (timetable.StopsDiffer, Refusal(400, 2, "Stops differ", PLANNING)),
    (service.RegionUnknown, Refusal(400, 2, "Unknown region", OPERATOR_INFORMATION)),
    (service.StationUnknown, Refusal(400, 2, "Unknown station", OPERATOR_INFORMATION)),
    (timetable.NoTimetable, Refusal(403, 501, "No timetable")),
    (sales.NothingOnSale, Refusal(403, 500, "No product on sale", BOOKING)),
    (sales.NoFare, Refusal(403, 500, "No fare", PLANNING)),
    (sales.NotValidThen, Refusal(403, 502, "Not valid then")),
    (tickets.FormUnavailable, Refusal(400, 2, "Ticket form not available")),
    (sales.OfferUnknown, Refusal(404, 204, "Unknown offer", BOOKING)),
    (sales.OfferLapsed, Refusal(410, 202, "Offer lapsed", BOOKING)),
    (sales.OfferTaken, Refusal(409, 4, "Already booked", BOOKING)),
    (sales.CustomerBlocked, Refusal(403, 209, "Customer blocked", BOOKING)),
    (sales.CustomerKnown, Refusal(409, 210, "Duplicate customer", CUSTOMER)),
    (sales.NotRefundable, Refusal(403, 203, "In use", BOOKING)),
    (bookings.HoldExpired, Refusal(403, 202, "Booking expired", BOOKING)),
    (bookings.CancellationRefused, Refusal(403, 203, "Cancellation refused", BOOKING)),
    (bookings.BookingInUse, Refusal(403, 203, "In use", BOOKING)),
    (bookings.RentalBegun, Refusal(403, 203, "In use", BOOKING)),
    (bookings.ExtensionRefused, Refusal(410, 202, "Extension refused", BOOKING)),
    (bookings.AncillaryUnknown, Refusal(404, 204, "Unknown extra", TRIP_EXECUTION)),
    (bookings.AlreadyRenting, Refusal(409, 4, "Already booked", BOOKING)),
    (bookings.TimeRefused, Refusal(400, 2, "Time not possible", TRIP_EXECUTION)),
    (bookings.AssetNotNamed, Refusal(400, 1, "Missing data", TRIP_EXECUTION)),
    (bookings.ReservationOver, Refusal(403, 202, "Reservation over", TRIP_EXECUTION)),
    (bookings.ParkingForbidden, Refusal(403, 504, "Parking forbidden", TRIP_EXECUTION)),
    (bookings.BookingGone, Refusal(410, 202, "Booking is over", BOOKING)),
    (bookings.FixedByCommit, Refusal(409, 4, "Fixed by the commit", BOOKING)),
    (bookings.TravellersDiffer, Refusal(400, 2, "Travellers differ", BOOKING)),
    (bookings.LegGone, Refusal(404, 204, "Leg is over", TRIP_EXECUTION)),
    (bookings.NeverSold, Refusal(403, 4, "Never sold", PAYMENT)),
    (fleet.FleetUnknown, Refusal(400, 2, "Unknown fleet", OPERATOR_INFORMATION)),
    (fleet.AssetUnknown, Refusal(404, 204, "Unknown vehicle")),
    (fleet.AssetTaken, GONE),
    (fleet.AssetUnavailable, GONE),
    (fleet.GatewayBusy, Refusal(503, 5, "Lock not ready", TRIP_EXECUTION)),
    (fleet.GatewayUnable, Refusal(403, 4, "Vehicle cannot do this", TRIP_EXECUTION)),
    (settlement.CurrencyDiffers, Refusal(400, 2, "Currency differs", PAYMENT)),
    (settlement.ClaimDiffers, Refusal(400, 2, "Claim differs", PAYMENT)),
    (settlement.CreditTooLarge, Refusal(403, 503, "Credit too large", PAYMENT)),
    (settlement.PayerDiffers, Refusal(403, 4, "Sold to another partner", PAYMENT)),
    (tickets.ActivationTooLate, Refusal(403, 202, "Ticket expired", TRIP_EXECUTION)),
    (tickets.NoSigningKey, Refusal(503, 5, "Issuer not ready")),
    (tenancy.TokenUnknown, UNAUTHORIZED),
    (tenancy.TokenRevoked, UNAUTHORIZED),
    (bookings.SupplyInHand, Refusal(503, 5, "Being asked elsewhere")),
    (supply.SupplierBusy, Refusal(503, 5, "Supplier does not answer")),
    (supply.SupplierUnknown, NOT_FOUND),
    (supply.SupplierGone, Refusal(410, 202, "Booking is over", BOOKING)),
    (supply.SupplierTaken, Refusal(409, 4, "Already booked", BOOKING)),
    (supply.SupplierRefused, ILLEGAL),
    (supply.SupplierUnable, ILLEGAL),
    (supply.SupplyError, Refusal(503, 5, "Supplier does not answer")),
    (idempotency.KeyUnfit, Refusal(400, 2, "Key not valid", GENERAL)),
    (idempotency.KeyReused, Refusal(400, 2, "Key used before", GENERAL)),
    (idempotency.KeyInUse, Refusal(409, 4, "Still running", GENERAL)),
    (tenancy.NotPermitted, Refusal(403, 6, "No access", GENERAL)),
    (bookings.BookingError, ILLEGAL),
    (TransitionNotAllowed, ILLEGAL),
    (Booking.DoesNotExist, NOT_FOUND),
    (Leg.DoesNotExist, NOT_FOUND),
    (Customer.DoesNotExist, NOT_FOUND),
    (SupportCase.DoesNotExist, NOT_FOUND),
    (Http404, NOT_FOUND),
    (exceptions.Throttled, Refusal(429, 7, "Too many requests", GENERAL)),
    (exceptions.MethodNotAllowed, Refusal(405, 2, "Method not allowed")),
    (exceptions.UnsupportedMediaType, Refusal(415, 2, "Unsupported media type")),
    (BodyTooLarge, Refusal(413, 2, "Body too large")),
    (exceptions.ParseError, INVALID),
    (exceptions.ValidationError, INVALID),
)

BROKEN = Refusal(500, 599, "Internal error", GENERAL)
RETRY_AFTER_SECONDS = 20


def refuse(fault: Exception, *, module: int, refusals: Refusals = REFUSALS) -> Response | None:
    """The error object of TOMP (error), or None for a fault that is not a refusal."""
    refusal = _find_refusal(fault, refusals)
    if refusal is None:
        return None
    # What was wrong goes into the line of the request; the words may quote what was sent.
    structlog.contextvars.bind_contextvars(
        refusal=type(fault).__name__, errorcode=refusal.code(module)
    )
    response = _tell(refusal, type(fault).__name__, detail_of(fault), module=module)
    if refusal.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    wait = getattr(fault, "wait", None) or RETRY_AFTER_SECONDS
    if refusal.status in (429, 503):
        response["Retry-After"] = str(int(wait))
    return response


def apologise() -> Response:
    """The error object of a fault of ours; it tells nothing but where its log lines are."""
    detail = "Something went wrong on our side. Quote the instance when you ask for help."
    return _tell(BROKEN, "InternalError", detail, module=GENERAL)


def _tell(refusal: Refusal, kind: str, detail: str, *, module: int) -> Response:
    return Response(
        {
            "errorcode": refusal.code(module),
            "type": kind,
            "title": refusal.title,
            "status": refusal.status,
            "detail": detail,
            "instance": _instance(),
        },
        status=refusal.status,
    )


def _find_refusal(fault: Exception, refusals: Refusals) -> Refusal | None:
    if isinstance(fault, exceptions.ValidationError) and set(_codes(fault.get_codes())) == {
        "required"
    }:
        return MISSING
    return next((told for kind, told in refusals if isinstance(fault, kind)), None)


def _codes(codes: Any) -> Iterator[str]:
    if isinstance(codes, str):
        yield codes
        return
    for inner in codes.values() if isinstance(codes, dict) else codes:
        yield from _codes(inner)


def _instance() -> str:
    """A name for this refusal that leads to its log lines: the correlation id."""
    return f"urn:request:{quote(current_correlation_id() or uuid.uuid4().hex, safe=':/+=')}"


def detail_of(fault: Exception) -> str:
    """What people read: where it is wrong and what to do."""
    if isinstance(fault, exceptions.ValidationError):
        return "; ".join(_flatten(fault.detail))
    if isinstance(fault, (tenancy.DomainError, exceptions.APIException)):
        return str(fault.detail)
    if isinstance(fault, TransitionNotAllowed):
        state = getattr(fault.object, "state", "")
        if state:
            return f"This is not possible while it is {state}."
        return str(fault) or "This is not possible in its present state."
    return "There is nothing under this id that you may see."


def _flatten(detail: Any, path: str = "") -> list[str]:
    """One line for each fault: where it is, and what is wrong there."""
    if not isinstance(detail, dict):
        return [f"{path}: {text}" if path else str(text) for text in detail]
    lines = []
    for name, inner in detail.items():
        inside = path if name == "non_field_errors" else f"{path}.{name}".lstrip(".")
        lines += _flatten(inner, inside)
    return lines
