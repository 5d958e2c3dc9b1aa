"""One ride of one ticket holder, or the use of one vehicle."""

from __future__ import annotations

from datetime import datetime

import django_fsm as fsm
from django.db import models
from django.db.models import Q

from bookings.models.booking import Booking
from bookings.states import (
    CLOSED_LEGS,
    ENDING_LEGS,
    OPEN_LEGS,
    RIDING_LEGS,
    WAITING_LEGS,
    BookingKind,
    BookingState,
    LegState,
)
from operators.tenancy.scoping import TenantQuerySet
from operators.timetable.itineraries import Ride
from sales.models import SalesChannel
from tickets.models import Ticket
from tickets.states import TicketState


class LegQuerySet(TenantQuerySet["Leg"]):
    """Legs, scoped through their booking."""

    tenant_path = "booking__tenant"

    def sold_through(self, channel: SalesChannel | int) -> LegQuerySet:
        """Legs that a partner of this channel may see; its id is enough."""
        return self.filter(booking__channel=channel)

    def journeys(self) -> LegQuerySet:
        """Rides by the timetable."""
        return self.filter(booking__kind=BookingKind.JOURNEY)

    def rentals(self) -> LegQuerySet:
        """Uses of vehicles."""
        return self.filter(booking__kind=BookingKind.RENTAL)

    def supplied(self) -> LegQuerySet:
        """Legs of bookings that are resold."""
        return self.filter(booking__kind=BookingKind.SUPPLIED)

    def taxis(self) -> LegQuerySet:
        """Rides with a driver."""
        return self.filter(booking__kind=BookingKind.TAXI)


class Leg(fsm.ConcurrentTransitionMixin, models.Model):
    """A ride of one ticket holder: a traveller, or a group on one ticket. One ticket may cover
    several legs; a leg is covered by one ticket, once its booking is sold. It keeps
    the timetable's facts as they were sold. A change locks the booking first, so that the legs of
    one booking change one after another.

    The leg of a rental has neither ride nor ticket but a `rental`; nobody knows when it arrives.
    While it is FINISHING its clock has stopped and its vehicle is not locked yet. The leg of a taxi
    has a `taxi_ride`: it is PREPARING while the taxi waits, and FINISHING until its price is known.
    """

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="legs")
    reference = models.CharField(max_length=32, unique=True, editable=False)
    state = fsm.FSMField(choices=LegState, default=LegState.NOT_STARTED, protected=True)
    sequence = models.PositiveSmallIntegerField(help_text="Order in the booking, from 1.")
    traveller_references = models.JSONField(default=list)
    ride = models.JSONField()
    departs_at = models.DateTimeField()
    arrives_at = models.DateTimeField(null=True)
    prepared_at = models.DateTimeField(
        null=True, help_text="The partner told that its use is about to begin."
    )
    started_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, help_text="Finished or cancelled at.")
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="legs")

    objects = LegQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=LegState.values), name="leg_state_is_known"
            ),
            models.UniqueConstraint(fields=["booking", "sequence"], name="leg_once_per_sequence"),
            models.CheckConstraint(
                condition=~Q(state__in=RIDING_LEGS) | Q(started_at__isnull=False),
                name="leg_in_use_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED_LEGS, closed_at__isnull=False)
                | ~Q(state__in=CLOSED_LEGS) & Q(closed_at=None),
                name="leg_closed_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["booking"], condition=Q(state__in=OPEN_LEGS), name="leg_open_by_booking"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @fsm.transition("state", source=LegState.NOT_STARTED, target=LegState.PREPARING)
    def prepare(self) -> None:
        """Public transport waits in this state until its ticket is active."""

    @fsm.transition("state", source=WAITING_LEGS, target=LegState.IN_USE)
    def start(self, *, at: datetime) -> None:
        self.started_at = at

    @fsm.transition("state", source=LegState.IN_USE, target=LegState.PAUSED)
    def pause(self) -> None:
        """The vehicle of a rental is locked for a while."""

    @fsm.transition("state", source=LegState.PAUSED, target=LegState.IN_USE)
    def resume(self) -> None:
        """The vehicle of a rental is used again."""

    @fsm.transition("state", source=[LegState.IN_USE, LegState.PAUSED], target=LegState.FINISHING)
    def begin_finishing(self) -> None:
        """The clock of a rental stops; its vehicle is still to be locked."""

    @fsm.transition("state", source=ENDING_LEGS, target=LegState.FINISHED)
    def finish(self, *, at: datetime) -> None:
        self.closed_at = at

    @fsm.transition("state", source=OPEN_LEGS, target=LegState.CANCELLED)
    def cancel(self, *, at: datetime) -> None:
        self.closed_at = at

    def ride_facts(self) -> Ride:
        """The ride as it was sold."""
        return Ride.from_json(self.ride)

    def state_at(self, at: datetime) -> LegState:
        """The state as the clock has it: a leg is over when its ticket or hold is, swept or not."""
        state = LegState(self.state)
        if self.booking.state_at(at) == BookingState.EXPIRED:
            return LegState.CANCELLED
        if state == LegState.IN_USE and self.ticket and not self.ticket.may_be_shown(at):
            was_voided = self.ticket.state == TicketState.VOIDED
            return LegState.CANCELLED if was_voided else LegState.FINISHED
        return state
