"""Who travels on an order, and what people wrote on it."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from operators.tenancy.actors import LONGEST_ACTOR
from sales.orders.models.orders import Order, OrderRowQuerySet
from sales.orders.states import NoteType

OLDEST = 150


class Traveller(models.Model):
    """A person who rides on what an order holds."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="travellers")
    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    external_reference = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=100, blank=True)
    age = models.PositiveSmallIntegerField(null=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    added_in_version = models.PositiveIntegerField(default=1)
    removed_in_version = models.PositiveIntegerField(null=True)

    objects = OrderRowQuerySet["Traveller"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(age=None) | Q(age__lte=OLDEST), name="traveller_age_is_sane"
            ),
            models.CheckConstraint(
                condition=Q(removed_in_version=None)
                | Q(removed_in_version__gte=F("added_in_version")),
                name="traveller_removed_after_being_added",
            ),
        ]
        indexes = [
            models.Index(
                fields=["external_reference"],
                condition=~Q(external_reference=""),
                name="traveller_by_their_reference",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.reference)


class OrderNote(models.Model):
    """What somebody wrote on an order, or on one of its lines. Append-only.

    It names the line by its reference: lines of a version that was given up are gone, notes stay.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="notes")
    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    line_reference = models.UUIDField(null=True)
    type = models.CharField(max_length=20, choices=NoteType, default=NoteType.GENERAL)
    text = models.TextField(max_length=2000)
    written_by = models.CharField(max_length=LONGEST_ACTOR)
    written_at = models.DateTimeField()

    objects = OrderRowQuerySet["OrderNote"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(type__in=NoteType.values), name="ordernote_type_is_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="ordernote_says_something"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.type} on {self.order}"
