"""What a resold booking comes to in our books. Steps: the caller has locked it and stores it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bookings.actions.recording import booking_event
from bookings.models import BookingEvent, SuppliedBooking, SuppliedLeg
from bookings.states import BookingEventName
from operators.supply.terms import RemoteBooking, RemoteEntry, RemotePrice
from operators.tenancy.actors import Actor
from sales.fares.rentals import RentalPrice
from sales.models import Order
from sales.money import ZERO, total
from sales.offers.supplied import price_of_supply
from sales.orders.rentals import RentalSpan
from sales.orders.states import Keeper
from sales.reselling import align_sale, sell_supplied

A_SECOND = timedelta(seconds=1)


def sell_trip(row: SuppliedBooking, *, by: Actor, at: datetime) -> list[BookingEvent]:
    """The supplier has sold: so do we. What is charged by its use has its order when it is over.

    The booking is confirmed as of when that was asked for: its hold may be over by now.
    """
    booking = row.booking
    ends_at = booking.answer_until or booking.held_until
    confirmed_at = min(row.asked_at or at, ends_at - A_SECOND)
    order = None
    if not is_by_use(row):
        order = sell_supplied(booking.offer, _agreed(row), customer=booking.customer, by=by, at=at)
    booking.confirm(order=order, at=confirmed_at)
    return [booking_event(booking, BookingEventName.CONFIRMED, by=by, at=at)]


def sell_ride(
    row: SuppliedBooking,
    rows: Sequence[SuppliedLeg],
    told: RemoteBooking,
    *,
    by: Actor,
    at: datetime,
) -> Order:
    """The use of a vehicle is over: sell it for what the supplier charges."""
    booking = row.booking
    product = booking.offer.product
    price = told.whole_price() or RemotePrice(booking.offer.currency, ())
    booking.offer.vat_rate = product.vat_rate if price.vat_rate is None else price.vat_rate
    legs = [mine.leg for mine in rows if mine.leg.started_at is not None]
    span = None
    if legs and legs[0].started_at is not None:
        ended_at = max(legs[-1].closed_at or at, legs[0].started_at)
        span = RentalSpan(legs[0].started_at, ended_at)
    return sell_supplied(
        booking.offer,
        price_of_supply(price, product),
        span=span,
        keeper=Keeper.ORDER,
        customer=booking.customer,
        by=by,
        at=at,
    )


def take_back(
    row: SuppliedBooking, charges: Sequence[RemoteEntry], *, by: Actor, at: datetime
) -> None:
    """The supplier has cancelled what it had sold: what it keeps is what we keep. Nothing where
    nothing was sold yet."""
    align(row, charges, reason="Cancellation", by=by, at=at)


def align(
    row: SuppliedBooking,
    charges: Sequence[RemoteEntry],
    *,
    reason: str,
    by: Actor,
    at: datetime,
) -> Order | None:
    """Bring the order to what the supplier charges for the booking by now."""
    booking = row.booking
    if booking.order is None:
        return None
    owed = max(total(entry.amount for entry in charges), ZERO)
    return align_sale(booking.order, booking.offer, owed=owed, reason=reason, by=by, at=at)


def is_by_use(row: SuppliedBooking) -> bool:
    """Whether the price is known when the use is over: that of a vehicle."""
    supply = row.booking.offer.supply
    assert supply is not None
    if row.asset_id:
        return True
    legs = supply["legs"]
    prices = [supply["price"], *(leg["price"] for leg in legs)]
    return any(leg["facts"]["asset_id"] for leg in legs) or any(
        price["is_estimated"] for price in prices if price
    )


def _agreed(row: SuppliedBooking) -> RentalPrice:
    """The price of a trip is the one that was offered."""
    offer = row.booking.offer
    assert offer.supply is not None
    legs = [leg["price"] for leg in offer.supply["legs"]]
    told = [RemotePrice.from_json(price) for price in (offer.supply["price"], *legs) if price]
    whole = RemotePrice(told[0].currency, tuple(part for price in told for part in price.parts))
    return price_of_supply(whole, offer.product)
