"""Fleets, when they are open, and what was read of their feeds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import django_fsm as fsm
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q, Value

from operators.fleet.states import Day, FleetImportState, GatewayKind, HoursFor
from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Operator, Tenant
from operators.tenancy.references import new_reference
from operators.tenancy.scoping import TenantQuerySet
from operators.tenancy.validation import check_timezone

LONGEST_REFRESH = 24 * 60
"""Minutes between two looks at a GBFS feed at most."""
LONGEST_RENTAL = 31 * 24 * 60
"""Minutes."""
LONGEST_RESERVATION = 24 * 60
"""Minutes."""
LONGEST_ID = 100
"""Characters of the ids that GBFS gives to regions, plans, types, stations and vehicles."""
A_MINUTE = timedelta(minutes=1)


class FleetQuerySet(TenantQuerySet["Fleet"]):
    """Fleets of tenants."""

    def due_for_refresh(self, at: datetime) -> FleetQuerySet:
        """Those whose feed should be read by now, the longest waiting first."""
        minutes = F("gbfs_refresh_minutes") * Value(A_MINUTE)
        waiting = Q(refreshed_at=None) | Q(refreshed_at__lte=Value(at) - minutes)
        return self.filter(waiting, refreshes_itself=True).order_by(
            F("refreshed_at").asc(nulls_first=True), "pk"
        )


class Fleet(models.Model):
    """The vehicles that one operator rents out under one system (GBFS, system_information)."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="fleets")
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="fleets")
    reference = models.CharField(max_length=32, unique=True, default=new_reference, editable=False)
    system_id = models.SlugField(
        "system id", max_length=100, help_text="As in the GBFS feed, such as voi_berlin."
    )
    name = models.CharField(max_length=150)
    timezone = models.CharField(
        max_length=64, help_text="IANA name, such as Europe/Berlin: its hours are told in it."
    )
    language = models.CharField(
        max_length=20, default="en", help_text="Of its names and texts, such as en or nl-BE."
    )
    url = models.URLField("website", blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    gateway = models.CharField(
        max_length=20,
        choices=GatewayKind,
        default=GatewayKind.NONE,
        help_text="How the locks of its vehicles are reached.",
    )
    lowest_charge = models.PositiveSmallIntegerField(
        default=10, help_text="Percent; a vehicle that is emptier is not rented out."
    )
    longest_minutes = models.PositiveIntegerField(
        default=24 * 60, help_text="A rental that lasts longer is ended by us."
    )
    reservation_minutes = models.PositiveSmallIntegerField(
        default=15, help_text="How long a booked vehicle is kept for a customer who is to come."
    )
    enforces_parking = models.BooleanField(
        default=False,
        help_text="Refuse to end a rental where vehicles may not be left; else nobody looks.",
    )
    gbfs_url = models.URLField(
        "GBFS address",
        max_length=500,
        blank=True,
        help_text="Of gbfs.json, which names the other files of the feed.",
    )
    gbfs_refresh_minutes = models.PositiveSmallIntegerField(
        "minutes between refreshes", default=5, help_text="How often that address is read."
    )
    refreshes_itself = models.BooleanField(
        default=False, help_text="Whether a timer reads that address."
    )
    refreshed_at = models.DateTimeField(
        null=True, editable=False, help_text="When that address was last read."
    )

    objects = FleetQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("fleet"),
            models.UniqueConstraint(fields=["id", "operator"], name="fleet_operator_key"),
            models.UniqueConstraint(fields=["tenant", "system_id"], name="fleet_once_per_system"),
            same_tenant("fleet", "operator", "operators.Operator"),
            models.CheckConstraint(
                condition=Q(gateway__in=GatewayKind.values), name="fleet_gateway_is_known"
            ),
            models.CheckConstraint(
                condition=Q(lowest_charge__range=(0, 100)),
                name="fleet_lowest_charge_is_percent",
                violation_error_message="A charge is 0 to 100 percent.",
            ),
            models.CheckConstraint(
                condition=Q(longest_minutes__range=(1, LONGEST_RENTAL)),
                name="fleet_rentals_end_within_a_month",
            ),
            models.CheckConstraint(
                condition=Q(reservation_minutes__range=(1, LONGEST_RESERVATION)),
                name="fleet_reserves_within_a_day",
            ),
            models.CheckConstraint(
                condition=Q(gbfs_refresh_minutes__range=(1, LONGEST_REFRESH)),
                name="fleet_is_refreshed_within_a_day",
            ),
            models.CheckConstraint(
                condition=Q(refreshes_itself=False) | ~Q(gbfs_url=""),
                name="fleet_is_refreshed_from_somewhere",
                violation_error_message="Write the GBFS address that is to be read.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        check_timezone(self.timezone)


class FleetHours(models.Model):
    """When vehicles of a fleet can be rented, in the fleet's zone.

    Without rows of hours a fleet is always open. Hours that close when or before they open, close
    on the next day. Hours in words that nobody can read close nothing.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    fleet = models.ForeignKey(Fleet, models.CASCADE, related_name="hours")
    days = ArrayField(models.CharField(max_length=3, choices=Day), default=list, blank=True)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(
        null=True, blank=True, help_text="00:00 is the end of the day; before opening: next day."
    )
    user_type = models.CharField(
        "for", max_length=20, choices=HoursFor, blank=True, help_text="Empty: for everybody."
    )
    text = models.CharField(
        max_length=500, blank=True, help_text="Opening hours in the words of OpenStreetMap."
    )

    objects = TenantQuerySet["FleetHours"].as_manager()

    class Meta:
        verbose_name = "hours"
        verbose_name_plural = "hours"
        constraints = [
            same_tenant("fleethours", "fleet", "operators.Fleet"),
            models.CheckConstraint(
                condition=Q(days__contained_by=Day.values), name="fleethours_days_are_known"
            ),
            models.CheckConstraint(
                condition=Q(user_type="") | Q(user_type__in=HoursFor.values),
                name="fleethours_user_type_is_known",
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=False, closes__isnull=False, days__len__gt=0)
                | (Q(opens=None, closes=None, days=[]) & ~Q(text="")),
                name="fleethours_say_when",
                violation_error_message="Choose days, opening and closing time, or write a text.",
            ),
        ]

    def __str__(self) -> str:
        if self.opens is None or self.closes is None:
            return self.text
        return f"{', '.join(self.days)} {self.opens:%H:%M}-{self.closes:%H:%M}"


class FleetImport(fsm.ConcurrentTransitionMixin, models.Model):
    """One reading of a fleet's feed, with what it changed or what is wrong with it."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    fleet = models.ForeignKey(Fleet, models.PROTECT, related_name="imports")
    state = fsm.FSMField(choices=FleetImportState, default=FleetImportState.RUNNING, protected=True)
    source = models.CharField(max_length=500, help_text="Folder or address that was read.")
    requested_by = models.CharField(max_length=LONGEST_ACTOR, help_text="Who asked for it.")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    gbfs_version = models.CharField(
        "GBFS version", max_length=20, blank=True, help_text="Empty until the feed told it."
    )
    step = models.CharField(max_length=100, blank=True, help_text="What the import is doing.")
    feed = models.JSONField(
        default=dict, help_text="The system that the feed is of, and when each file was published."
    )
    counts = models.JSONField(default=dict, help_text="Rows added, changed and gone, per kind.")
    problems = models.JSONField(
        default=list, encoder=DjangoJSONEncoder, help_text="File, field and what is wrong."
    )

    objects = TenantQuerySet["FleetImport"].as_manager()

    class Meta:
        verbose_name = "import of a fleet"
        verbose_name_plural = "imports of fleets"
        constraints = [
            same_tenant("fleetimport", "fleet", "operators.Fleet"),
            models.CheckConstraint(
                condition=Q(state__in=FleetImportState.values), name="fleetimport_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["fleet"],
                condition=Q(state=FleetImportState.RUNNING),
                name="fleetimport_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=FleetImportState.RUNNING, ended_at=None)
                | (~Q(state=FleetImportState.RUNNING) & Q(ended_at__isnull=False)),
                name="fleetimport_ended_when_not_running",
            ),
        ]
        indexes = [models.Index(fields=["fleet", "-started_at"], name="fleetimport_newest_first")]

    def __str__(self) -> str:
        return f"{self.fleet} of {self.started_at:%Y-%m-%d %H:%M} UTC"

    @fsm.transition("state", source=FleetImportState.RUNNING, target=FleetImportState.SUCCEEDED)
    def succeed(self, *, counts: dict[str, Any], at: datetime) -> None:
        self.counts, self.ended_at = counts, at

    @fsm.transition("state", source=FleetImportState.RUNNING, target=FleetImportState.REFUSED)
    def refuse(self, *, problems: list[dict[str, Any]], at: datetime) -> None:
        """The feed breaks its rules; the fleet stays as it was."""
        self.problems, self.ended_at = problems, at

    @fsm.transition("state", source=FleetImportState.RUNNING, target=FleetImportState.FAILED)
    def fail(self, *, problems: list[dict[str, Any]], at: datetime) -> None:
        """The feed could not be read, or whoever read it was interrupted."""
        self.problems, self.ended_at = problems, at
