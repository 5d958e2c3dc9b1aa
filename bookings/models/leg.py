"""One ride of one ticket holder."""

from __future__ import annotations

from datetime import datetime

import django_fsm as fsm
from django.db import models
from django.db.models import FilteredRelation, Q

from bookings.models.booking import Booking
from bookings.states import CLOSED_LEGS, OPEN_LEGS, RIDING_LEGS, WAITING_LEGS, LegState
from operators.tenancy.scoping import TenantQuerySet
from operators.timetable.itineraries import Ride
from sales.models import SalesChannel
from tickets.models import Barcode, IssuerKey, Ticket
from tickets.states import KeyState


class LegQuerySet(TenantQuerySet["Leg"]):
    """Legs, scoped through their booking."""

    tenant_path = "booking__tenant"

    def sold_through(self, channel: SalesChannel) -> LegQuerySet:
        """Legs that a partner of this channel may see."""
        return self.filter(booking__channel=channel)

    def with_barcode(self, at: datetime) -> LegQuerySet:
        """Legs with their ticket, `barcode_now`, the row of the current window, and
        `signing_key`, the tenant's active key, all in one statement; None where there is none."""
        return self.annotate(  # type: ignore[no-redef]  # the attributes stand on the model, too
            barcode_now=FilteredRelation(
                "ticket__barcodes",
                condition=Q(ticket__barcodes__starts_at__lte=at, ticket__barcodes__ends_at__gt=at),
            ),
            signing_key=FilteredRelation(
                "booking__tenant__issuer_keys",
                condition=Q(booking__tenant__issuer_keys__state=KeyState.ACTIVE),
            ),
        ).select_related(  # type: ignore[misc]  # two names are filtered relations
            "booking__tenant",
            "booking__offer__product__ticket_type",
            "booking__customer",
            "ticket__ticket_type",
            "barcode_now",
            "signing_key",
        )


class Leg(fsm.ConcurrentTransitionMixin, models.Model):
    """A ride of one ticket holder: a traveller, or a group on one ticket. One ticket may cover
    several legs; a leg is covered by one ticket, once its booking is sold. It keeps
    the timetable's facts as they were sold. A change locks the booking first, so that the legs of
    one booking change one after another."""

    # `with_barcode` sets them; where its outer join finds nothing, Django sets no attribute.
    barcode_now: Barcode | None = None
    signing_key: IssuerKey | None = None

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="legs")
    reference = models.CharField(max_length=32, unique=True, editable=False)
    state = fsm.FSMField(choices=LegState, default=LegState.NOT_STARTED, protected=True)
    sequence = models.PositiveSmallIntegerField(help_text="Order in the booking, from 1.")
    traveller_references = models.JSONField(default=list)
    ride = models.JSONField()
    departs_at = models.DateTimeField()
    arrives_at = models.DateTimeField()
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

    @fsm.transition("state", source=OPEN_LEGS, target=LegState.FINISHED)
    def finish(self, *, at: datetime) -> None:
        self.closed_at = at

    @fsm.transition("state", source=OPEN_LEGS, target=LegState.CANCELLED)
    def cancel(self, *, at: datetime) -> None:
        self.closed_at = at

    def ride_facts(self) -> Ride:
        """The ride as it was sold."""
        return Ride.from_json(self.ride)
