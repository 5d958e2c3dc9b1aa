"""Alerts: what passengers should know beside the timetable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from operators.service.states import AlertKind
from operators.tenancy.constraints import (
    CompositeForeignKey,
    same_tenant,
    tenant_key,
    within_reach,
)
from operators.tenancy.models import Operator, Tenant
from operators.tenancy.references import new_reference
from operators.tenancy.scoping import TenantQuerySet
from operators.timetable.models import Feed, RealtimeSource
from operators.timetable.models.realtime import LONGEST_ALERT_ID, LONGEST_TRIP_ID


class AlertQuerySet(TenantQuerySet["Alert"]):
    """Alerts of tenants."""

    def told_at(self, at: datetime) -> AlertQuerySet:
        """Those that hold at that moment or will; an alert without a period is a draft. A source
        that is switched off tells nothing."""
        left = AlertPeriod.objects.filter(alert=OuterRef("pk")).not_over(at)
        is_told = Q(told_by=None) | Q(told_by__is_active=True)
        return self.filter(Exists(left), is_told)


@dataclass(frozen=True, slots=True)
class AlertWords:
    """What an alert says in one language."""

    summary: str
    description: str
    url: str


class Alert(models.Model):
    """A change of the service that passengers should know of, for as long as its periods last.

    It concerns stops, lines or trips of one timetable, all of that timetable, or, without one, all
    that the operator runs. Stops, lines and trips are named by their ids in the GTFS feed, which
    outlive its versions. Or it concerns one fleet: all of it, or some of its stations or regions,
    which are named by their ids in the GBFS feed.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="alerts")
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="alerts")
    reference = models.CharField(max_length=32, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=20, choices=AlertKind)
    summary = models.CharField(max_length=150, help_text="One line, in the passengers' language.")
    description = models.TextField(max_length=4000, blank=True)
    url = models.URLField("website", blank=True, help_text="Where more is told.")
    feed = models.ForeignKey(
        Feed,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="alerts",
        help_text="The timetable that it is about; empty: all that the operator runs.",
    )
    stop_ids = ArrayField(
        models.CharField(max_length=100),
        default=list,
        blank=True,
        help_text="stop_id of each stop or station in the GTFS feed, with commas between them.",
    )
    route_ids = ArrayField(
        models.CharField(max_length=100),
        default=list,
        blank=True,
        help_text="route_id of each line in the GTFS feed, with commas between them.",
    )
    trip_ids = ArrayField(
        models.CharField(max_length=LONGEST_TRIP_ID),
        default=list,
        blank=True,
        help_text="trip_id of each trip in the GTFS feed, with commas between them.",
    )
    fleet = models.ForeignKey(
        "operators.Fleet",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="alerts",
        help_text="The fleet of shared vehicles that it is about.",
    )
    vehicle_station_ids = ArrayField(
        models.CharField(max_length=100),
        default=list,
        blank=True,
        help_text="Ids of the fleet's vehicle stations, with commas between them.",
    )
    region_ids = ArrayField(
        models.CharField(max_length=100),
        default=list,
        blank=True,
        help_text="Ids of the fleet's regions, with commas between them.",
    )
    told_by = models.ForeignKey(
        RealtimeSource,
        models.CASCADE,
        null=True,
        editable=False,
        related_name="alerts",
        help_text="The source whose last message tells it.",
    )
    source_id = models.CharField(
        max_length=LONGEST_ALERT_ID,
        blank=True,
        editable=False,
        help_text="Its id in the fleet's feed or in the message; empty: somebody here wrote it.",
    )
    translations = models.JSONField(
        default=dict,
        editable=False,
        help_text="By language, in two or three letters: summary, description and url, as far as "
        "they are told in it.",
    )
    updated_at = models.DateTimeField(editable=False)

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("alert"),
            same_tenant("alert", "operator", "operators.Operator"),
            CompositeForeignKey(
                name="alert_feed_of_operator",
                fields=["feed", "operator"],
                to="operators.Feed",
                to_fields=["id", "operator"],
            ),
            CompositeForeignKey(
                name="alert_fleet_of_operator",
                fields=["fleet", "operator"],
                to="operators.Fleet",
                to_fields=["id", "operator"],
            ),
            models.UniqueConstraint(
                fields=["fleet", "source_id"],
                condition=~Q(source_id=""),
                name="alert_once_per_source_id",
            ),
            models.CheckConstraint(
                condition=Q(feed=None) | Q(fleet=None),
                name="alert_is_of_a_feed_or_a_fleet",
                violation_error_message="Choose a timetable or a fleet, not both.",
            ),
            models.CheckConstraint(
                condition=Q(fleet__isnull=False) | Q(vehicle_station_ids=[], region_ids=[]),
                name="alert_names_stations_and_regions_of_a_fleet",
                violation_error_message="Choose the fleet whose stations or regions these are.",
            ),
            same_tenant("alert", "told_by", "operators.RealtimeSource"),
            models.UniqueConstraint(
                fields=["told_by", "source_id"], name="alert_once_per_source_and_id"
            ),
            models.CheckConstraint(
                condition=Q(told_by=None, source_id="")
                | ~Q(source_id="") & Q(told_by=None, fleet__isnull=False)
                | ~Q(source_id="") & Q(told_by__isnull=False, feed__isnull=False),
                name="alert_is_told_by_the_feed_that_names_it",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AlertKind.values), name="alert_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(summary=""), name="alert_says_something"),
            models.CheckConstraint(
                condition=Q(feed__isnull=False) | Q(stop_ids=[], route_ids=[], trip_ids=[]),
                name="alert_names_stops_and_lines_of_a_feed",
                violation_error_message="Choose the timetable whose stops, lines or trips these "
                "are.",
            ),
        ]

    def __str__(self) -> str:
        return self.summary

    def words(self, languages: Iterable[str]) -> AlertWords:
        """What it says in the first of these languages that it is told in; what is not told in
        that one, and all of it without such a language, as it stands in its own fields."""
        told: dict[str, str] = next(filter(None, map(self.translations.get, languages)), {})
        own = {"summary": self.summary, "description": self.description, "url": self.url}
        return AlertWords(**{**own, **told})


class AlertPeriodQuerySet(TenantQuerySet["AlertPeriod"]):
    """Periods of tenants' alerts."""

    def not_over(self, at: datetime) -> AlertPeriodQuerySet:
        """Periods that hold at that moment or later."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at))


class AlertPeriod(models.Model):
    """When an alert holds."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="periods")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="The first moment that it is over; empty: until further notice.",
    )

    objects = AlertPeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="alertperiod_ends_after_it_starts",
                violation_error_message="A period ends after it starts.",
            ),
            models.CheckConstraint(
                condition=within_reach("starts_at", "ends_at"),
                name="alertperiod_is_within_reach",
            ),
            same_tenant("alertperiod", "alert", "operators.Alert"),
            models.UniqueConstraint(
                fields=["alert", "starts_at"], name="alertperiod_once_per_start"
            ),
        ]

    def __str__(self) -> str:
        until = f"{self.ends_at:%Y-%m-%d %H:%M}" if self.ends_at else "further notice"
        return f"{self.starts_at:%Y-%m-%d %H:%M} to {until} UTC"
