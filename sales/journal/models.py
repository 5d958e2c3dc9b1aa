"""Cash settlements: the money that one point of sale takes and gives within a day."""

from __future__ import annotations

from datetime import datetime

import django_fsm as fsm
import pgtrigger
from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import same_tenant
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.references import new_order_code
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.points import PointOfSale
from sales.journal.states import LONGEST_SETTLEMENT, SettlementEventName, SettlementState

CLOSED_HAS_CLOSING = """
    IF NOT EXISTS (SELECT FROM sales_closing WHERE settlement_id = NEW.id) THEN
        RAISE EXCEPTION 'cash settlement % was closed without a report', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cashsettlement_closed_has_closing';
    END IF;
    RETURN NULL;
"""


def new_settlement_code() -> str:
    """What payments and credits name: random, as the codes of orders are."""
    return f"S-{new_order_code()}"


class CashSettlement(fsm.ConcurrentTransitionMixin, models.Model):
    """What a point of sale settles at once: opened when sales begin, closed within 24 hours.

    `number` counts the settlements of the point of sale from 1 without a gap. `organisation` is
    the one that the point of sale belonged to then. From `ends_at` on no money can be told to it.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="cash_settlements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cash_settlements")
    point = models.ForeignKey(
        PointOfSale,
        models.PROTECT,
        related_name="cash_settlements",
        db_index=False,
        verbose_name="point of sale",
    )
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=16, default=new_settlement_code, editable=False)
    state = fsm.FSMField(choices=SettlementState, default=SettlementState.OPEN, protected=True)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="First moment that is too late for money.")
    closed_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["CashSettlement"].as_manager()

    class Meta:
        constraints = [
            same_tenant("cashsettlement", "organisation", "operators.Organisation"),
            same_tenant("cashsettlement", "point", "sales.PointOfSale"),
            models.UniqueConstraint(fields=["id", "point"], name="cashsettlement_point_key"),
            models.UniqueConstraint(fields=["code"], name="cashsettlement_once_per_code"),
            models.UniqueConstraint(
                fields=["point", "number"], name="cashsettlement_once_per_number"
            ),
            models.UniqueConstraint(
                fields=["point"],
                condition=Q(state=SettlementState.OPEN),
                name="cashsettlement_one_open_per_point",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SettlementState.values),
                name="cashsettlement_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="cashsettlement_number_starts_at_one"
            ),
            models.CheckConstraint(
                condition=Q(
                    ends_at__gt=F("opened_at"), ends_at__lte=F("opened_at") + LONGEST_SETTLEMENT
                ),
                name="cashsettlement_lasts_a_day_at_most",
            ),
            models.CheckConstraint(
                condition=~Q(state=SettlementState.CLOSED) & Q(closed_at=None)
                | ~Q(state=SettlementState.OPEN)
                & Q(
                    closed_at__isnull=False,
                    closed_at__gte=F("opened_at"),
                    closed_at__lte=F("ends_at"),
                ),
                name="cashsettlement_closed_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_at"],
                condition=Q(state=SettlementState.OPEN),
                name="cashsettlement_open_by_end",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="closed_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=SettlementState.CLOSED),
            ),
            pgtrigger.Trigger(
                name="closed_has_closing",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__state=SettlementState.CLOSED),
                func=CLOSED_HAS_CLOSING,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.number})"

    @fsm.transition("state", source=SettlementState.OPEN, target=SettlementState.CLOSED)
    def close(self, *, at: datetime) -> None:
        """One that nobody closed in time was over when its day was."""
        self.closed_at = min(at, self.ends_at)

    def takes_money(self, at: datetime) -> bool:
        """Whether money that moves at that moment can be told to it."""
        return self.state == SettlementState.OPEN and at < self.ends_at


class SettlementEventQuerySet(EventQuerySet["SettlementEvent"]):
    """Events, scoped through their settlement."""

    tenant_path = "settlement__tenant"


class SettlementEvent(DomainEvent):
    """What happened to a cash settlement."""

    settlement = models.ForeignKey(CashSettlement, models.PROTECT, related_name="events")
    name = models.CharField(max_length=20, choices=SettlementEventName)

    objects = SettlementEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=SettlementEventName.values),
                name="settlementevent_name_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.settlement_id}"
