"""Exports that somebody asked for."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import django_fsm as fsm
from django.db import models
from django.db.models import F, Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import same_tenant
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Organisation, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.exports.jobs.schedules import ExportSchedule
from sales.exports.jobs.states import FORMATS, KEPT_FOR, OPEN, ExportEventName, ExportState

LONGEST_FAILURE = 1000


class Export(fsm.ConcurrentTransitionMixin, models.Model):
    """A file of the books that a worker writes and that can be downloaded until it expires.

    `organisation` is whose books alone it may show; without one those of the whole tenant. `pairs`
    are the filter as it was asked: names and texts. `done_rows` of `all_rows` are written, as the
    worker told at `alive_at`. `totals` are the control totals inside the file, `size` its bytes,
    `digest` their SHA-256. A file is there if and only if the state is READY.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="exports")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        related_name="exports",
        help_text="Whose books alone; empty: those of all organisations.",
    )
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dataset = models.CharField(max_length=40)
    column_set = models.PositiveSmallIntegerField()
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    pairs = models.JSONField("filter", default=list)
    format = models.CharField(max_length=10, choices=FORMATS)
    dialect = models.CharField(max_length=30)
    file_name = models.CharField(max_length=200)
    state = fsm.FSMField(choices=ExportState, default=ExportState.REQUESTED, protected=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_rows = models.PositiveBigIntegerField("rows written", default=0)
    all_rows = models.PositiveBigIntegerField("rows in all", null=True)
    totals = models.JSONField("control totals", null=True)
    size = models.PositiveBigIntegerField(null=True, help_text="Bytes.")
    digest = models.CharField("SHA-256", max_length=64, blank=True)
    failure = models.CharField(max_length=LONGEST_FAILURE, blank=True)
    requested_by = models.CharField(max_length=LONGEST_ACTOR)
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    alive_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, help_text="From then on there is no file.")
    schedule = models.ForeignKey(
        ExportSchedule, models.PROTECT, null=True, related_name="exports", db_index=False
    )
    due_at = models.DateTimeField(null=True, help_text="When the schedule wanted it.")

    objects = TenantQuerySet["Export"].as_manager()

    class Meta:
        constraints = [
            same_tenant("export", "organisation", "operators.Organisation"),
            same_tenant("export", "schedule", "sales.ExportSchedule"),
            models.UniqueConstraint(
                fields=["schedule", "due_at"],
                name="export_once_per_due_moment",
            ),
            models.CheckConstraint(
                condition=Q(schedule=None, due_at=None)
                | Q(schedule__isnull=False, due_at__isnull=False),
                name="export_of_schedule_has_due_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ExportState.values), name="export_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(format__in=[one for one, _ in FORMATS]), name="export_format_is_known"
            ),
            models.CheckConstraint(
                condition=Q(first_day=None, last_day=None)
                | Q(
                    first_day__isnull=False,
                    last_day__isnull=False,
                    last_day__gte=F("first_day"),
                ),
                name="export_period_has_both_days",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ExportState.READY, ExportState.EXPIRED])
                | Q(
                    totals__isnull=False,
                    size__isnull=False,
                    expires_at__isnull=False,
                    digest__regex=r"^[0-9a-f]{64}$",
                ),
                name="export_ready_has_its_file",
            ),
            models.CheckConstraint(
                condition=Q(state=ExportState.FAILED) & ~Q(failure="")
                | ~Q(state=ExportState.FAILED) & Q(failure=""),
                name="export_failed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at=None)
                | ~Q(state__in=OPEN) & Q(ended_at__isnull=False),
                name="export_ended_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExportState.RUNNING)
                | Q(started_at__isnull=False, alive_at__isnull=False, attempts__gte=1),
                name="export_running_has_times",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "-requested_at"], name="export_newest_first"),
            models.Index(fields=["requested_at"], condition=Q(state__in=OPEN), name="export_open"),
            models.Index(
                fields=["expires_at"],
                condition=Q(state=ExportState.READY),
                name="export_ready_by_expiry",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @fsm.transition(
        "state", source=[ExportState.REQUESTED, ExportState.RUNNING], target=ExportState.RUNNING
    )
    def start(self, *, at: datetime) -> None:
        """Also the next attempt, when the worker of the last one is dead."""
        self.attempts += 1
        self.started_at = self.alive_at = at
        self.done_rows, self.all_rows = 0, None

    @fsm.transition("state", source=ExportState.RUNNING, target=ExportState.READY)
    def finish(self, *, totals: Mapping[str, Any], size: int, digest: str, at: datetime) -> None:
        self.totals, self.size, self.digest = dict(totals), size, digest
        self.done_rows = self.all_rows = totals["rows"]
        self.ended_at = at
        self.expires_at = at + KEPT_FOR

    @fsm.transition(
        "state", source=[ExportState.REQUESTED, ExportState.RUNNING], target=ExportState.FAILED
    )
    def fail(self, *, why: str, at: datetime) -> None:
        self.failure = why[:LONGEST_FAILURE]
        self.ended_at = at

    @fsm.transition(
        "state", source=[ExportState.REQUESTED, ExportState.RUNNING], target=ExportState.CANCELLED
    )
    def cancel(self, *, at: datetime) -> None:
        self.ended_at = at

    @fsm.transition("state", source=ExportState.READY, target=ExportState.EXPIRED)
    def expire(self) -> None:
        """Its facts stay, its file goes."""

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN


class ExportEventQuerySet(EventQuerySet["ExportEvent"]):
    """Events, scoped through their export."""

    tenant_path = "export__tenant"


class ExportEvent(DomainEvent):
    """What happened to an export, also each download."""

    export = models.ForeignKey(Export, models.PROTECT, related_name="events")
    name = models.CharField(max_length=20, choices=ExportEventName)

    objects = ExportEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=ExportEventName.values), name="exportevent_name_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.export_id}"
