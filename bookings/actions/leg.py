"""Using legs, and closing those whose time is over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import django_fsm as fsm
from django.db import transaction
from django.db.models import Prefetch

from bookings.actions.booking import lock_booking
from bookings.actions.moves import (
    CHANGED_BY_CLOSE,
    CHANGED_BY_START,
    cancel_legs,
    finish_legs,
    start_legs,
)
from bookings.actions.recording import booking_event
from bookings.errors import NotCommitted
from bookings.models import Booking, BookingEvent, Leg
from bookings.models.leg import LegQuerySet
from bookings.states import OPEN_LEGS, RIDING, BookingEventName, BookingState, LegState
from operators.tenancy.actors import Actor
from operators.tenancy.sweeps import store_state
from tickets.actions.tickets import activate_tickets
from tickets.errors import ActivationTooLate
from tickets.models import Ticket
from tickets.models.ticket import OPEN as OPEN_TICKETS
from tickets.queries import check_signing_key
from tickets.states import TicketState

RECENT = timedelta(hours=1)
"""How far back the sweep looks for tickets that closed; the full one runs as often as that."""


@transaction.atomic
def start_leg(leg: Leg, *, by: Actor, at: datetime) -> Leg:
    """Activate the tickets of a leg; it and every leg that they cover is IN_USE.

    Starting again changes nothing. NotCommitted before the booking is sold, ActivationTooLate if
    the ticket's time is over, to be activated or to be shown, TransitionNotAllowed if the leg is
    closed, NoSigningKey if the ticket could not be shown.
    """
    booking = lock_booking(leg.booking)
    leg = booking.legs.get(pk=leg.pk)
    if leg.state == LegState.IN_USE:
        return leg
    if booking.state not in RIDING:
        raise NotCommitted if booking.order_id is None else fsm.TransitionNotAllowed
    [ticket] = activate_tickets(Ticket.objects.filter(pk=leg.ticket_id), by=by, at=at)
    check_signing_key(ticket.ticket_type)
    if not ticket.may_be_shown(at):
        raise ActivationTooLate
    had_started = booking.state == BookingState.STARTED
    started = list(booking.legs.filter(ticket=ticket))
    events = start_legs(booking, started, by=by, at=at)
    store_state(started, CHANGED_BY_START)
    if not had_started:
        booking.save()
    BookingEvent.objects.bulk_create(events)
    return next(row for row in started if row.pk == leg.pk)


def start_ticket(ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """Activate a ticket by itself, with the legs of the journey that it covers, if it is for one.

    Errors as in start_leg.
    """
    leg = Leg.objects.filter(ticket=ticket).select_related("booking").first()
    if leg is None:
        activate_tickets([ticket], by=by, at=at)
    else:
        start_leg(leg, by=by, at=at)


@transaction.atomic
def close_legs(*, by: Actor, at: datetime, limit: int = 500) -> int:
    """Close the legs whose tickets closed within the last hour, for one batch of bookings; returns
    how many bookings were touched.

    A leg is finished with its ticket, but cancelled when that was voided. A booking is finished
    with its last leg, unless all were cancelled: then it waits to be cancelled and credited.
    """
    closed = Ticket.objects.closed_since(at - RECENT)
    return _close(Leg.objects.filter(ticket__in=closed), by=by, at=at, limit=limit)


@transaction.atomic
def close_all_legs(*, by: Actor, at: datetime, limit: int = 500) -> int:
    """Close legs as `close_legs` does, whenever their tickets closed; it reads all open legs, and
    heals what that sweep left while it did not run."""
    return _close(Leg.objects.filter(ticket__isnull=False), by=by, at=at, limit=limit)


def _close(legs: LegQuerySet, *, by: Actor, at: datetime, limit: int) -> int:
    over = legs.filter(state__in=OPEN_LEGS).exclude(ticket__state__in=OPEN_TICKETS)
    bookings = Booking.objects.filter(pk__in=over.values("booking"), state__in=RIDING)
    with_legs = Prefetch("legs", Leg.objects.select_related("ticket"))
    batch = list(bookings.order_by("id").lock_free().prefetch_related(with_legs)[:limit])
    closing = [leg for booking in batch for leg in booking.legs.all() if _is_over(leg)]
    void = [leg for leg in closing if _ticket_state(leg) == TicketState.VOIDED]
    done = [leg for leg in closing if _ticket_state(leg) != TicketState.VOIDED]
    events = cancel_legs(void, by=by, at=at) + finish_legs(done, by=by, at=at)
    finished = [booking for booking in batch if was_ridden_to_its_end(booking.legs.all())]
    for booking in finished:
        booking.finish(at=at)
        events.append(booking_event(booking, BookingEventName.FINISHED, by=by, at=at))
    for rows in (void, done, finished):
        store_state(rows, CHANGED_BY_CLOSE)
    BookingEvent.objects.bulk_create(events)
    return len(batch)


def _is_over(leg: Leg) -> bool:
    return leg.state in OPEN_LEGS and _ticket_state(leg) not in (None, *OPEN_TICKETS)


def _ticket_state(leg: Leg) -> str | None:
    return leg.ticket.state if leg.ticket else None


def was_ridden_to_its_end(legs: Iterable[Leg]) -> bool:
    """Whether these, all legs of a booking, are over and not all of them cancelled."""
    states = {leg.state for leg in legs}
    return LegState.FINISHED in states and states.isdisjoint(OPEN_LEGS)
