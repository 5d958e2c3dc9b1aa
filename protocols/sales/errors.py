"""What the face itself refuses, and the table of all refusals: status, code, title (§5)."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig
from django.http import Http404
from django_fsm import TransitionNotAllowed
from rest_framework import exceptions

from operators.listing.problems import UnusableListing
from operators.tenancy import errors as tenancy
from operators.timetable import errors as timetable
from protocols import idempotency
from protocols.parsing import BodyTooLarge
from protocols.sales.etags import PreconditionFailed, PreconditionRequired
from protocols.sales.headers import HeaderInvalid, HeaderMissing
from sales import errors as sales
from sales.catalogue import rights
from sales.closing import errors as closing
from sales.distribution import errors as distribution
from sales.exports import errors as exports
from sales.exports.jobs import errors as export_jobs
from sales.journal import errors as journal
from sales.orders import errors as orders
from sales.payments import errors as payments
from sales.receipts import errors as receipts
from tickets import errors as tickets


class SalesRefusal(tenancy.DomainError):
    """The request does not follow this interface."""


class NotThere(SalesRefusal):
    """There is nothing under this address or id that you may see."""


class PermissionMissing(SalesRefusal):
    """The access token lacks the permission for this."""


class NotAcceptable(SalesRefusal):
    """The ticket comes in none of the forms that you take."""


class CurrencyDiffers(SalesRefusal):
    """The amount is in another currency than the order."""


class BodyUnusable(SalesRefusal):
    """The body does not fit together."""


class PhoneUnused(SalesRefusal):
    """Receipts are sent by e-mail only: text messages are not sent from here. Send an `email`."""


class RangeUnsatisfiable(SalesRefusal):
    """The file ends before the range that you ask for."""

    def __init__(self, content_range: str) -> None:
        super().__init__()
        self.content_range = content_range


class QueryUnusable(SalesRefusal):
    """A query parameter is missing or wrong."""

    def __init__(self, field: str, detail: str, value: str = "", *, code: str = "") -> None:
        super().__init__(detail)
        self.field = field
        self.value = value
        self.code = code or ("INVALID_VALUE" if value else "REQUIRED")


class QueryFaults(SalesRefusal):
    """Query parameters that cannot be used, all of them."""

    def __init__(self, faults: list[QueryUnusable]) -> None:
        self.faults = faults
        several = f"{len(faults)} query parameters could not be used."
        super().__init__(faults[0].detail if len(faults) == 1 else several)


@dataclass(frozen=True, slots=True)
class Refusal:
    """How one kind of error is told."""

    status: int
    code: str
    title: str


NOT_FOUND = Refusal(404, "NOT_FOUND", "Not found")
UNAUTHENTICATED = Refusal(401, "UNAUTHENTICATED", "Not authenticated")
INVALID_BODY = Refusal(400, "INVALID_BODY", "Invalid body")
ILLEGAL = Refusal(409, "ILLEGAL_STATUS_CHANGE", "Not possible in this status")
BROKEN = Refusal(500, "INTERNAL_ERROR", "Internal error")
NOT_ON_SALE = Refusal(409, "NOT_ON_SALE", "Not on sale")
OTHER_CURRENCY = Refusal(409, "CURRENCY_MISMATCH", "Currency mismatch")
EXPIRED = Refusal(409, "OFFER_EXPIRED", "Offer expired")

REFUSALS: list[tuple[type[Exception], Refusal]] = [
    (HeaderMissing, Refusal(400, "MISSING_HEADER", "Missing header")),
    (HeaderInvalid, Refusal(400, "INVALID_HEADER", "Invalid header")),
    (UnusableListing, Refusal(400, "INVALID_QUERY", "Invalid query filter")),
    (QueryUnusable, Refusal(400, "INVALID_QUERY", "Invalid query")),
    (QueryFaults, Refusal(400, "INVALID_QUERY", "Invalid query")),
    (BodyUnusable, INVALID_BODY),
    (exceptions.ParseError, INVALID_BODY),
    (exceptions.ValidationError, INVALID_BODY),
    (tenancy.TokenUnknown, UNAUTHENTICATED),
    (tenancy.TokenRevoked, UNAUTHENTICATED),
    (
        rights.ChannelNotLinked,
        Refusal(403, "DISTRIBUTION_CHANNEL_NOT_ALLOWED", "Distribution channel not allowed"),
    ),
    (
        rights.ActionNotAllowed,
        Refusal(403, "DISTRIBUTION_CHANNEL_NOT_ALLOWED", "Distribution channel not allowed"),
    ),
    (PermissionMissing, Refusal(403, "FORBIDDEN", "Forbidden")),
    (tenancy.NotPermitted, Refusal(403, "FORBIDDEN", "Forbidden")),
    (NotThere, NOT_FOUND),
    (ObjectDoesNotExist, NOT_FOUND),
    (Http404, NOT_FOUND),
    (exceptions.MethodNotAllowed, Refusal(405, "METHOD_NOT_ALLOWED", "Method not allowed")),
    (NotAcceptable, Refusal(406, "NOT_ACCEPTABLE", "Not acceptable")),
    (PreconditionFailed, Refusal(412, "PRECONDITION_FAILED", "Precondition failed")),
    (PreconditionRequired, Refusal(428, "PRECONDITION_REQUIRED", "Precondition required")),
    (BodyTooLarge, Refusal(413, "BODY_TOO_LARGE", "Body too large")),
    (RequestDataTooBig, Refusal(413, "BODY_TOO_LARGE", "Body too large")),
    (
        exceptions.UnsupportedMediaType,
        Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "Unsupported media type"),
    ),
    (exceptions.Throttled, Refusal(429, "RATE_LIMITED", "Too many requests")),
    (idempotency.KeyUnfit, Refusal(400, "INVALID_HEADER", "Invalid header")),
    (idempotency.KeyInUse, Refusal(409, "IDEMPOTENCY_KEY_IN_USE", "Idempotency key in use")),
    (idempotency.KeyReused, Refusal(422, "IDEMPOTENCY_KEY_REUSED", "Idempotency key reused")),
    (orders.KeptByBooking, Refusal(409, "ORDER_KEPT_BY_BOOKING", "Order of a booking")),
    (orders.OrderChanged, Refusal(412, "PRECONDITION_FAILED", "Precondition failed")),
    (orders.OrderLocked, Refusal(409, "ORDER_LOCKED", "Order locked")),
    (orders.OrderExpired, Refusal(409, "ORDER_EXPIRED", "Order expired")),
    (orders.OrderClosed, ILLEGAL),
    (orders.NothingToReset, ILLEGAL),
    (orders.OrderFailed, Refusal(409, "ORDER_FAILED", "Order failed")),
    (orders.OrderTooDear, Refusal(409, "ORDER_TOO_DEAR", "Order too dear")),
    (orders.OrderEmpty, Refusal(409, "ORDER_EMPTY", "Nothing on the order")),
    (orders.CurrencyUnfit, INVALID_BODY),
    (orders.WrongCurrency, OTHER_CURRENCY),
    (CurrencyDiffers, OTHER_CURRENCY),
    (orders.LineUnknown, NOT_FOUND),
    (orders.FeeUnknown, NOT_FOUND),
    (orders.TravellerUnknown, NOT_FOUND),
    (orders.FeeUnfit, INVALID_BODY),
    (orders.TravellerBooked, Refusal(409, "TRAVELLER_BOOKED", "Traveller booked")),
    (orders.TravellersDiffer, INVALID_BODY),
    (orders.SupplementAlone, Refusal(409, "SUPPLEMENT_ALONE", "Supplement alone")),
    (payments.VersionDiffers, Refusal(409, "ORDER_VERSION_MISMATCH", "Order version mismatch")),
    (payments.AmountUnfit, INVALID_BODY),
    (payments.AmountMismatch, Refusal(409, "AMOUNT_MISMATCH", "Amount mismatch")),
    (
        payments.AmountExceedsBalance,
        Refusal(409, "AMOUNT_EXCEEDS_BALANCE", "Amount exceeds balance"),
    ),
    (
        payments.AmountExceedsCaptured,
        Refusal(409, "AMOUNT_EXCEEDS_CAPTURED", "Amount exceeds captured"),
    ),
    (
        payments.MethodOff,
        Refusal(409, "PAYMENT_METHOD_DEACTIVATED", "Payment method deactivated"),
    ),
    (payments.NotPayable, ILLEGAL),
    (payments.NothingToCredit, Refusal(409, "NOTHING_TO_CREDIT", "Nothing to credit")),
    (payments.TransactionUnknown, NOT_FOUND),
    (payments.CreditUnknown, NOT_FOUND),
    (payments.TransactionClosed, ILLEGAL),
    (payments.NotOpened, ILLEGAL),
    (payments.NotAuthorised, ILLEGAL),
    (payments.NoTerminal, Refusal(409, "NO_TERMINAL", "No terminal")),
    (payments.MoneyMoving, Refusal(409, "RESOURCE_BUSY", "Resource busy")),
    (payments.ImportDiffers, Refusal(409, "IMPORT_DIFFERS", "Import differs")),
    (
        payments.AuthenticationNeeded,
        Refusal(409, "AUTHENTICATION_NEEDED", "Authentication needed"),
    ),
    (payments.PaymentRefused, Refusal(409, "PAYMENT_REFUSED", "Payment refused")),
    (payments.ProviderDown, Refusal(502, "UPSTREAM_FAILED", "Upstream failed")),
    (payments.ProviderTimeout, Refusal(504, "UPSTREAM_TIMEOUT", "Upstream timeout")),
    (payments.ProviderFailed, Refusal(502, "UPSTREAM_FAILED", "Upstream failed")),
    (payments.CreditFailed, Refusal(502, "UPSTREAM_FAILED", "Upstream failed")),
    (payments.OutcomeContradicts, ILLEGAL),
    (payments.CardClosed, ILLEGAL),
    (payments.NotStored, Refusal(409, "CARD_NOT_STORED", "Card not stored")),
    (sales.OrderNotBalanced, Refusal(409, "ORDER_NOT_BALANCED", "Order not balanced")),
    (sales.OfferUnknown, Refusal(404, "NOT_FOUND", "Unknown offer")),
    (sales.OfferLapsed, EXPIRED),
    (sales.OfferTaken, Refusal(409, "OFFER_TAKEN", "Offer taken")),
    (sales.NotRefundable, Refusal(409, "NOT_REFUNDABLE", "Not refundable")),
    (sales.CustomerBlocked, Refusal(409, "CUSTOMER_BLOCKED", "Customer blocked")),
    (sales.NothingOnSale, NOT_ON_SALE),
    (sales.NoFare, NOT_ON_SALE),
    (sales.NotValidThen, Refusal(409, "NOT_VALID_THEN", "Not valid then")),
    (timetable.StopUnknown, Refusal(400, "INVALID_BODY", "Unknown stop")),
    (timetable.StopsDiffer, Refusal(400, "INVALID_BODY", "Stops differ")),
    (timetable.NoTimetable, NOT_ON_SALE),
    (tickets.FormUnavailable, Refusal(409, "NOT_ON_SALE", "Ticket form not available")),
    (tickets.NoSigningKey, Refusal(503, "ISSUER_NOT_READY", "Issuer not ready")),
    (tickets.NoHandset, Refusal(409, "HANDSET_MISSING", "Handset missing")),
    (tickets.TicketNotActive, ILLEGAL),
    (tickets.TicketBegun, Refusal(409, "TICKET_BEGUN", "Ticket begun")),
    (tickets.ValidityUnfit, Refusal(409, "VALIDITY_UNFIT", "Validity unfit")),
    (tickets.BarcodeAlive, Refusal(409, "BARCODE_SHOWN", "Barcode shown")),
    (distribution.NotSold, ILLEGAL),
    (distribution.NotTransferable, Refusal(409, "NOT_TRANSFERABLE", "Not transferable")),
    (distribution.JourneyBegun, Refusal(409, "JOURNEY_BEGUN", "Journey begun")),
    (distribution.BoundToTrip, Refusal(409, "BOUND_TO_TRIP", "Bound to a trip")),
    (receipts.NoReceipt, Refusal(409, "NO_RECEIPT", "No receipt")),
    (receipts.NumberDiffers, Refusal(409, "RECEIPT_NUMBER_MISMATCH", "Receipt number mismatch")),
    (PhoneUnused, Refusal(409, "PHONE_NOT_SUPPORTED", "Phone not supported")),
    (journal.PointUnknown, NOT_FOUND),
    (journal.SettlementUnknown, Refusal(400, "SETTLEMENT_UNKNOWN", "Settlement unknown")),
    (
        journal.SettlementElsewhere,
        Refusal(409, "SETTLEMENT_OF_OTHER_POS", "Settlement of another point of sale"),
    ),
    (journal.SettlementOver, Refusal(409, "SETTLEMENT_CLOSED", "Settlement closed")),
    (journal.StillOpen, Refusal(409, "SETTLEMENT_OPEN", "Settlement open")),
    (closing.CashUnfit, Refusal(400, "CASH_UNFIT", "Cash unfit")),
    (closing.CountIncomplete, Refusal(409, "COUNT_INCOMPLETE", "Count incomplete")),
    (closing.TooLittleInDrawer, Refusal(409, "TOO_LITTLE_IN_DRAWER", "Too little in drawer")),
    (RangeUnsatisfiable, Refusal(416, "RANGE_NOT_SATISFIABLE", "Range not satisfiable")),
    (exports.WishUnfit, INVALID_BODY),
    (exports.UnknownDataset, INVALID_BODY),
    (export_jobs.TooManyExports, Refusal(409, "TOO_MANY_EXPORTS", "Too many exports")),
    (export_jobs.ExportNotReady, Refusal(409, "EXPORT_NOT_READY", "Export not ready")),
    (export_jobs.ExportGone, Refusal(410, "EXPORT_EXPIRED", "Export expired")),
    (TransitionNotAllowed, ILLEGAL),
]
"""Most specific first. A code stays what it is within a version."""


def refusal_of(fault: Exception) -> Refusal | None:
    """How a fault is told, or None for one that is no refusal."""
    return next((told for kind, told in REFUSALS if isinstance(fault, kind)), None)
