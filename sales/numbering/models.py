"""Series of numbers, and how the database keeps them free of gaps."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.numbering.states import SeriesKind

GROWS_BY_ONE = """
    IF NEW.last_number <> OLD.last_number + 1 THEN
        RAISE EXCEPTION 'a series goes from % to % only', OLD.last_number, OLD.last_number + 1
            USING ERRCODE = 'check_violation', CONSTRAINT = 'numberseries_grows_by_one';
    END IF;
    RETURN NEW;
"""
FOLLOWS = """
    IF NEW.number > 1 AND NOT EXISTS (
        SELECT FROM {table} WHERE series_id = NEW.series_id AND number = NEW.number - 1
    ) THEN
        RAISE EXCEPTION 'number % of series % is missing', NEW.number - 1, NEW.series_id
            USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN NEW;
"""


class NumberSeries(models.Model):
    """The numbers of one kind of document of one organisation, at one point of sale and in one
    year (of the tenant's zone) where these are told; those of the sandbox apart.

    The row is locked while a document takes the next number, and a document that is not stored in
    the end gives its number back, so that a series has no gap.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="number_series")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="number_series", db_index=False
    )
    kind = models.CharField(max_length=20, choices=SeriesKind)
    pos = models.CharField("point of sale", max_length=64, blank=True)
    year = models.PositiveSmallIntegerField(null=True, help_text="Empty: it goes on over years.")
    specimen = models.BooleanField(default=False)
    last_number = models.PositiveIntegerField()

    objects = TenantQuerySet["NumberSeries"].as_manager()

    class Meta:
        verbose_name_plural = "number series"
        constraints = [
            same_tenant("numberseries", "organisation", "operators.Organisation"),
            models.UniqueConstraint(
                fields=["organisation", "kind", "pos", "year", "specimen"],
                nulls_distinct=False,
                name="numberseries_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SeriesKind.values), name="numberseries_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(2000, 2100)),
                name="numberseries_year_is_sane",
            ),
            models.CheckConstraint(
                condition=Q(last_number__gte=1), name="numberseries_starts_at_one"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="grows_by_one",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("last_number"),
                func=GROWS_BY_ONE,
            ),
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        told = [self.pos, str(self.year or ""), self.get_kind_display()]
        return " ".join(filter(None, told))


def without_gap(document: str) -> pgtrigger.Trigger:
    """A document of this table (named as its model, small) has a `series` and a `number`, and is
    stored only after the one before it in its series: `<document>_numbers_have_no_gap`."""
    name = f"{document}_numbers_have_no_gap"
    return pgtrigger.Trigger(
        name="numbers_have_no_gap",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=FOLLOWS.format(table=f"sales_{document}", name=name),
    )
