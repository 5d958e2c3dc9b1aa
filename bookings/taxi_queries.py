"""Reads of taxi rides. Reading changes nothing: what time has done to one is worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bookings.models import Booking, Leg, TaxiRide
from bookings.states import BookingState, LegState
from bookings.taxi_prices import fee_of, nothing_for
from bookings.terms import Place
from operators.fleet.taxis import TaxiTrip
from operators.models import Tenant
from operators.prepared import Source, columns_of, fetch_rows, models_of
from sales.fares.rentals import RentalPrice
from sales.models import Customer, Offer, Product

SOURCES = (
    Source("ride", TaxiRide),
    Source(
        "leg",
        Leg,
        "booking_id",
        "reference",
        "state",
        "sequence",
        "departs_at",
        "arrives_at",
        "prepared_at",
        "started_at",
        "closed_at",
    ),
    Source("booking", Booking),
    Source("tenant", Tenant, "timezone", "country", "currency"),
    Source("customer", Customer),
    Source("offer", Offer, "reference", "product_id", "amount", "tax_amount", "currency"),
    Source("product", Product, "code", "name"),
)
TABLES = """
    FROM bookings_taxiride ride
    JOIN bookings_leg leg ON leg.id = ride.leg_id
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
CALLED_OFF = (
    BookingState.CANCELLED,
    BookingState.RELEASED,
    BookingState.REJECTED,
    BookingState.EXPIRED,
)


@dataclass(frozen=True, slots=True)
class TaxiReading:
    """A taxi ride with its leg and booking as they stand at a moment."""

    ride: TaxiRide
    at: datetime
    """The moment that it is read for."""

    @property
    def leg(self) -> Leg:
        return self.ride.leg

    @property
    def booking(self) -> Booking:
        return self.ride.leg.booking

    @property
    def trip(self) -> TaxiTrip:
        """As it was ordered."""
        return self.ride.ordered_trip()

    @property
    def state(self) -> LegState:
        """As the clock has it: no driver is looked for any longer, swept or not."""
        is_off = self.booking_state in CALLED_OFF
        return LegState.CANCELLED if is_off else LegState(self.leg.state)

    @property
    def booking_state(self) -> BookingState:
        """As the clock has it."""
        return self.ride.state_at(self.at)

    @property
    def price(self) -> RentalPrice | None:
        """What was told with the order; once the ride has ended, what it costs, or None while
        nobody knows; once it was called off, what that costs."""
        ride = self.ride
        if self.booking_state in CALLED_OFF:
            return nothing_for(ride) if self.booking.order_id is None else fee_of(ride)
        if ride.ended_at is None:
            return ride.estimate()
        return ride.final_price()

    @property
    def is_price_final(self) -> bool:
        """Whether the price will not be another one, if the ride is driven as it was ordered."""
        is_off = self.booking_state in CALLED_OFF
        return is_off or self.ride.price is not None or self.trip.fixes_price

    @property
    def departs_at(self) -> datetime:
        """When it began, or is to begin."""
        ride = self.ride
        return ride.started_at or ride.arrived_at or ride.eta or ride.pick_up_at

    @property
    def arrives_at(self) -> datetime:
        """When it ended, or is expected to."""
        return self.ride.ended_at or self.departs_at + self.ride.time_needed()

    @property
    def has_driver(self) -> bool:
        """Whether a driver has accepted it and not given it back."""
        return self.ride.accepted_at is not None

    @property
    def seen_at_place(self) -> Place | None:
        """Where the taxi was seen last."""
        if self.ride.longitude is None or self.ride.latitude is None:
            return None
        return Place(self.ride.longitude, self.ride.latitude)

    @property
    def fresh_until(self) -> None:
        """A taxi shows nothing that dies."""


def read_taxi(reference: str, *, channel_id: int, at: datetime) -> TaxiReading:
    """The taxi ride of a leg, in one query. Leg.DoesNotExist if this channel sold no such ride."""
    found = _fetch(ONE_LEG, reference, channel_id, at)
    if found is None:
        raise Leg.DoesNotExist
    return found


def read_taxi_booking(reference: str, *, channel_id: int, at: datetime) -> TaxiReading:
    """A booking of a taxi, whose one leg is its ride, in one query. Booking.DoesNotExist if this
    channel made no such booking."""
    found = _fetch(ONE_BOOKING, reference, channel_id, at)
    if found is None:
        raise Booking.DoesNotExist
    return found


def read_taxi_bookings(bookings: Sequence[Booking], *, at: datetime) -> list[TaxiReading]:
    """Bookings of taxis, in one query however many there are."""
    rows = fetch_rows(BOOKINGS, {"bookings": [booking.pk for booking in bookings]})
    return [TaxiReading(_ride_in(row), at) for row in rows]


def _fetch(statement: str, reference: str, channel_id: int, at: datetime) -> TaxiReading | None:
    rows = fetch_rows(statement, {"reference": reference, "channel": channel_id})
    return TaxiReading(_ride_in(rows[0]), at) if rows else None


def _ride_in(row: tuple[Any, ...]) -> TaxiRide:
    found = models_of(SOURCES, row)
    ride: TaxiRide = found["ride"]
    ride.leg = found["leg"]
    booking: Booking = found["booking"]
    booking.tenant = found["tenant"]
    booking.customer = found["customer"]
    booking.offer = found["offer"]
    booking.offer.product = found["product"]
    ride.leg.booking = booking
    return ride
