"""Several bookings that are paid at once: the whole of a trip, or nothing of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import django_fsm as fsm
from django.db import models
from django.db.models import F, Q

from bookings.states import (
    OVER,
    UNBOUGHT,
    UNDECIDED,
    PayWay,
    PurchaseEventName,
    PurchaseState,
)
from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Tenant
from operators.tenancy.references import new_reference
from operators.tenancy.scoping import TenantQuerySet
from sales.models import Customer, Order, SalesChannel

LONGEST_REASON = 300
PATIENCE = timedelta(minutes=1)
"""Whoever began to buy is still at work for so long; then a timer goes on."""


class PurchaseQuerySet(TenantQuerySet["Purchase"]):
    """Purchases of tenants."""

    def made_through(self, channel: SalesChannel | int) -> PurchaseQuerySet:
        """Purchases that a partner of this channel may see; its id is enough."""
        return self.filter(channel=channel)

    def due(self, at: datetime) -> PurchaseQuerySet:
        """Those that a timer goes on with: begun and left open, paid and not bought, not bought in
        time, or given up with a card payment that is not closed."""
        before = at - PATIENCE
        left = Q(state=PurchaseState.BUYING, asked_at__lte=before)
        unsettled = Q(is_unsettled=True, asked_at__lte=before)
        lapsed = Q(state__in=UNBOUGHT, held_until__lte=at)
        # Few are looked through: people pay for minutes.
        paying = self.filter(state=PurchaseState.PAYING)
        paid = paying.filter(
            Q(order__transactions__authenticated_at__lte=before)
            | Q(order__transactions__captured_at__lte=before)
        )
        return self.filter(left | unsettled | lapsed | Q(pk__in=paid.values("pk")))


class Purchase(fsm.ConcurrentTransitionMixin, models.Model):
    """Bookings that one customer pays at once: all of them are bought, or none.

    `amount` is what is charged for them now, VAT included; what is priced when it ends, such as a
    taxi, comes on top then. `external_reference` is the partner's name of what is bought, such as
    its trip. A purchase that is paid with a card has one `order` for all its journeys; on account
    each booking has its own. `asked_at` is when somebody last began to buy it. Where it is not
    bought after all, `is_unsettled` is true until that order is closed and its money went back.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="purchases")
    channel = models.ForeignKey(
        SalesChannel, models.PROTECT, related_name="purchases", db_index=False
    )
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="purchases")
    reference = models.CharField(max_length=32, unique=True, default=new_reference, editable=False)
    external_reference = models.CharField(max_length=64, blank=True)
    state = fsm.FSMField(choices=PurchaseState, default=PurchaseState.HELD, protected=True)
    way = models.CharField("paid", max_length=20, choices=PayWay, blank=True)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=11, decimal_places=2, help_text="Charged now.")
    order = models.OneToOneField(Order, models.PROTECT, null=True, related_name="purchase")
    held_at = models.DateTimeField()
    held_until = models.DateTimeField(help_text="First moment that is too late to buy.")
    asked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(
        max_length=LONGEST_REASON, blank=True, help_text="Why it was not bought."
    )
    is_unsettled = models.BooleanField(
        "waiting for its money to be settled",
        default=False,
        help_text="Money of what was not bought is on its way back.",
    )

    objects = PurchaseQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("purchase"),
            same_tenant("purchase", "channel", "sales.SalesChannel"),
            same_tenant("purchase", "customer", "sales.Customer"),
            models.CheckConstraint(
                condition=Q(state__in=PurchaseState.values), name="purchase_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(way__in=["", *PayWay.values]), name="purchase_way_is_known"
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="purchase_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="purchase_amount_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(held_until__gt=F("held_at")), name="purchase_is_held_for_a_while"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, closed_at__isnull=False)
                | ~Q(state__in=OVER) & Q(closed_at=None),
                name="purchase_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PurchaseState.BUYING, PurchaseState.BOUGHT])
                | ~Q(way="") & Q(asked_at__isnull=False),
                name="purchase_bought_in_some_way",
            ),
            models.CheckConstraint(
                condition=~Q(state=PurchaseState.PAYING) | Q(way=PayWay.CARD),
                name="purchase_paying_is_by_card",
            ),
            models.CheckConstraint(
                condition=Q(way=PayWay.CARD, order__isnull=False)
                | ~Q(way=PayWay.CARD) & Q(order=None),
                name="purchase_card_has_order",
            ),
            models.CheckConstraint(
                condition=~Q(state=PurchaseState.FAILED) | ~Q(reason=""),
                name="purchase_failed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(is_unsettled=False)
                | Q(order__isnull=False, asked_at__isnull=False)
                & ~Q(state__in=[*UNDECIDED, PurchaseState.BOUGHT]),
                name="purchase_unsettled_has_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "external_reference"], name="purchase_by_their_reference"
            ),
            models.Index(
                fields=["held_until"],
                condition=Q(state__in=UNBOUGHT),
                name="purchase_held_by_end",
            ),
            models.Index(
                fields=["asked_at"],
                condition=Q(state=PurchaseState.BUYING) | Q(is_unsettled=True),
                name="purchase_left_open",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @fsm.transition("state", source=UNBOUGHT, target=PurchaseState.PAYING)
    def start_payment(self, *, order: Order, until: datetime) -> None:
        """The customer pays with a card; the bookings stay held until then."""
        self.way = PayWay.CARD
        self.order = order
        self.held_until = max(self.held_until, until)

    @fsm.transition("state", source=PurchaseState.PAYING, target=PurchaseState.HELD)
    def drop_payment(self) -> None:
        """Its order was closed; it is to be paid in another way."""
        self.way = ""
        self.order = None

    @fsm.transition("state", source=UNBOUGHT, target=PurchaseState.BUYING)
    def begin(self, way: PayWay, *, at: datetime) -> None:
        """Its bookings are committed from now on."""
        self.way = way
        self.asked_at = at

    @fsm.transition("state", source=PurchaseState.BUYING, target=PurchaseState.BOUGHT)
    def buy(self, *, at: datetime) -> None:
        self.closed_at = at

    @fsm.transition("state", source=PurchaseState.BUYING, target=PurchaseState.PAYING)
    def wait_for_payment(self) -> None:
        """The customer has not paid after all."""

    @fsm.transition("state", source=UNBOUGHT, target=PurchaseState.ABANDONED)
    def abandon(self, reason: str, *, at: datetime) -> None:
        self.reason = reason[:LONGEST_REASON]
        self._close(at)

    @fsm.transition("state", source=UNBOUGHT, target=PurchaseState.EXPIRED)
    def expire(self, *, at: datetime) -> None:
        self._close(at)

    def note_failure(self, reason: str) -> None:
        """It is not bought any more, but its bookings are still to be called off."""
        self.reason = reason[:LONGEST_REASON] or "Refused."

    @fsm.transition("state", source=PurchaseState.BUYING, target=PurchaseState.FAILED)
    def fail(self, *, at: datetime) -> None:
        """Nothing of it is held any more."""
        self._close(at)

    @property
    def is_failing(self) -> bool:
        """Whether one of its parts was refused, so that it is being undone."""
        return self.state == PurchaseState.BUYING and bool(self.reason)

    def claim_of(self, place: str) -> str:
        """What a part at that place claims for the customer of the purchase."""
        trip = self.external_reference
        if self.customer_id is None or not trip or not place:
            return ""
        return f"{self.customer_id}/{trip}/{place}"

    def state_at(self, at: datetime) -> PurchaseState:
        """The state as the clock has it: it is over when its time is, swept or not."""
        state = PurchaseState(self.state)
        is_over = state in UNBOUGHT and self.held_until <= at
        return PurchaseState.EXPIRED if is_over else state

    def _close(self, at: datetime) -> None:
        self.closed_at = at
        self.asked_at = self.asked_at or at
        self.is_unsettled = self.order_id is not None

    def settle(self) -> None:
        """Its order is closed, and no money of it is left here."""
        self.is_unsettled = False


class PurchaseEventQuerySet(EventQuerySet["PurchaseEvent"]):
    """Events, scoped through their purchase."""

    tenant_path = "purchase__tenant"


class PurchaseEvent(DomainEvent):
    """What happened to a purchase; what happened to its bookings and its order is told there."""

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="events")
    name = models.CharField(max_length=30, choices=PurchaseEventName)

    objects = PurchaseEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=PurchaseEventName.values), name="purchaseevent_name_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.purchase_id}"
