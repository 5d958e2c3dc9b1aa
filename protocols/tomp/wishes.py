"""What requests of TOMP come to, in our own words: the same for every version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bookings.actions.planning import TripWish
from bookings.states import BookingAct, BookingState, LegAct, MessageKind, Origin
from bookings.terms import HoldWish, LegTold, Place
from operators.timetable.stops import StopReference
from protocols.tomp.errors import Missing
from sales.offers.actions import OfferWish
from sales.orders.customers import CustomerFacts
from sales.settlement.queries import JournalWish
from support.actions.opening import CaseFacts


@dataclass(frozen=True, slots=True)
class PlaceWish:
    """A place of a request: stops of the timetable, a point, or both."""

    stops: tuple[StopReference, ...] = ()
    point: Place | None = None


@dataclass(frozen=True, slots=True)
class PlanningWish:
    """A planning request, understood. Moments are aware."""

    origin: PlaceWish
    destination: PlaceWish | None
    offers: OfferWish
    departs_after: datetime | None = None
    arrives_before: datetime | None = None
    radius_metres: int | None = None
    asset_ids: tuple[str, ...] = ()
    type_ids: tuple[str, ...] = ()

    @property
    def names_vehicles(self) -> bool:
        """Whether it can only be about vehicles: it names them, or no two stops."""
        stops = self.origin.stops and self.destination and self.destination.stops
        return bool(self.asset_ids or self.type_ids) or not stops

    @property
    def trip(self) -> TripWish:
        """The trip by the timetable. Missing unless both places name stops."""
        if self.destination is None:
            raise Missing("to: This field is required.")
        if not self.origin.stops or not self.destination.stops:
            raise Missing(
                "from, to: give each place a stopReference of type GTFS_STOP_ID, GTFS_STOP_CODE "
                "or GTFS_AREA_ID, or a stationId, with an id of the GTFS feed."
            )
        return TripWish(
            self.origin.stops, self.destination.stops, self.departs_after, self.arrives_before
        )


@dataclass(frozen=True, slots=True)
class BookingWish:
    """A booking request, understood: the offer that is to be held, and how."""

    reference: str
    hold: HoldWish


@dataclass(frozen=True, slots=True)
class OneStopWish:
    """A one-stop booking request, understood: one vehicle, by its id, for one customer."""

    asset_id: str
    customer: CustomerFacts
    origin: Place
    callback_address: str = ""


@dataclass(frozen=True, slots=True)
class OperationWish:
    """A booking operation, understood."""

    act: BookingAct
    origin: Origin | None = None
    """Who wants it; None where the sender does."""
    reason: str = ""
    """Why more time is needed."""


@dataclass(frozen=True, slots=True)
class LegWish:
    """A leg event, understood."""

    act: LegAct
    told: LegTold


@dataclass(frozen=True, slots=True)
class MessageWish:
    """A notification, understood."""

    kind: MessageKind
    minutes: int | None = None
    text: str = ""
    leg: str = ""
    """The id of the leg that it is about, where it says so."""
    asset_id: str = ""


@dataclass(frozen=True, slots=True)
class PageWish:
    """A page of a list."""

    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class BookingListWish:
    """A page of bookings and what they are narrowed to; None leaves nothing out."""

    page: PageWish
    states: tuple[BookingState, ...] | None = None
    """Empty for a word that no booking is ever told by."""
    states_of_journeys: tuple[BookingState, ...] | None = None
    """Where the word stands for other states of journeys than of what else is booked."""
    starts_from: datetime | None = None
    starts_by: datetime | None = None
    at_least: Decimal | None = None
    """Of the price, VAT included."""
    at_most: Decimal | None = None
    asset_type: str = ""
    """The id of an asset type, or its class."""


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """What a list of operator information is narrowed to; empty members leave nothing out."""

    page: PageWish
    region: str = ""
    station: str = ""
    near: Place | None = None
    radius_metres: float | None = None
    box: tuple[float, float, float, float] | None = None
    """South, north, west, east."""


@dataclass(frozen=True, slots=True)
class SupportWish:
    """A support request, understood: what it is about, and what to tell its operator."""

    reference: str
    """Of a booking; empty for a vehicle that nobody booked."""
    facts: CaseFacts
    asset: str = ""
    """What the vehicle wears: its id or its plate."""


@dataclass(frozen=True, slots=True)
class JournalQuery:
    """A page of the journal, as it is asked for."""

    wish: JournalWish
    reference: str
    """Of a booking; empty for those of all."""
    invoiced: bool | None
    """Whether an invoice has them; None: either."""
    page: PageWish
