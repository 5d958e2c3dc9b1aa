"""Calls to partners that wait, were answered, or were given up."""

from __future__ import annotations

from datetime import datetime

import django_fsm as fsm
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q

from bookings.models import Booking, BookingEvent
from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.references import new_reference
from operators.tenancy.scoping import TenantQuerySet
from protocols.models.endpoints import LONGEST_ADDRESS, CallbackEndpoint

LONGEST_ERROR = 300
LONGEST_CALL_PATH = 300
LONGEST_TOPIC = 60


class DeliveryState(models.TextChoices):
    """A call waits until it was answered well, was given up, or was no longer wanted."""

    WAITING = "WAITING"
    DELIVERED = "DELIVERED"
    GIVEN_UP = "GIVEN_UP", "Given up"
    CANCELLED = "CANCELLED"


ENDED = [DeliveryState.DELIVERED, DeliveryState.GIVEN_UP, DeliveryState.CANCELLED]


class CallMethod(models.TextChoices):
    POST = "POST"
    PUT = "PUT"
    PATCH = "PATCH"


class DeliveryQuerySet(TenantQuerySet["Delivery"]):
    """Calls to the partners of tenants."""

    def waiting(self) -> DeliveryQuerySet:
        return self.filter(state=DeliveryState.WAITING)

    def heads(self) -> DeliveryQuerySet:
        """The first one that waits of each queue: the others follow it, in order."""
        same = {name: OuterRef(name) for name in ("endpoint", "booking", "address")}
        before = Delivery.objects.waiting().filter(**same, pk__lt=OuterRef("pk"))
        return self.waiting().filter(~Exists(before))

    def due(self, at: datetime) -> DeliveryQuerySet:
        """Those that may be sent now: nobody is sending them, and their endpoint can be called."""
        is_rested = Q(endpoint__rests_until=None) | Q(endpoint__rests_until__lte=at)
        is_free = Q(claimed_until=None) | Q(claimed_until__lte=at)
        return self.heads().filter(
            is_rested,
            is_free,
            next_try_at__lte=at,
            endpoint__is_active=True,
            endpoint__gone_at=None,
        )


class Delivery(fsm.ConcurrentTransitionMixin, models.Model):
    """One call to a partner, kept until it was answered or its owner gives it up.

    Calls about one booking to one address are sent in the order of their ids, each when the one
    before has ended. `reference` stays the same over all tries, so a partner knows a repetition.
    Whoever sends it holds it until `claimed_until`; if that passes, the sender died and it is sent
    again.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="deliveries")
    endpoint = models.ForeignKey(CallbackEndpoint, models.PROTECT, related_name="deliveries")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="deliveries")
    event = models.ForeignKey(BookingEvent, models.PROTECT, null=True, related_name="deliveries")
    reference = models.CharField(max_length=32, unique=True, default=new_reference, editable=False)
    topic = models.CharField(
        max_length=LONGEST_TOPIC,
        blank=True,
        help_text="Of news that a newer one takes the place of while it waits.",
    )
    address = models.CharField(
        max_length=LONGEST_ADDRESS,
        blank=True,
        help_text="What the booking brought; empty: that of the endpoint.",
    )
    method = models.CharField(max_length=5, choices=CallMethod)
    path = models.CharField(max_length=LONGEST_CALL_PATH)
    body = models.JSONField(encoder=DjangoJSONEncoder)
    state = fsm.FSMField(
        choices=DeliveryState, default=DeliveryState.WAITING, protected=True, max_length=10
    )
    attempts = models.PositiveIntegerField(default=0)
    refusals = models.PositiveIntegerField(default=0, help_text="Tries that were refused.")
    next_try_at = models.DateTimeField(null=True)
    give_up_at = models.DateTimeField(help_text="When it is no longer tried.")
    claimed_until = models.DateTimeField(null=True)
    last_status = models.PositiveSmallIntegerField(null=True)
    last_error = models.CharField(max_length=LONGEST_ERROR, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            same_tenant("delivery", "endpoint", "protocols.CallbackEndpoint"),
            same_tenant("delivery", "booking", "bookings.Booking"),
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="delivery_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(method__in=CallMethod.values), name="delivery_method_is_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=DeliveryState.WAITING, next_try_at__isnull=False, ended_at__isnull=True
                )
                | Q(
                    state__in=ENDED,
                    next_try_at__isnull=True,
                    claimed_until__isnull=True,
                    ended_at__isnull=False,
                ),
                name="delivery_waits_or_has_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.DELIVERED) | Q(last_status__range=(200, 299)),
                name="delivery_delivered_was_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DeliveryState.GIVEN_UP, DeliveryState.CANCELLED])
                | ~Q(last_error=""),
                name="delivery_ended_otherwise_has_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["booking", "endpoint", "address", "id"],
                condition=Q(state=DeliveryState.WAITING),
                name="delivery_queue",
            ),
            models.Index(
                fields=["endpoint", "next_try_at"],
                condition=Q(state=DeliveryState.WAITING),
                name="delivery_waiting_by_endpoint",
            ),
            models.Index(fields=["ended_at"], name="delivery_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @fsm.transition("state", source=DeliveryState.WAITING, target=DeliveryState.DELIVERED)
    def deliver(self, *, at: datetime) -> None:
        self._end(at)

    @fsm.transition("state", source=DeliveryState.WAITING, target=DeliveryState.GIVEN_UP)
    def give_up(self, reason: str, *, at: datetime) -> None:
        self.last_error = reason[:LONGEST_ERROR]
        self._end(at)

    @fsm.transition("state", source=DeliveryState.WAITING, target=DeliveryState.CANCELLED)
    def cancel(self, reason: str, *, at: datetime) -> None:
        self.last_error = reason[:LONGEST_ERROR]
        self._end(at)

    @fsm.transition("state", source=ENDED, target=DeliveryState.WAITING)
    def renew(self, *, until: datetime, at: datetime) -> None:
        """It is sent once more, under its old reference."""
        self.next_try_at = at
        self.give_up_at = until
        self.refusals = 0
        self.ended_at = None

    def note_failure(self, *, next_at: datetime) -> None:
        """It was tried in vain."""
        self.next_try_at = next_at
        self.claimed_until = None

    def _end(self, at: datetime) -> None:
        self.ended_at = at
        self.next_try_at = None
        self.claimed_until = None


class DeliveryAttemptQuerySet(TenantQuerySet["DeliveryAttempt"]):
    """Attempts, scoped through their delivery."""

    tenant_path = "delivery__tenant"


class DeliveryAttempt(models.Model):
    """One try of a call: what was answered, or why nothing was."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="tries")
    number = models.PositiveIntegerField()
    tried_at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField(help_text="Until the answer, or the failure.")
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=LONGEST_ERROR, blank=True)

    objects = DeliveryAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = "attempt"
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "number"], name="deliveryattempt_once_per_number"
            ),
            models.CheckConstraint(
                condition=Q(status__isnull=False) | ~Q(error=""),
                name="deliveryattempt_has_answer_or_error",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.status or self.error}"
