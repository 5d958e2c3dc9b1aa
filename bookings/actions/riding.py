"""What a partner tells of a ride by the timetable besides its start."""

from __future__ import annotations

from datetime import datetime

import django_fsm as fsm
from django.db import transaction

from bookings.actions.booking import cancel_booking, lock_booking
from bookings.actions.leg import was_ridden_to_its_end
from bookings.actions.moves import CHANGED_BY_CLOSE, finish_legs
from bookings.actions.recording import booking_event
from bookings.errors import NotCommitted
from bookings.models import Booking, BookingEvent, Leg
from bookings.states import HELD, RIDING, WAITING_LEGS, BookingEventName, LegState
from operators.tenancy.actors import Actor


@transaction.atomic
def prepare_leg(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """The traveller is on the way. A ride by the timetable is PREPARING since it was booked, so it
    is only noted; telling it again changes nothing.

    NotCommitted; TransitionNotAllowed once the leg is in use or over.
    """
    booking = lock_booking(leg.booking)
    leg = booking.legs.select_related("ticket").get(pk=leg.pk)
    _check_sold(booking, at=at)
    if leg.state_at(at) not in WAITING_LEGS:
        raise fsm.TransitionNotAllowed(f"A leg that is {leg.state_at(at)} is prepared no more.")
    if leg.prepared_at is None:
        leg.prepared_at = at
        leg.save(update_fields=["prepared_at"])
        booking_event(booking, BookingEventName.LEG_PREPARED, by=by, at=at, leg=leg).save()
    return leg


@transaction.atomic
def finish_leg(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """The traveller has left the vehicle: the leg is FINISHED, and with the last one its booking.
    Its ticket stays as it is, since other rides may be covered by it.

    Finishing again changes nothing. NotCommitted; TransitionNotAllowed for a leg that is not
    in use.
    """
    booking = lock_booking(leg.booking)
    legs = list(booking.legs.select_related("ticket").order_by("sequence"))
    leg = next(row for row in legs if row.pk == leg.pk)
    state = leg.state_at(at)
    if leg.state == LegState.FINISHED:
        return leg
    _check_sold(booking, at=at)
    if state not in (LegState.IN_USE, LegState.FINISHED):
        raise fsm.TransitionNotAllowed(f"A leg that is {state} cannot be finished.")
    events = finish_legs([leg], by=by, at=at)
    leg.save(update_fields=CHANGED_BY_CLOSE)
    if was_ridden_to_its_end(legs):
        booking.finish(at=at)
        booking.save(update_fields=CHANGED_BY_CLOSE)
        events.append(booking_event(booking, BookingEventName.FINISHED, by=by, at=at))
    BookingEvent.objects.bulk_create(events)
    return leg


def cancel_leg(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """Give back the whole booking of this leg by the rule of its product, since its tickets may
    cover other rides too. As `cancel_booking`."""
    booking = cancel_booking(leg.booking, by=by, at=at)
    return booking.legs.get(pk=leg.pk)


def _check_sold(booking: Booking, *, at: datetime) -> None:
    if booking.state_at(at) in HELD:
        raise NotCommitted
    if booking.state not in RIDING:
        raise fsm.TransitionNotAllowed(f"The booking is {booking.state_at(at)}.")
