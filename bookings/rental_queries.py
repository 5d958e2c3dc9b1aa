"""Reads of rentals. Reading changes nothing: what time has done to a price is worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bookings.models import Booking, Leg, Rental
from bookings.states import BookingState, LegState
from bookings.terms import Place
from operators.models import Tenant
from operators.prepared import Source, columns_of, fetch_rows, models_of
from sales.fares.rentals import RentalPrice
from sales.models import Customer, Offer, Product

SOURCES = (
    Source("rental", Rental),
    Source(
        "leg",
        Leg,
        "booking_id",
        "reference",
        "state",
        "sequence",
        "departs_at",
        "started_at",
        "closed_at",
    ),
    Source(
        "booking",
        Booking,
        "reference",
        "state",
        "kind",
        "booked_at",
        "held_until",
        "closed_at",
        "cancel_origin",
        "order_id",
    ),
    Source("offer", Offer, "currency"),
    Source("product", Product, "code", "name"),
    Source("tenant", Tenant, "timezone", "country"),
    Source("customer", Customer, "reference", "external_id"),
)
TABLES = """
    FROM bookings_rental rental
    JOIN bookings_leg leg ON leg.id = rental.leg_id
    JOIN bookings_booking booking ON booking.id = leg.booking_id
    JOIN operators_tenant tenant ON tenant.id = booking.tenant_id
    JOIN sales_offer offer ON offer.id = booking.offer_id
    JOIN sales_product product ON product.id = offer.product_id
    LEFT JOIN sales_customer customer ON customer.id = booking.customer_id
"""
SELECT = f"SELECT {columns_of(SOURCES)} {TABLES}"
ONE_LEG = f"{SELECT} WHERE leg.reference = %(reference)s AND booking.channel_id = %(channel)s"
ONE_BOOKING = (
    f"{SELECT} WHERE booking.reference = %(reference)s AND booking.channel_id = %(channel)s"
)
BOOKINGS = f"{SELECT} WHERE booking.id = ANY (%(bookings)s::bigint[]) ORDER BY booking.id"


@dataclass(frozen=True, slots=True)
class RentalReading:
    """A rental with its leg and booking as they stand at a moment."""

    rental: Rental
    price: RentalPrice
    """Of the parts that do not depend on the use until the vehicle is unlocked, then of the use so
    far, and once the clock has stopped for good."""
    at: datetime
    """The moment that it is read for."""

    @property
    def leg(self) -> Leg:
        return self.rental.leg

    @property
    def booking(self) -> Booking:
        return self.rental.leg.booking

    @property
    def state(self) -> LegState:
        """As the clock has it: nobody keeps a vehicle for longer, swept or not."""
        if self.rental.is_forgotten_at(self.at):
            return LegState.CANCELLED
        return LegState(self.leg.state)

    @property
    def booking_state(self) -> BookingState:
        """As the clock has it."""
        state = self.booking.state_at(self.at)
        if state == BookingState.CONFIRMED and self.rental.is_forgotten_at(self.at):
            return BookingState.CANCELLED
        return state

    @property
    def departs_at(self) -> datetime:
        """When it began, or is to begin."""
        return self.rental.started_at or self.leg.departs_at

    @property
    def arrives_at(self) -> datetime | None:
        """When it ended, or is to end, if its customer told."""
        return self.rental.ended_at or self.rental.until

    @property
    def fresh_until(self) -> None:
        """A rental shows nothing that dies."""

    @property
    def is_estimated(self) -> bool:
        """Whether the price says nothing of the use yet."""
        return self.rental.started_at is None

    @property
    def origin(self) -> Place:
        """Where the customer asked for the vehicle."""
        return Place(self.rental.from_longitude, self.rental.from_latitude)

    @property
    def destination(self) -> Place | None:
        """Where it ended: where the customer said, or else where the vehicle was seen last; None
        before its end."""
        rental = self.rental
        if rental.ended_at is None:
            return None
        if rental.user_longitude is not None and rental.user_latitude is not None:
            return Place(rental.user_longitude, rental.user_latitude)
        return self.seen_at_place

    @property
    def seen_at_place(self) -> Place | None:
        """Where the vehicle was seen last."""
        if self.rental.longitude is None or self.rental.latitude is None:
            return None
        return Place(self.rental.longitude, self.rental.latitude)


def read_rental(reference: str, *, channel_id: int, at: datetime) -> RentalReading:
    """The rental of a leg, in one query. Leg.DoesNotExist if this channel sold no such rental."""
    found = _fetch(ONE_LEG, reference, channel_id, at)
    if found is None:
        raise Leg.DoesNotExist
    return found


def read_rental_booking(reference: str, *, channel_id: int, at: datetime) -> RentalReading:
    """A booking of a vehicle, whose one leg is its rental, in one query. Booking.DoesNotExist if
    this channel made no such booking."""
    found = _fetch(ONE_BOOKING, reference, channel_id, at)
    if found is None:
        raise Booking.DoesNotExist
    return found


def read_rental_bookings(bookings: Sequence[Booking], *, at: datetime) -> list[RentalReading]:
    """Bookings of vehicles, in one query however many there are."""
    rows = fetch_rows(BOOKINGS, {"bookings": [booking.pk for booking in bookings]})
    return [reading_of(_rental_in(row), at=at) for row in rows]


def reading_of(rental: Rental, *, at: datetime) -> RentalReading:
    """A rental in hand, as an action has left it; no query."""
    return RentalReading(rental, rental.price_at(at), at)


def _fetch(statement: str, reference: str, channel_id: int, at: datetime) -> RentalReading | None:
    rows = fetch_rows(statement, {"reference": reference, "channel": channel_id})
    return reading_of(_rental_in(rows[0]), at=at) if rows else None


def _rental_in(row: tuple[Any, ...]) -> Rental:
    found = models_of(SOURCES, row)
    rental: Rental = found["rental"]
    rental.leg = found["leg"]
    rental.leg.booking = found["booking"]
    rental.leg.booking.offer = found["offer"]
    rental.leg.booking.offer.product = found["product"]
    rental.leg.booking.tenant = found["tenant"]
    rental.leg.booking.customer = found["customer"]
    return rental
