"""Closings: the reports that end cash settlements."""

from __future__ import annotations

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.points import PointOfSale
from sales.journal.models import CashSettlement
from sales.journal.movements import of_the_point

FOLLOWS_THE_ONE_BEFORE = """
    IF NOT EXISTS (
        SELECT FROM sales_cashsettlement
        WHERE id = NEW.settlement_id AND number = NEW.number
    ) OR NEW.number > 1 AND NOT EXISTS (
        SELECT FROM sales_closing
        WHERE point_id = NEW.point_id AND number = NEW.number - 1 AND hash = NEW.previous_hash
    ) OR NEW.number = 1 AND NEW.previous_hash <> '' THEN
        RAISE EXCEPTION 'closing % does not follow the one before', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closing_follows_the_one_before';
    END IF;
    RETURN NEW;
"""


class Closing(models.Model):
    """The Z report of a cash settlement, made when that was closed. Append-only.

    `number` is the settlement's, so that the closings of a point of sale count from 1 without a
    gap. `facts` are all that is printed, in words of the core. `hash` is the SHA-256 of
    `previous_hash`, that of the closing before, and the facts (`sales.closing.chain`): whoever
    keeps one printed report can tell whether any before it was changed.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="closings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="closings")
    point = models.ForeignKey(
        PointOfSale,
        models.PROTECT,
        related_name="closings",
        db_index=False,
        verbose_name="point of sale",
    )
    settlement = models.OneToOneField(CashSettlement, models.PROTECT, related_name="closing")
    number = models.PositiveIntegerField()
    is_counted = models.BooleanField("counted", help_text="Somebody counted the drawer.")
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)
    issued_by = models.CharField(max_length=LONGEST_ACTOR)
    issued_at = models.DateTimeField()

    objects = TenantQuerySet["Closing"].as_manager()

    class Meta:
        constraints = [
            same_tenant("closing", "organisation", "operators.Organisation"),
            same_tenant("closing", "point", "sales.PointOfSale"),
            of_the_point("closing_settlement_of_its_point", "settlement"),
            models.UniqueConstraint(fields=["point", "number"], name="closing_once_per_number"),
            models.CheckConstraint(
                condition=Q(hash__regex=r"^[0-9a-f]{64}$"), name="closing_hash_is_sha_256"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "issued_at"], name="closing_by_time"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="follows_the_one_before",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=FOLLOWS_THE_ONE_BEFORE,
            ),
        ]

    def __str__(self) -> str:
        return f"Z {self.number}"
