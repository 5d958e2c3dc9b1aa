"""Reading what is resold as it is now: the supplier is asked where what it told is too old."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from bookings.actions.supplied.asking import look, look_at_leg
from bookings.models import SuppliedLeg
from bookings.states import RIDING, LegState
from bookings.supplied_queries import (
    SuppliedBookingReading,
    SuppliedLegReading,
    is_told_since,
    read_supplied_booking,
    read_supplied_leg,
)
from operators.supply.errors import SupplierBusy, SupplyError
from operators.tenancy.actors import Actor

BY = Actor.timer("look-at-supplier")
SOON_ENOUGH = timedelta(seconds=5)
"""What is younger is not asked for again, however often it is read."""
CLOSED = (LegState.FINISHED, LegState.CANCELLED)


def read_fresh_leg(reference: str, *, channel_id: int, at: datetime) -> SuppliedLegReading:
    """A leg with tokens that are good at that moment: as it was told last while they are, else as
    the supplier tells it now.

    Leg.DoesNotExist if this channel sold no such leg. Where the supplier does not answer it is as
    it was told last; SupplierBusy if there is nothing left of it to be shown.
    """
    found = read_supplied_leg(reference, channel_id=channel_id, at=at)
    if not is_old(found, at=at):
        return found
    try:
        look_at_leg(found.leg, by=BY, at=at)
    except SupplyError as fault:
        _check_shown([found], fault)
        return found
    return read_supplied_leg(reference, channel_id=channel_id, at=at)


def read_fresh_booking(reference: str, *, channel_id: int, at: datetime) -> SuppliedBookingReading:
    """A booking with its legs, as `read_fresh_leg`. Booking.DoesNotExist."""
    found = read_supplied_booking(reference, channel_id=channel_id, at=at)
    if not any(is_old(leg, at=at) for leg in found.legs):
        return found
    try:
        look(found.booking, by=BY, at=at)
    except SupplyError as fault:
        _check_shown(found.legs, fault)
        return found
    return read_supplied_booking(reference, channel_id=channel_id, at=at)


def is_old(found: SuppliedLegReading, *, at: datetime) -> bool:
    """Whether the supplier is to be asked: for a ticket once it is dead, for the rest by age. Not
    inside a transaction, where nobody may be waited for."""
    if connection.in_atomic_block:
        return False
    if found.booking.state not in RIDING or found.leg.state in CLOSED:
        return False
    if is_told_since(found.row, at):
        return False
    if found.row.read_at is not None and found.row.read_at > at - SOON_ENOUGH:
        return _is_dead(found.row, at=at)
    return found.ticket is None


def _is_dead(row: SuppliedLeg, *, at: datetime) -> bool:
    return row.fresh_until is not None and row.fresh_until <= at


def _check_shown(found: list[SuppliedLegReading], fault: SupplyError) -> None:
    for leg in found:
        had_ticket = bool(leg.row.tokens.get("ticket"))
        if had_ticket and leg.ticket is None and leg.state == LegState.IN_USE:
            raise fault if isinstance(fault, SupplierBusy) else SupplierBusy from fault
