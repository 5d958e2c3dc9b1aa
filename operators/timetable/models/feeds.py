"""Feeds that operators publish, and their versions, which are swapped whole."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import django_fsm as fsm
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q, Value

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Operator, Tenant
from operators.tenancy.references import new_reference
from operators.tenancy.scoping import TenantQuerySet
from operators.timetable.states import FeedVersionState

LONGEST_REFRESH = 31 * 24
"""Hours."""
LONGEST_SOURCE, LONGEST_ETAG, LONGEST_DATE = 300, 500, 100
"""Characters that are kept of where a file came from, and of its ETag and Last-Modified."""


class FeedQuerySet(TenantQuerySet["Feed"]):
    """Timetables, also those that look after themselves."""

    def due_for_refresh(self, at: datetime) -> FeedQuerySet:
        """Those whose address should be asked by now, the longest waiting first."""
        hours = F("refresh_hours") * Value(timedelta(hours=1))
        waiting = Q(refreshed_at=None) | Q(refreshed_at__lte=Value(at) - hours)
        return self.filter(waiting, refresh_hours__isnull=False).order_by(
            F("refreshed_at").asc(nulls_first=True), "pk"
        )


class Feed(models.Model):
    """A timetable that an operator publishes again and again."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="feeds")
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="feeds")
    reference = models.CharField(max_length=32, unique=True, default=new_reference, editable=False)
    name = models.CharField(max_length=100)
    url = models.URLField(
        max_length=500, blank=True, help_text="Where the operator publishes the zip file."
    )
    refresh_hours = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How often the address is asked; empty: never by itself."
    )
    refreshed_at = models.DateTimeField(
        null=True, editable=False, help_text="When the address was last asked."
    )
    etag = models.CharField(
        max_length=LONGEST_ETAG, blank=True, editable=False, help_text="ETag of the file in force."
    )
    last_modified = models.CharField(
        max_length=LONGEST_DATE,
        blank=True,
        editable=False,
        help_text="Last-Modified of the file in force.",
    )

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="feed_once_per_name"),
            tenant_key("feed"),
            models.UniqueConstraint(fields=["id", "operator"], name="feed_operator_key"),
            same_tenant("feed", "operator", "operators.Operator"),
            models.CheckConstraint(
                condition=Q(refresh_hours=None) | Q(refresh_hours__range=(1, LONGEST_REFRESH)),
                name="feed_is_refreshed_within_a_month",
            ),
            models.CheckConstraint(
                condition=Q(refresh_hours=None) | ~Q(url=""),
                name="feed_is_refreshed_from_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FeedVersionQuerySet(TenantQuerySet["FeedVersion"]):
    """Versions of feeds."""

    def in_force(self) -> FeedVersionQuerySet:
        """The versions that planning reads."""
        return self.filter(state=FeedVersionState.IN_FORCE)

    def keys_in_force(self, tenant: Tenant) -> list[int]:
        """Keys of what planning reads for a tenant.

        Queries of stop times name them as values, so that PostgreSQL knows while it plans which
        parts of the table it needs.
        """
        return list(self.in_force().filter(tenant=tenant).values_list("pk", flat=True))

    def has_served(self, requested_at: datetime) -> bool:
        """Whether the import that was asked for at that moment has come to its end."""
        asked = self.filter(started_at=requested_at).exclude(state=FeedVersionState.IMPORTING)
        return asked.exclude(problems__contains=[{"kind": "interrupted"}]).exists()


class FeedVersion(fsm.ConcurrentTransitionMixin, models.Model):
    """One import of a feed: its rows, its report and how far the import has come."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    feed = models.ForeignKey(Feed, models.PROTECT, related_name="versions")
    state = fsm.FSMField(
        choices=FeedVersionState, default=FeedVersionState.IMPORTING, protected=True
    )
    source = models.CharField(
        max_length=LONGEST_SOURCE, help_text="File, folder or address that was read."
    )
    timezone = models.CharField(
        max_length=64, blank=True, help_text="agency_timezone of the feed; empty until it was read."
    )
    started_by = models.CharField(max_length=LONGEST_ACTOR, help_text="Who began the import.")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    step = models.CharField(max_length=100, blank=True, help_text="What the import is doing.")
    counts = models.JSONField(default=dict, help_text="Rows per file.")
    problems = models.JSONField(
        default=list, encoder=DjangoJSONEncoder, help_text="File, line, field and what is wrong."
    )
    first_date = models.DateField(null=True, help_text="First service day.")
    last_date = models.DateField(null=True, help_text="Last service day, inclusive.")
    latest_time = models.PositiveIntegerField(
        default=0, help_text="Largest departure or arrival, seconds since the day's start."
    )
    service_area = models.JSONField(
        default=list,
        help_text="Around all stops: longitude and latitude of each corner, the first one again "
        "at the end.",
    )

    objects = FeedVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=FeedVersionState.values), name="feedversion_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["feed"],
                condition=Q(state=FeedVersionState.IN_FORCE),
                name="feedversion_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["feed"],
                condition=Q(state=FeedVersionState.IMPORTING),
                name="feedversion_one_import_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=FeedVersionState.IMPORTING, finished_at=None)
                | (~Q(state=FeedVersionState.IMPORTING) & Q(finished_at__isnull=False)),
                name="feedversion_finished_when_not_importing",
            ),
            models.CheckConstraint(
                condition=~Q(state=FeedVersionState.IN_FORCE)
                | Q(
                    first_date__isnull=False,
                    last_date__isnull=False,
                    last_date__gte=F("first_date"),
                ),
                name="feedversion_in_force_has_dates",
            ),
            models.CheckConstraint(
                condition=~Q(state=FeedVersionState.IN_FORCE) | ~Q(timezone=""),
                name="feedversion_in_force_has_timezone",
            ),
            same_tenant("feedversion", "feed", "operators.Feed"),
        ]

    def __str__(self) -> str:
        return f"{self.feed} of {self.started_at:%Y-%m-%d %H:%M} UTC"

    @fsm.transition("state", source=FeedVersionState.IMPORTING, target=FeedVersionState.IN_FORCE)
    def put_in_force(self, *, at: datetime) -> None:
        self.finished_at = at

    @fsm.transition("state", source=FeedVersionState.IN_FORCE, target=FeedVersionState.REPLACED)
    def replace(self) -> None:
        """A newer version took over; its own rows may be deleted."""

    @fsm.transition("state", source=FeedVersionState.IMPORTING, target=FeedVersionState.CHECKED)
    def pass_check(self, *, at: datetime) -> None:
        self.finished_at = at

    @fsm.transition("state", source=FeedVersionState.IMPORTING, target=FeedVersionState.REFUSED)
    def refuse(self, *, problems: list[dict[str, Any]], at: datetime) -> None:
        self.problems = problems
        self.finished_at = at
