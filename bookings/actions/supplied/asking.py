"""Asking suppliers, without any lock. What they will not say is asked for in another way."""

from __future__ import annotations

from datetime import datetime

from bookings.actions.supplied.locking import note_fault, supplied_of
from bookings.actions.supplied.taking_in import take_in, take_in_leg
from bookings.errors import BookingGone
from bookings.models import Booking, Leg, SuppliedBooking
from bookings.states import CLOSED, BookingState, LegState
from operators.supply.errors import (
    PrivateAddress,
    SupplierBusy,
    SupplierGone,
    SupplierRefused,
    SupplierUnfit,
    SupplierUnknown,
    SupplyError,
)
from operators.supply.finding import reach
from operators.supply.interface import SupplierGateway
from operators.supply.terms import RemoteBooking, RemoteEntry
from operators.tenancy.actors import Actor

UNCERTAIN = (SupplierBusy, SupplierUnfit, PrivateAddress)
"""Nobody knows after these what became of what was asked."""


def gateway_to(supplied: SuppliedBooking) -> SupplierGateway:
    """The way to the supplier of a booking."""
    return reach(supplied.supplier)


def look(booking: Booking, *, by: Actor, at: datetime) -> SuppliedBooking:
    """Ask the supplier how a booking stands, and take that in. SupplierBusy and its kin, noted, so
    that a timer asks again."""
    supplied = supplied_of(booking)
    if not supplied.remote_reference:
        return supplied
    try:
        told = read_remote(supplied)
        charges = charges_of(supplied, told)
    except UNCERTAIN as fault:
        note_fault(supplied, fault, at=at)
        raise
    return take_in(supplied, told, charges=charges, by=by, at=at)


def look_at_leg(leg: Leg, *, by: Actor, at: datetime) -> SuppliedBooking:
    """The same of one leg alone, and of its booking where the leg is over."""
    supplied = supplied_of(leg.booking)
    reference = supplied.legs.get(leg=leg.pk).remote_reference
    told = gateway_to(supplied).read_leg(reference)
    if told.state in (LegState.FINISHED, LegState.CANCELLED):
        return look(leg.booking, by=by, at=at)
    return take_in_leg(supplied, told, by=by, at=at)


def read_remote(supplied: SuppliedBooking) -> RemoteBooking:
    """The supplier's booking; one that it does not know any more has expired."""
    try:
        return gateway_to(supplied).read_booking(supplied.remote_reference)
    except (SupplierGone, SupplierUnknown):
        state = BookingState.EXPIRED if supplied.booking.order_id is None else None
        if state is None:
            # Sold, and then unknown: people have to ask there.
            raise SupplierUnfit("It sold us this booking and does not know it any more.") from None
        return RemoteBooking(supplied.remote_reference, state, ())


def charges_of(supplied: SuppliedBooking, told: RemoteBooking) -> list[RemoteEntry] | None:
    """What the supplier charges for a booking that it sold and that is cancelled now; where it has
    no journal, nothing."""
    if told.state != BookingState.CANCELLED or supplied.booking.order_id is None:
        return None
    try:
        return list(gateway_to(supplied).read_charges(supplied.remote_reference))
    except SupplierRefused:
        return []


def fail(supplied: SuppliedBooking, fault: SupplyError, *, at: datetime) -> SupplyError:
    """Note a fault, and return it to be raised."""
    note_fault(supplied, fault, at=at)
    return fault


def check_open(booking: Booking, *, at: datetime) -> None:
    """BookingGone once it is over."""
    if booking.state in CLOSED:
        raise BookingGone
