"""The end of a taxi ride, its price, and its sale."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from bookings.actions.moves import CHANGED_BY_CLOSE, finish_legs
from bookings.actions.recording import booking_event
from bookings.actions.taxis.accepting import note_place
from bookings.actions.taxis.locking import OF_SALE, check_committed, lock_ride
from bookings.errors import ChargeUnfit, NotBegun, PriceFixed, PriceOpen, RideNotEnded
from bookings.models import BookingEvent, TaxiRide
from bookings.models.rental import seconds_between
from bookings.states import BookingEventName, BookingState
from bookings.taxi_prices import told_price
from operators.fleet.actions import Whereabouts, report_asset
from operators.tenancy.actors import Actor
from sales.fares.rentals import RentalPrice
from sales.money import MOST
from sales.orders.rentals import RentalSpan
from sales.selling import sell_rental


@transaction.atomic
def end_ride(
    ride: TaxiRide,
    *,
    metres: int | None = None,
    seconds: int | None = None,
    by: Actor,
    at: datetime,
) -> TaxiRide:
    """The traveller is out: the leg is FINISHING until the price is known and sold.

    A fixed price is known; a metered one as soon as the metres driven are told, with the seconds
    that the ride took, if that is not the time since it began. Ending again changes nothing.
    NotBegun; RideOver, NotCommitted, HoldExpired.
    """
    ride = lock_ride(ride)
    check_committed(ride, at=at)
    if ride.started_at is None:
        raise NotBegun("The ride has not begun yet.")
    if ride.ended_at is not None:
        return ride
    leg, trip = ride.leg, ride.ordered_trip()
    ride.ended_at = max(at, ride.started_at)
    ride.metres = metres
    took = seconds_between(ride.started_at, ride.ended_at)
    ride.seconds = took if seconds is None else seconds
    price = _price_by_now(ride)
    ride.price = None if price is None else price.to_json()
    ride.next_try_at = None if price is None else at
    place = trip.destination
    note_place(ride, place.longitude, place.latitude, seen_at=ride.ended_at)
    leg.begin_finishing()
    leg.save(update_fields=["state"])
    ride.save()
    told = {} if price is None else {"price": f"{price.amount} {price.currency}"}
    name = BookingEventName.LEG_FINISHING
    booking_event(leg.booking, name, by=by, at=at, leg=leg, **told).save()
    assert ride.asset is not None
    report_asset(ride.asset, seen=Whereabouts(place.longitude, place.latitude), at=at)
    return ride


@transaction.atomic
def settle_ride(
    ride: TaxiRide, price: Decimal | None = None, *, by: Actor, at: datetime
) -> TaxiRide:
    """Sell the ride on account of the channel's partner: leg and booking are FINISHED, and the
    order is there. `price`: what the driver read off the meter, VAT included, in the currency of
    the pricing plan.

    Settling again changes nothing. RideNotEnded; PriceOpen where nobody has told a price;
    PriceFixed for another one than was fixed; ChargeUnfit; RideOver, NotCommitted, HoldExpired.
    """
    ride = lock_ride(ride, *OF_SALE)
    leg, booking = ride.leg, ride.leg.booking
    if booking.state == BookingState.FINISHED:
        return ride
    check_committed(ride, at=at)
    if ride.started_at is None or ride.ended_at is None:
        raise RideNotEnded
    final = _price_to_sell(ride, price)
    ride.price = final.to_json()
    order = sell_rental(
        booking.offer,
        final,
        span=RentalSpan(ride.started_at, ride.ended_at),
        customer=booking.customer,
        by=by,
        at=at,
    )
    events = finish_legs([leg], by=by, at=at)
    leg.save(update_fields=CHANGED_BY_CLOSE)
    booking.settle(order=order, at=at)
    booking.save(update_fields=[*CHANGED_BY_CLOSE, "order"])
    ride.closed_at = at
    ride.next_try_at = None
    ride.save()
    events.append(booking_event(booking, BookingEventName.FINISHED, by=by, at=at))
    BookingEvent.objects.bulk_create(events)
    return ride


def _price_by_now(ride: TaxiRide) -> RentalPrice | None:
    if ride.ordered_trip().fixes_price:
        return ride.estimate()
    if ride.metres is None or ride.seconds is None:
        return None
    return ride.price_of(metres=ride.metres, seconds=ride.seconds)


def _price_to_sell(ride: TaxiRide, told: Decimal | None) -> RentalPrice:
    known = ride.final_price()
    if told is None:
        if known is None:
            raise PriceOpen
        return known
    if ride.ordered_trip().fixes_price:
        if known is None or told != known.amount:
            raise PriceFixed
        return known
    if not 0 <= told <= MOST:
        raise ChargeUnfit(f"A price is 0.00 to {MOST}.")
    return told_price(ride, told)
