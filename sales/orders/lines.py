"""What an order is made of: lines and fees."""

from __future__ import annotations

import uuid

import django_fsm as fsm
from django.contrib.postgres.indexes import BrinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from operators.tenancy.models import Operator, Organisation
from sales.catalogue.categories import PassengerCategory
from sales.catalogue.products import USUAL_VAT_CODE, Product
from sales.offers.models import Offer
from sales.orders.models import Customer, Order, OrderRowQuerySet
from sales.orders.states import FeeType, LineState


class OrderLine(fsm.FSMModelMixin, models.Model):
    """A product for so many passengers of one category, or for one group, whose `count` is 1.

    Amounts include VAT and what was taken off as a discount.

    `earner` is the operator's organisation when the line was drafted: whatever becomes of the
    operator, a line that is taken back is taken back from the party that it was posted to. Lines
    of one `bundle` were bought as one offer and share a group ticket. A supplement goes with the
    line that it belongs to. `departs_at` and `arrives_at` tell of its trip: when the first ride
    leaves, and when the last one is there; of a rental, when its clock started and stopped.
    `taken_back_at`: the tickets of a cancelled line were voided then, so that it can not be
    restored.

    A rental is for nobody's category, has `charges` and no tickets.

    `sold_on` and `returned_on` are the days on which the books have the sale and its return; a
    line that never reached the books has none. Product and operator are kept under the codes that
    they had, so that what was told of a closed period is told again in the same words.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines")
    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    external_reference = models.CharField(max_length=100, blank=True)
    metadata = models.JSONField(default=dict, help_text="The client's own words.")
    offer = models.ForeignKey(
        Offer, models.PROTECT, null=True, related_name="order_lines", db_index=False
    )
    bundle = models.UUIDField(null=True)
    supplement_to = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="supplements", db_index=False
    )
    product = models.ForeignKey(Product, models.PROTECT, related_name="order_lines")
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="order_lines")
    earner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="earned_lines",
        help_text="The organisation that runs the service.",
    )
    category = models.ForeignKey(
        PassengerCategory, models.PROTECT, null=True, related_name="order_lines"
    )
    product_code = models.CharField(max_length=40, blank=True)
    operator_code = models.CharField(max_length=30, blank=True)
    state = fsm.FSMField(choices=LineState, default=LineState.DRAFT, protected=True)
    added_in_version = models.PositiveIntegerField(default=1)
    description = models.CharField(max_length=150)
    passenger_category = models.CharField(
        max_length=60, blank=True, help_text="Empty for a rental, whoever uses the vehicle."
    )
    count = models.PositiveIntegerField()
    unit_amount = models.DecimalField(max_digits=11, decimal_places=2)
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    tax_amount = models.DecimalField(max_digits=11, decimal_places=2)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)
    vat_code = models.CharField("VAT code", max_length=40, default=USUAL_VAT_CODE)
    full_amount = models.DecimalField(
        max_digits=11, decimal_places=2, null=True, help_text="Before discounts."
    )
    charges = models.JSONField(null=True, help_text="Of a rental: what it cost, part by part.")
    starts_at = models.DateTimeField(
        null=True, help_text="When a ticket without a trip is to become valid."
    )
    rides = models.JSONField(
        default=list, encoder=DjangoJSONEncoder, help_text="The trip as it was sold."
    )
    departs_at = models.DateTimeField(null=True)
    arrives_at = models.DateTimeField(null=True)
    travellers = models.JSONField(
        default=list, help_text="Place in the order and reference of each passenger."
    )
    is_group_ticket = models.BooleanField(help_text="One ticket for all travellers.")
    cancelled_in_version = models.PositiveIntegerField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    sold_on = models.DateField(null=True, help_text="Booking day of the sale.")
    returned_on = models.DateField(null=True, help_text="Booking day of its return.")
    holder = models.ForeignKey(
        Customer,
        models.PROTECT,
        null=True,
        related_name="held_lines",
        help_text="Whom its tickets were passed on to; empty: the order's customer.",
    )
    held_since = models.DateTimeField(null=True)

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
                condition=Q(category__isnull=False, charges__isnull=True)
                | Q(category=None, passenger_category="", charges__isnull=False),
                name="orderline_is_for_passengers_or_a_rental",
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
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(state=LineState.CANCELLED),
                name="orderline_taken_back_is_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(full_amount=None) | Q(full_amount__gte=F("amount")),
                name="orderline_discount_lowers_amount",
            ),
            models.CheckConstraint(
                condition=~Q(supplement_to=F("id")), name="orderline_supplements_another"
            ),
            models.CheckConstraint(
                condition=Q(departs_at=None, arrives_at=None)
                | Q(departs_at__isnull=False, arrives_at__isnull=False),
                name="orderline_trip_has_both_times",
            ),
            models.CheckConstraint(
                condition=Q(holder=None, held_since=None)
                | Q(holder__isnull=False, held_since__isnull=False),
                name="orderline_holder_has_time",
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None)
                | Q(sold_on__isnull=False, cancelled_in_version__isnull=False),
                name="orderline_returned_was_sold",
            ),
        ]
        indexes = [
            # Lines are sold in the order in which they are written, nearly; so this costs nothing.
            BrinIndex(fields=["sold_on"], name="orderline_by_day_of_sale"),
            models.Index(
                fields=["returned_on"],
                condition=Q(returned_on__isnull=False),
                name="orderline_by_day_of_return",
            ),
            models.Index(
                fields=["offer"], condition=Q(offer__isnull=False), name="orderline_by_offer"
            ),
            models.Index(
                fields=["supplement_to"],
                condition=Q(supplement_to__isnull=False),
                name="orderline_by_main_line",
            ),
            models.Index(
                fields=["departs_at"],
                condition=Q(departs_at__isnull=False),
                name="orderline_by_departure",
            ),
            models.Index(
                fields=["arrives_at"],
                condition=Q(arrives_at__isnull=False),
                name="orderline_by_arrival",
            ),
            models.Index(
                fields=["external_reference"],
                condition=~Q(external_reference=""),
                name="orderline_by_their_reference",
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

    @fsm.transition("state", source=LineState.CANCELLED, target=LineState.CONFIRMED)
    def restore(self) -> None:
        """The version that took it back was given up."""
        self.cancelled_in_version = None

    @property
    def is_live(self) -> bool:
        return self.state != LineState.CANCELLED

    @property
    def is_rental(self) -> bool:
        return self.charges is not None

    @property
    def full_name(self) -> str:
        """What was bought, and for whom where that matters."""
        return ", ".join(filter(None, (self.description, self.passenger_category)))


class Fee(models.Model):
    """What is charged beside the lines, or taken off: a REDUCTION is negative.

    It belongs to the version that brought it. `lines` are references of the lines that it is for;
    none: for the whole order. `sold_on` and `returned_on` are as those of a line.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="fees")
    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    type = models.CharField(max_length=30, choices=FeeType)
    lines = models.JSONField(default=list)
    added_in_version = models.PositiveIntegerField()
    removed_in_version = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=150, blank=True)
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    tax_amount = models.DecimalField(max_digits=11, decimal_places=2)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)
    vat_code = models.CharField("VAT code", max_length=40, default=USUAL_VAT_CODE)
    sold_on = models.DateField(null=True, help_text="Booking day of the charge.")
    returned_on = models.DateField(null=True, help_text="Booking day on which it was taken off.")

    objects = OrderRowQuerySet["Fee"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(type__in=FeeType.values), name="fee_type_is_known"),
            models.CheckConstraint(
                condition=~Q(type=FeeType.REDUCTION)
                & Q(tax_amount__gte=0, amount__gt=0, amount__gte=F("tax_amount"))
                | Q(type=FeeType.REDUCTION)
                & Q(tax_amount__lte=0, amount__lt=0, amount__lte=F("tax_amount")),
                name="fee_amounts_are_sane",
            ),
            models.CheckConstraint(
                condition=Q(vat_rate__range=(0, 100)), name="fee_vat_rate_is_percent"
            ),
            models.CheckConstraint(
                condition=Q(removed_in_version=None)
                | Q(removed_in_version__gte=F("added_in_version")),
                name="fee_removed_after_being_added",
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None)
                | Q(sold_on__isnull=False, removed_in_version__isnull=False),
                name="fee_returned_was_sold",
            ),
        ]
        indexes = [
            BrinIndex(fields=["sold_on"], name="fee_by_day_of_sale"),
            models.Index(
                fields=["returned_on"],
                condition=Q(returned_on__isnull=False),
                name="fee_by_day_of_return",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.amount}"

    @property
    def is_live(self) -> bool:
        return self.removed_in_version is None
