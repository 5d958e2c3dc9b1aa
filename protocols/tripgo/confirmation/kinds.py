"""The facts of each kind of booking; no query."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from bookings.finding import AnyBooking
from bookings.models import Booking, Rental, TaxiRide
from bookings.queries import BookingReading
from bookings.rental_queries import RentalReading
from bookings.supplied_queries import SuppliedBookingReading
from bookings.taxi_queries import TaxiReading
from bookings.terms import Place
from operators.fleet.taxis import TaxiPlace
from operators.supply.terms import RemotePlace
from operators.timetable.itineraries import StopFacts
from protocols.tripgo.confirmation.facts import Facts, Party, Spot, Vehicle
from protocols.tripgo.confirmation.known import Known
from protocols.tripgo.modes import mode_of_class, mode_of_rides, mode_of_taxis
from sales.money import ZERO


def facts_of(known: Known) -> Facts:
    """What is told of a booking."""
    booking, found = known.booking, known.found
    if isinstance(found, BookingReading):
        return _journey(booking, found)
    if isinstance(found, RentalReading):
        return _rental(booking, found)
    if isinstance(found, TaxiReading):
        return _taxi(booking, found)
    return _supplied(booking, found)


def tickets_span(found: BookingReading) -> tuple[datetime, datetime] | None:
    """From when until when the tickets of a journey are valid; of one that is not active yet, when
    it can be activated. None before there are any."""
    tickets = [leg.leg.ticket for leg in found.legs if leg.leg.ticket is not None]
    if not tickets:
        return None
    begins_at = min(ticket.valid_from or ticket.issued_at for ticket in tickets)
    return begins_at, max(ticket.ends_at for ticket in tickets)


def is_journey(found: AnyBooking) -> bool:
    return isinstance(found, BookingReading)


def _journey(booking: Booking, found: BookingReading) -> Facts:
    offer = booking.offer
    rides = offer.itinerary_rides()
    departs_at, arrives_at = rides[0].departs_at, rides[-1].arrives_at
    begins_at, ends_at = tickets_span(found) or (departs_at, arrives_at)
    return Facts(
        mode=mode_of_rides(rides),
        departs_at=departs_at,
        arrives_at=arrives_at,
        valid_from=begins_at,
        valid_until=ends_at,
        origin=_stop(rides[0].origin),
        destination=_stop(rides[-1].destination),
        amount=offer.amount,
        currency=offer.currency,
        provider=_operator(booking),
    )


def _rental(booking: Booking, found: RentalReading) -> Facts:
    rental = found.rental
    told = rental.facts
    fleet = told["system_id"]
    begins_at = rental.started_at or rental.requested_at
    ends_at = found.arrives_at if rental.started_at else rental.reserved_until
    origin = _place(found.origin)
    return Facts(
        mode=mode_of_class(told["asset_class"], told["asset_sub_class"], system_id=fleet),
        departs_at=found.departs_at,
        arrives_at=found.arrives_at,
        valid_from=begins_at,
        valid_until=ends_at,
        origin=origin,
        destination=_place(found.destination) if found.destination else origin,
        amount=found.price.amount,
        currency=found.price.currency,
        provider=_operator(booking, name=told["fleet"]),
        vehicle=_rented(rental),
    )


def _taxi(booking: Booking, found: TaxiReading) -> Facts:
    trip = found.trip
    price = found.price or found.ride.estimate()
    arrives_at = max(found.departs_at, found.arrives_at)
    return Facts(
        mode=_taxi_mode(booking),
        departs_at=found.departs_at,
        arrives_at=arrives_at,
        valid_from=found.departs_at,
        valid_until=arrives_at,
        origin=_named(trip.origin),
        destination=_named(trip.destination),
        amount=price.amount,
        currency=price.currency,
        provider=_carrier(found.ride),
        vehicle=_taxi_vehicle(found.ride),
        service_phone=found.ride.service["phone"],
    )


def _taxi_mode(booking: Booking) -> str:
    fleet = booking.offer.product.fleet
    assert fleet is not None
    return mode_of_taxis(fleet)


def _supplied(booking: Booking, found: SuppliedBookingReading) -> Facts:
    first, last = found.legs[0], found.legs[-1]
    departs_at = first.facts.departs_at or first.leg.departs_at
    arrives_at = last.facts.arrives_at or last.leg.arrives_at
    shown = [leg.ticket for leg in found.legs if leg.ticket is not None]
    origin = _remote(first.facts.origin)
    return Facts(
        mode=mode_of_class(first.facts.asset_class, first.facts.asset_sub_class),
        departs_at=departs_at,
        arrives_at=arrives_at,
        valid_from=min((ticket.valid_from for ticket in shown), default=departs_at),
        valid_until=max((ticket.valid_until for ticket in shown), default=arrives_at),
        origin=origin,
        destination=_remote(last.facts.destination) if last.facts.destination else origin,
        amount=_resold_price(booking, found),
        currency=booking.offer.currency,
        provider=_operator(booking),
        vehicle=Vehicle(first.facts.type_name, first.facts.asset_id)
        if first.facts.type_name
        else None,
    )


def _resold_price(booking: Booking, found: SuppliedBookingReading) -> Decimal:
    """What the supplier asks for the legs by now, where it has told that of each."""
    told = [leg.price for leg in found.legs]
    if any(price is None for price in told):
        return booking.offer.amount
    return sum((price.amount for price in told if price is not None), ZERO)


def _operator(booking: Booking, *, name: str = "") -> Party:
    operator = booking.offer.product.operator
    return Party(name or operator.name, operator.phone)


def _carrier(ride: TaxiRide) -> Party:
    """The driver who accepted it, as long as the ride is not over; else the taxi centre."""
    is_coming = ride.accepted_at is not None and ride.closed_at is None
    if is_coming and ride.driver.get("name"):
        driver = ride.driver
        return Party(driver["name"], driver.get("phone", ""), driver.get("picture_url", ""))
    return Party(ride.service["name"], ride.service["phone"], ride.service["picture_url"])


def _taxi_vehicle(ride: TaxiRide) -> Vehicle | None:
    """Of a ride that a driver has accepted and that is not over."""
    if ride.accepted_at is None or ride.closed_at is not None:
        return None
    return Vehicle(ride.vehicle["type_name"] or "Taxi", ride.vehicle["plate"])


def _rented(rental: Rental) -> Vehicle | None:
    if rental.closed_at is not None:
        return None
    told = rental.facts
    return Vehicle(told["type_name"] or told["fleet"], told["plate"] or told["asset_id"])


def _stop(stop: StopFacts) -> Spot:
    return Spot(float(stop.latitude), float(stop.longitude), stop.name)


def _place(place: Place) -> Spot:
    return Spot(place.latitude, place.longitude)


def _named(place: TaxiPlace) -> Spot:
    return Spot(place.latitude, place.longitude, place.name or place.address)


def _remote(place: RemotePlace) -> Spot:
    return Spot(place.latitude, place.longitude, place.name)
