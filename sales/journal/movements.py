"""What moved in the cash settlements of a point of sale, and the sales that it moved for."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import CompositeForeignKey, same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.points import PointOfSale
from sales.journal.models import CashSettlement
from sales.journal.states import CASH, OF_THE_DRAWER, SIGNS, MovementKind

# The lock waits for a closing under way, and keeps the next one waiting for this row.
SETTLEMENT_IS_OPEN = """
    IF NEW.settlement_id IS NOT NULL THEN
        PERFORM 1 FROM sales_cashsettlement
            WHERE id = NEW.settlement_id AND state = 'OPEN' FOR SHARE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'cash settlement % is closed', NEW.settlement_id
                USING ERRCODE = 'check_violation',
                      CONSTRAINT = TG_ARGV[0];
        END IF;
    END IF;
    RETURN NEW;
"""


def settlement_is_open(constraint: str) -> pgtrigger.Trigger:
    """Nothing is added to a settlement that is closed; what is refused is named `constraint`."""
    return pgtrigger.Trigger(
        name="settlement_is_open",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=SETTLEMENT_IS_OPEN.replace("TG_ARGV[0]", f"'{constraint}'"),
    )


def of_the_point(name: str, field: str) -> CompositeForeignKey:
    """The settlement is one of the row's point of sale."""
    return CompositeForeignKey(
        name=name, fields=[field, "point"], to="sales.CashSettlement", to_fields=["id", "point"]
    )


def _signs_fit() -> Q:
    fits = Q()
    for kind, sign in SIGNS.items():
        fits |= Q(kind=kind, amount__gt=0) if sign > 0 else Q(kind=kind, amount__lt=0)
    return fits | Q(kind__in=[MovementKind.FLOAT, MovementKind.DIFFERENCE]) & ~Q(amount=0)


class Movement(models.Model):
    """Money that moved at a point of sale: `amount` is above zero for what came, below for what
    went, in the currency's main unit.

    `settlement` counts it. It is the one that it was told to (`told_to`), or the next one of the
    point where money came too late for that; empty while there is no such. `type` is how it moved;
    sums of the drawer are sums of CASH. Specimens stay out of every sum. Nothing else of it ever
    changes, and nothing at all once it is counted.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="movements")
    point = models.ForeignKey(
        PointOfSale, models.PROTECT, related_name="movements", verbose_name="point of sale"
    )
    settlement = models.ForeignKey(
        CashSettlement, models.PROTECT, null=True, related_name="movements", db_index=False
    )
    told_to = models.ForeignKey(
        CashSettlement, models.PROTECT, related_name="told_movements", db_index=False
    )
    kind = models.CharField(max_length=20, choices=MovementKind)
    type = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    currency = models.CharField(max_length=3)
    specimen = models.BooleanField(default=False)
    transaction = models.ForeignKey(
        "sales.PaymentTransaction", models.PROTECT, null=True, related_name="movements"
    )
    credit_part = models.ForeignKey(
        "sales.CreditPart", models.PROTECT, null=True, related_name="movements", db_index=False
    )
    reason = models.CharField(max_length=200, blank=True)
    actor = models.CharField(max_length=LONGEST_ACTOR)
    happened_at = models.DateTimeField()

    objects = TenantQuerySet["Movement"].as_manager()

    class Meta:
        constraints = [
            same_tenant("movement", "point", "sales.PointOfSale"),
            of_the_point("movement_settlement_of_its_point", "settlement"),
            of_the_point("movement_told_to_of_its_point", "told_to"),
            models.CheckConstraint(
                condition=_signs_fit(), name="movement_kind_is_known_and_fits_amount"
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="movement_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=OF_THE_DRAWER) | Q(type=CASH, specimen=False),
                name="movement_of_the_drawer_is_cash",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=MovementKind.TAKEN, transaction__isnull=False, credit_part__isnull=True
                )
                | Q(kind=MovementKind.GIVEN, transaction__isnull=False, credit_part__isnull=False)
                | Q(kind__in=OF_THE_DRAWER, transaction__isnull=True, credit_part__isnull=True),
                name="movement_has_its_cause",
            ),
            models.CheckConstraint(
                condition=~Q(type=CASH) | Q(settlement__isnull=False),
                name="movement_of_cash_is_counted_at_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[MovementKind.DEPOSIT_IN, MovementKind.DEPOSIT_OUT])
                | ~Q(reason=""),
                name="movement_of_deposit_says_why",
            ),
            models.UniqueConstraint(
                fields=["transaction"],
                condition=Q(kind=MovementKind.TAKEN),
                name="movement_once_per_transaction",
            ),
            models.UniqueConstraint(
                fields=["credit_part"],
                condition=Q(kind=MovementKind.GIVEN),
                name="movement_once_per_credit_part",
            ),
        ]
        indexes = [
            models.Index(fields=["settlement", "id"], name="movement_of_settlement"),
            models.Index(
                fields=["point"], condition=Q(settlement=None), name="movement_waiting_at_point"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="facts_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["settlement"]),
            ),
            pgtrigger.Protect(
                name="counted_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__settlement__isnull=False),
            ),
            settlement_is_open("movement_settlement_is_open"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount} {self.currency}"


class DeskSale(models.Model):
    """A version of an order whose money moved at a point of sale first.

    `settlement` is the one that was open when it was closed with the version confirmed: that day's
    closing counts what the version sold and took back. Empty while it waits for that.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="desk_sales")
    point = models.ForeignKey(
        PointOfSale,
        models.PROTECT,
        related_name="desk_sales",
        db_index=False,
        verbose_name="point of sale",
    )
    order = models.ForeignKey(
        "sales.Order", models.PROTECT, related_name="desk_sales", db_index=False
    )
    order_version = models.PositiveIntegerField()
    settlement = models.ForeignKey(
        CashSettlement, models.PROTECT, null=True, related_name="desk_sales"
    )

    objects = TenantQuerySet["DeskSale"].as_manager()

    class Meta:
        constraints = [
            same_tenant("desksale", "point", "sales.PointOfSale"),
            of_the_point("desksale_settlement_of_its_point", "settlement"),
            models.UniqueConstraint(
                fields=["order", "order_version"], name="desksale_once_per_version"
            ),
        ]
        indexes = [
            models.Index(
                fields=["point"], condition=Q(settlement=None), name="desksale_waiting_at_point"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="facts_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["settlement"]),
            ),
            pgtrigger.Protect(
                name="counted_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__settlement__isnull=False),
            ),
            settlement_is_open("desksale_settlement_is_open"),
        ]

    def __str__(self) -> str:
        return f"{self.order} version {self.order_version}"
