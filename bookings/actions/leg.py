"""Using legs, and closing those whose time is over."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

import django_fsm as fsm
from django.db import transaction
from django.db.models import Exists, OuterRef

from bookings.actions.booking import CHANGED_BY_CLOSE, CHANGED_BY_START, lock_booking
from bookings.actions.recording import booking_event
from bookings.errors import NotCommitted
from bookings.models import Booking, BookingEvent, Leg
from bookings.states import BookingEventName, BookingState, LegState
from operators.tenancy.actors import Actor
from tickets.actions.tickets import activate_tickets
from tickets.models import Ticket
from tickets.models.ticket import OPEN as OPEN_TICKETS
from tickets.queries import check_signing_key

RIDING = [BookingState.CONFIRMED, BookingState.STARTED]
OPEN_LEGS = [LegState.PREPARING, LegState.IN_USE]


@transaction.atomic
def start_leg(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """Activate the tickets of a leg; it and every leg that they cover is IN_USE.

    Starting again changes nothing. NotCommitted before the booking is sold, ActivationTooLate if
    the ticket's time to be activated is over, TransitionNotAllowed if the leg is closed,
    NoSigningKey if the ticket could not be shown.
    """
    booking = lock_booking(leg.booking)
    leg = booking.legs.get(pk=leg.pk)
    if leg.state == LegState.IN_USE:
        return leg
    if booking.state not in RIDING:
        raise NotCommitted if booking.order_id is None else fsm.TransitionNotAllowed
    check_signing_key(booking.tenant_id)
    activate_tickets(Ticket.objects.filter(pk=leg.ticket_id), by=by, at=at)
    started = list(booking.legs.filter(ticket=leg.ticket_id))
    _start(booking, started, by=by, at=at)
    return next(row for row in started if row.pk == leg.pk)


@transaction.atomic
def close_legs(*, by: Actor, at: datetime, limit: int = 500) -> int:
    """Finish the legs of one batch of bookings whose tickets are all over, and the bookings whose
    legs are; returns how many bookings were touched."""
    over = Leg.objects.filter(
        booking=OuterRef("pk"), state__in=OPEN_LEGS, ticket__isnull=False
    ).exclude(ticket__state__in=OPEN_TICKETS)
    batch = list(
        Booking.objects.filter(Exists(over), state__in=RIDING).order_by("id").lock_free()[:limit]
    )
    legs: defaultdict[int, list[Leg]] = defaultdict(list)
    for leg in Leg.objects.filter(booking__in=batch).select_related("ticket"):
        legs[leg.booking_id].append(leg)
    events = []
    for booking in batch:
        events += _finish(booking, legs[booking.pk], by=by, at=at)
    Leg.objects.bulk_update([event.leg for event in events if event.leg], CHANGED_BY_CLOSE)
    finished = [event.booking for event in events if event.name == BookingEventName.FINISHED]
    Booking.objects.bulk_update(finished, CHANGED_BY_CLOSE)
    BookingEvent.objects.bulk_create(events)
    return len(batch)


def _start(booking: Booking, legs: list[Leg], *, by: Actor, at: datetime) -> None:
    events = []
    for leg in legs:
        leg.start(at=at)
        events.append(booking_event(booking, BookingEventName.LEG_STARTED, by=by, at=at, leg=leg))
    Leg.objects.bulk_update(legs, CHANGED_BY_START)
    if booking.state == BookingState.CONFIRMED:
        booking.start(at=at)
        booking.save()
        events.append(booking_event(booking, BookingEventName.STARTED, by=by, at=at))
    BookingEvent.objects.bulk_create(events)


def _finish(booking: Booking, legs: list[Leg], *, by: Actor, at: datetime) -> list[BookingEvent]:
    events = []
    for leg in legs:
        if leg.state in OPEN_LEGS and leg.ticket and leg.ticket.state not in OPEN_TICKETS:
            leg.finish(at=at)
            events.append(
                booking_event(booking, BookingEventName.LEG_FINISHED, by=by, at=at, leg=leg)
            )
    if not any(leg.state in OPEN_LEGS for leg in legs):
        booking.finish(at=at)
        events.append(booking_event(booking, BookingEventName.FINISHED, by=by, at=at))
    return events
