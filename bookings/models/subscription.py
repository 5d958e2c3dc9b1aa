"""Who wants to hear of changes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bookings.models.booking import Booking
from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.scoping import TenantQuerySet


class SubscriptionQuerySet(TenantQuerySet["Subscription"]):
    """Subscriptions, scoped through their booking."""

    tenant_path = "booking__tenant"


class Subscription(models.Model):
    """The partner of a booking's channel wants to hear of its changes.

    `address` is where to; empty, it is the address that was agreed with the partner.
    """

    booking = models.OneToOneField(Booking, models.PROTECT, related_name="subscription")
    address = models.CharField(max_length=500, blank=True, help_text="URL of the partner.")
    actor = models.CharField(max_length=LONGEST_ACTOR)
    subscribed_at = models.DateTimeField()

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(address="") | Q(address__startswith="https://"),
                name="subscription_address_is_https",
            ),
        ]

    def __str__(self) -> str:
        return f"Subscription to {self.booking_id}"
