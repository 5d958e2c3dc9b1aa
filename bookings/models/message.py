"""What partner and operator tell each other about one booking."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bookings.models.booking import Booking
from bookings.states import MessageDirection, MessageKind
from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.scoping import TenantQuerySet

LONGEST_TEXT = 1000
MOST_READ = 100
"""How many messages of a booking are read at once."""
MOST_MINUTES = 7 * 24 * 60


class BookingMessageQuerySet(TenantQuerySet["BookingMessage"]):
    """Messages, scoped through their booking."""

    tenant_path = "booking__tenant"

    def last_ones(self) -> list[BookingMessage]:
        """The last hundred, oldest first."""
        return list(self.select_related("leg").order_by("-id")[:MOST_READ])[::-1]


class BookingMessage(models.Model):
    """A message about a booking, from its partner or to it. It is never changed."""

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="messages")
    leg = models.ForeignKey("bookings.Leg", models.PROTECT, null=True, related_name="+")
    direction = models.CharField(max_length=20, choices=MessageDirection)
    kind = models.CharField(max_length=20, choices=MessageKind)
    minutes = models.PositiveSmallIntegerField(null=True, help_text="Until the vehicle arrives.")
    text = models.CharField(max_length=LONGEST_TEXT, blank=True)
    actor = models.CharField(max_length=LONGEST_ACTOR)
    sent_at = models.DateTimeField()

    objects = BookingMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=MessageDirection.values),
                name="bookingmessage_direction_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MessageKind.values), name="bookingmessage_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=MessageKind.ARRIVAL) | Q(minutes__isnull=False),
                name="bookingmessage_arrival_has_minutes",
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__lte=MOST_MINUTES),
                name="bookingmessage_minutes_are_within_a_week",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sent_at:%Y-%m-%d %H:%M} UTC"
