"""What an order is made of: lines, fees, and the tickets that fulfil the lines."""

from __future__ import annotations

import django_fsm as fsm
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from operators.tenancy.models import Operator, Organisation
from operators.tenancy.scoping import Row, TenantQuerySet
from sales.catalogue.products import PassengerCategory, Product
from sales.orders.models import Order
from sales.orders.states import FeeType, LineState
from tickets.models import Ticket


class OrderRowQuerySet(TenantQuerySet[Row]):
    """Rows of orders, scoped through the order."""

    tenant_path = "order__tenant"


class OrderLine(fsm.FSMModelMixin, models.Model):
    """A product for so many passengers of one category, or for one group, whose `count` is 1.

    Amounts include VAT and what was taken off as a discount.

    `earner` is the operator's organisation when the line was drafted: whatever becomes of the
    operator, a line that is taken back is taken back from the party that it was posted to.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines")
    product = models.ForeignKey(Product, models.PROTECT, related_name="order_lines")
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="order_lines")
    earner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="earned_lines",
        help_text="The organisation that runs the service.",
    )
    category = models.ForeignKey(PassengerCategory, models.PROTECT, related_name="order_lines")
    state = fsm.FSMField(choices=LineState, default=LineState.DRAFT, protected=True)
    added_in_version = models.PositiveIntegerField(default=1)
    description = models.CharField(max_length=150)
    passenger_category = models.CharField(max_length=60)
    count = models.PositiveIntegerField()
    unit_amount = models.DecimalField(max_digits=11, decimal_places=2)
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    tax_amount = models.DecimalField(max_digits=11, decimal_places=2)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)
    rides = models.JSONField(
        default=list, encoder=DjangoJSONEncoder, help_text="The trip as it was sold."
    )
    travellers = models.JSONField(
        default=list, help_text="Place in the order and reference of each passenger."
    )
    is_group_ticket = models.BooleanField(help_text="One ticket for all travellers.")
    cancelled_in_version = models.PositiveIntegerField(null=True)

    objects = OrderRowQuerySet["OrderLine"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=LineState.values), name="orderline_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1) & Q(amount=F("unit_amount") * F("count")),
                name="orderline_amount_is_count_times_unit",
            ),
            models.CheckConstraint(
                condition=Q(tax_amount__gte=0, amount__gte=F("tax_amount")),
                name="orderline_vat_is_part_of_amount",
            ),
            models.CheckConstraint(
                condition=Q(vat_rate__range=(0, 100)), name="orderline_vat_rate_is_percent"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=LineState.CANCELLED,
                    cancelled_in_version__isnull=False,
                    cancelled_in_version__gte=F("added_in_version"),
                )
                | ~Q(state=LineState.CANCELLED) & Q(cancelled_in_version=None),
                name="orderline_cancelled_has_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.description}"

    @fsm.transition("state", source=LineState.DRAFT, target=LineState.CONFIRMED)
    def confirm(self) -> None:
        """Sold with its order."""

    @fsm.transition(
        "state", source=[LineState.DRAFT, LineState.CONFIRMED], target=LineState.CANCELLED
    )
    def cancel(self, *, version: int) -> None:
        self.cancelled_in_version = version


class Fee(models.Model):
    """What is charged beside the lines; it belongs to the version that brought it."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="fees")
    type = models.CharField(max_length=30, choices=FeeType)
    added_in_version = models.PositiveIntegerField()
    reason = models.CharField(max_length=150)
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    tax_amount = models.DecimalField(max_digits=11, decimal_places=2)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)

    objects = OrderRowQuerySet["Fee"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(type__in=FeeType.values), name="fee_type_is_known"),
            models.CheckConstraint(
                condition=Q(tax_amount__gte=0, amount__gt=0, amount__gte=F("tax_amount")),
                name="fee_amounts_are_sane",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.amount}"


class FulfilmentQuerySet(TenantQuerySet["Fulfilment"]):
    """Fulfilments, scoped through their order."""

    tenant_path = "line__order__tenant"


class Fulfilment(models.Model):
    """A ticket that an order line was fulfilled with, and the traveller it is for."""

    line = models.ForeignKey(OrderLine, models.PROTECT, related_name="fulfilments", db_index=False)
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="fulfilments")
    place = models.PositiveIntegerField(help_text="Which traveller of the order, from 0.")
    traveller_reference = models.CharField(max_length=100, blank=True)

    objects = FulfilmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "place"], name="fulfilment_once_per_traveller"),
        ]

    def __str__(self) -> str:
        return f"{self.line} by {self.ticket}"
