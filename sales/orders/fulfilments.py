"""The tickets that fulfil the lines of an order."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from operators.tenancy.scoping import TenantQuerySet
from sales.orders.lines import OrderLine
from tickets.models import Ticket


class FulfilmentQuerySet(TenantQuerySet["Fulfilment"]):
    """Fulfilments, scoped through their order."""

    tenant_path = "line__order__tenant"


class Fulfilment(models.Model):
    """A ticket that an order line was fulfilled with, and the traveller it is for."""

    line = models.ForeignKey(OrderLine, models.PROTECT, related_name="fulfilments", db_index=False)
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="fulfilments")
    place = models.PositiveIntegerField(help_text="Which traveller of the order, from 0.")
    traveller_reference = models.CharField(max_length=100, blank=True)
    handed_out_at = models.DateTimeField(null=True, help_text="Last time.")
    handed_out_to = models.CharField(
        max_length=254, blank=True, help_text="The address; empty: whoever asked for it."
    )

    objects = FulfilmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "place"], name="fulfilment_once_per_traveller"),
            models.CheckConstraint(
                condition=Q(handed_out_to="") | Q(handed_out_at__isnull=False),
                name="fulfilment_handed_out_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} by {self.ticket}"
