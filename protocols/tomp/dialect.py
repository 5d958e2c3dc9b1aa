"""What a version of TOMP must bring: for each module of TOMP a Python module with these functions.

Views speak to these alone and never know which version they serve. `dialects.py` is the only place
that knows the versions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from bookings.models import BookingMessage
from bookings.states import BookingAct, BookingEventName, BookingKind, LegAct, Origin
from protocols.tomp.changes import BookingChange
from protocols.tomp.dialect_operator import OperatorInformation
from protocols.tomp.errors import Refusals
from protocols.tomp.versions import Version
from protocols.tomp.wishes import (
    BookingListWish,
    BookingWish,
    JournalQuery,
    LegWish,
    MessageWish,
    OneStopWish,
    OperationWish,
    PageWish,
    PlanningWish,
    SupportWish,
)
from sales.models import Customer, ExtraCost, Invoice, Offer, SalesChannel
from sales.orders.customers import CustomerFacts
from sales.settlement.actions import CostFacts
from sales.settlement.queries import JournalEntry
from support.queries import CaseStep

if TYPE_CHECKING:
    from bookings.finding import AnyBooking, AnyLeg
    from bookings.progress import Progress
    from operators.models import Asset

Wire = dict[str, Any]
Query = Mapping[str, Any]


class Planning(Protocol):
    """The planning module: `v1_x/planning.py`."""

    def read_planning(self, body: Any) -> PlanningWish:
        """`planningRequest`. Missing, ValidationError, FormUnavailable. That there are two stops
        is not looked at here: `PlanningWish.trip` does."""

    def read_intent(self, query: Query, *, default: bool) -> bool:
        """`booking-intent` of /plannings."""

    def planning_to_wire(
        self, offers: Sequence[Offer], *, channel: SalesChannel, with_ids: bool, at: datetime
    ) -> Wire:
        """`planning` of offers of any kind."""


class Reading(Protocol):
    """Requests about bookings and legs: `v1_x/reading.py`. Each raises ValidationError and Missing
    for the members of its body."""

    def read_booking_request(self, body: Any) -> BookingWish:
        """`bookingRequest`. FormUnavailable."""

    def read_one_stop(self, body: Any, *, at: datetime) -> OneStopWish:
        """`oneStopBookingRequest`."""

    def read_booking_list(self, query: Query) -> BookingListWish:
        """The query of GET /bookings. PageTooLarge."""

    def read_booking_change(self, body: Any) -> BookingChange:
        """`booking`, sent back changed. FormUnavailable."""

    def read_operation(self, body: Any, *, version: Version) -> OperationWish:
        """`bookingOperation`. NotSupported."""

    def read_webhook(self, body: Any) -> str:
        """The address in the body of a subscription; empty where there is none."""

    def read_notification(self, body: Any) -> MessageWish:
        """`notification`."""

    def read_leg_event(self, body: Any) -> LegWish:
        """`legEvent`. NotSupported."""

    def check_leg_event(self, act: LegAct, *, kind: BookingKind, version: Version) -> None:
        """That this version lets it happen to bookings of this kind. NotSupported."""

    def read_location_only(self, query: Query) -> bool:
        """`location-only` of progress."""

    def read_asset_list(self, query: Query) -> PageWish:
        """The query of GET /legs/{id}/available-assets. PageTooLarge."""


class Answers(Protocol):
    """Bookings and legs of every kind, as they are told: `v1_x/mapping.py`."""

    def booking_to_wire(self, reading: AnyBooking, *, version: Version, at: datetime) -> Wire:
        """`booking` with its legs."""

    def leg_to_wire(self, reading: AnyLeg, *, version: Version) -> Wire:
        """`leg`, with what opens or shows it where there is something to show."""

    def message_to_wire(self, message: BookingMessage) -> Wire:
        """`notification`."""

    def progress_to_wire(self, progress: Progress, *, location_only: bool) -> Wire:
        """`legProgress`: duration in milliseconds, distance in metres."""

    def asset_to_wire(self, asset: Asset) -> Wire:
        """`asset` that can be chosen for a leg."""


class Payment(Protocol):
    """The payment module: `v1_x/payment.py`."""

    def read_journal_query(self, query: Query) -> JournalQuery:
        """The query of GET /payment/journal-entry. ValidationError; PageTooLarge."""

    def read_extra_costs(self, body: Any, *, key: str) -> CostFacts:
        """`extraCosts`; `key` is the header Idempotency-Key. Missing, ValidationError, Invalid."""

    def journal_entry_to_wire(
        self, entry: JournalEntry, *, country: str, invoice: Invoice | None = None
    ) -> Wire:
        """`journalEntry`, with the invoice that has it; VAT is that of the country."""

    def extra_costs_to_wire(self, claim: ExtraCost, *, country: str) -> Wire:
        """`extraCosts`."""


class Support(Protocol):
    """The support module: `v1_x/support.py`."""

    def read_support_request(self, body: Any) -> SupportWish:
        """`supportRequest`. Missing without a booking or a type, ValidationError."""

    def step_to_wire(self, step: CaseStep, *, reference: str, at: datetime) -> Wire:
        """`supportStatus`: the request about `reference`, and where it had come with this step."""


class Customers(Protocol):
    """The customer module: `v1_6/customers.py`; other versions have none."""

    def read_account(self, body: Any) -> CustomerFacts:
        """`customer` of a new account. Missing, ValidationError."""

    def read_account_patch(self, patch: Any, *, customer: Customer) -> dict[str, str | date | None]:
        """What a merge patch (RFC 7396) of an account changes: our columns and their new values.
        Missing, ValidationError; ReadOnly for another value of what is ours."""

    def account_to_wire(self, customer: Customer) -> Wire:
        """`customerAccount`."""


class Telling(Protocol):
    """What an operator calls a partner with: `v1_x/telling.py`."""

    BOOKING_NEWS: Mapping[BookingEventName, str | None]
    """The operation that tells of an event; None where this version has no word."""
    LEG_NEWS: Mapping[BookingEventName, str | None]
    """The leg event that tells of one."""
    ASKS: bool
    """Whether partners have /legs/{id}/confirmation."""

    def operation_to_wire(self, word: str, *, origin: Origin) -> Wire:
        """`bookingOperation`."""

    def leg_event_to_wire(self, word: str, *, at: datetime, asset: Query | None = None) -> Wire:
        """`legEvent`."""


class Describing(Protocol):
    """How the API description shows a version: `v1_x/description.py`."""

    DESCRIPTION: Mapping[str, Any]
    """The front page, as settings of drf-spectacular."""
    OPERATIONS: Mapping[str, Mapping[str, Any]]
    """The decorator of each operation, by address and method in small letters."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One version of TOMP: its words, its rules where versions differ, and what it announces."""

    number: str
    """Major and minor number, such as 1.6."""
    versions: tuple[str, ...]
    """Those that meta lists and that can be asked for by their whole number."""
    planning: Planning
    reading: Reading
    mapping: Answers
    operator: OperatorInformation
    payment: Payment
    support: Support
    telling: Telling
    customers: Customers | None
    """None in versions without customers."""
    describing: Describing
    refusals: Refusals
    """What is told otherwise here than in `errors.REFUSALS`; these are looked at first."""
    operations: Mapping[str, BookingAct | None]
    """Every booking operation; None for those that are not sent to an operator."""
    leg_events: Mapping[str, LegAct]
    event_types: frozenset[str]
    """The words that may stand as eventType in /operator/meta."""
    without: Mapping[str, frozenset[str]]
    """Events that single versions of it lack, by the whole number."""
    scenarios: tuple[str, ...]
    process_identifiers: Mapping[str, Sequence[str]]
    commits_once: bool
    """Whether a second COMMIT is refused, where other versions answer it with the booking."""
