"""Bookings on the wire. Every body tells all that holds: the members that a delta may leave out
are sent whole, since how they would be merged is not agreed (reference §12)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bookings.finding import AnyBooking
from bookings.queries import BookingReading
from bookings.rental_queries import RentalReading
from protocols.maas_tsp.bookings.cancelling import cancellation_of
from protocols.maas_tsp.bookings.costs import Amount, is_final, price_of
from protocols.maas_tsp.bookings.journeys import journey_members
from protocols.maas_tsp.bookings.rentals import rental_members
from protocols.maas_tsp.bookings.standing import Told, told_here, wire_state
from protocols.maas_tsp.bookings.taxis import taxi_members
from protocols.maas_tsp.errors import ReceiptNotReady
from protocols.maas_tsp.states import WireState
from sales.money import ZERO

Wire = dict[str, Any]


def booking_to_wire(found: AnyBooking, *, at: datetime) -> Wire:
    """A booking as it is read: `tspId`, `state`, `cost`, `leg`, `meta`, `terms`, `token` and
    `tspProduct`. NotThere for one that is resold."""
    told = told_here(found)
    state, price = wire_state(told, at=at), price_of(told, at=at)
    members = _members(told)
    known = price or Amount(ZERO, told.booking.offer.currency)
    cancellation = cancellation_of(told, state, known, at=at)
    return {
        "tspId": told.booking.reference,
        "state": state.value,
        **({} if price is None else {"cost": price.to_wire()}),
        **members,
        "terms": {**members["terms"], "cancellation": cancellation},
        "tspProduct": {"id": told.booking.offer.product.code},
    }


def created_to_wire(
    found: AnyBooking, *, customer: Mapping[str, str], selection: Wire, at: datetime
) -> Wire:
    """The answer to a create: the same, with the customer and the choices as they were told.

    A ticket that is active with its sale is ACTIVATED when the booking is read; what was booked
    just now is CONFIRMED, since callers know no other way there.
    """
    wire = {**booking_to_wire(found, at=at), "customer": dict(customer)}
    if wire["state"] == WireState.ACTIVATED and found.booking.booked_at == at:
        wire["state"] = WireState.CONFIRMED.value
    return {**wire, "customerSelection": selection} if selection else wire


def receipt_to_wire(found: AnyBooking, *, at: datetime) -> Wire:
    """The receipt in the form of all releases. ReceiptNotReady until the price is final."""
    told = told_here(found)
    if not is_final(told, at=at):
        raise ReceiptNotReady
    wire = booking_to_wire(told, at=at)
    receipt = {"cost": wire["cost"], "terms": wire["terms"]}
    return {"tspId": wire["tspId"], "cost": wire["cost"], "receipt": receipt}


def _members(told: Told) -> Wire:
    if isinstance(told, BookingReading):
        return journey_members(told)
    if isinstance(told, RentalReading):
        return rental_members(told)
    return taxi_members(told)
