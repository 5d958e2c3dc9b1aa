"""Exports that are asked for again and again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.exports.jobs.states import FORMATS, Rhythm


class ExportSchedule(models.Model):
    """An export of each day, week or month, asked for once that is over.

    It is due `days_after` days after the first day that follows the span, at `time` in the tenant's
    zone; `next_at` is the next such moment, UTC. What was missed is made up for, span by span.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="export_schedules")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        related_name="export_schedules",
        help_text="Whose books alone; empty: those of all organisations.",
    )
    name = models.CharField(max_length=100)
    dataset = models.CharField(max_length=40)
    column_set = models.PositiveSmallIntegerField()
    pairs = models.JSONField("filter", default=list)
    format = models.CharField(max_length=10, choices=FORMATS)
    dialect = models.CharField(max_length=30)
    rhythm = models.CharField(max_length=5, choices=Rhythm)
    time = models.TimeField(help_text="In the tenant's zone.")
    days_after = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    made_by = models.CharField(max_length=LONGEST_ACTOR)
    made_at = models.DateTimeField()
    ended_by = models.CharField(max_length=LONGEST_ACTOR, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["ExportSchedule"].as_manager()

    class Meta:
        constraints = [
            tenant_key("exportschedule"),
            same_tenant("exportschedule", "organisation", "operators.Organisation"),
            models.CheckConstraint(
                condition=Q(rhythm__in=Rhythm.values), name="exportschedule_rhythm_is_known"
            ),
            models.CheckConstraint(
                condition=Q(format__in=[one for one, _ in FORMATS]),
                name="exportschedule_format_is_known",
            ),
            models.CheckConstraint(
                condition=Q(days_after__lte=27), name="exportschedule_is_due_within_four_weeks"
            ),
            models.CheckConstraint(
                condition=Q(ended_by="", ended_at=None)
                | ~Q(ended_by="") & Q(ended_at__isnull=False),
                name="exportschedule_end_has_time_and_name",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(ended_at=None), name="exportschedule_due"),
        ]

    def __str__(self) -> str:
        return self.name
