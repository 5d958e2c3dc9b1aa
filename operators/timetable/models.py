"""A tenant's timetables. Every row belongs to one version of a feed; versions are swapped whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django_fsm as fsm
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Operator, Tenant
from operators.tenancy.scoping import TenantQuerySet
from operators.timetable.states import FeedVersionState


class Feed(models.Model):
    """A timetable that an operator publishes again and again."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="feeds")
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="feeds")
    name = models.CharField(max_length=100)

    objects = TenantQuerySet["Feed"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="feed_once_per_name"),
            tenant_key("feed"),
            same_tenant("feed", "operator", "operators.Operator"),
        ]

    def __str__(self) -> str:
        return self.name


class FeedVersionQuerySet(TenantQuerySet["FeedVersion"]):
    """Versions of feeds."""

    def in_force(self) -> FeedVersionQuerySet:
        """The versions that planning reads."""
        return self.filter(state=FeedVersionState.IN_FORCE)

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
    source = models.CharField(max_length=300, help_text="File or folder that was read.")
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

    @fsm.transition("state", source=FeedVersionState.IMPORTING, target=FeedVersionState.REFUSED)
    def refuse(self, *, problems: list[dict[str, Any]], at: datetime) -> None:
        self.problems = problems
        self.finished_at = at


class FareZone(models.Model):
    """A fare zone of a tenant with the number that tickets carry; it outlives feed versions."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="fare_zones")
    zone_id = models.CharField(max_length=100, help_text="zone_id in the GTFS feed.")
    number = models.PositiveIntegerField(help_text="1 to 65535, as barcodes carry it.")

    objects = TenantQuerySet["FareZone"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "zone_id"], name="farezone_once_per_id"),
            models.UniqueConstraint(fields=["tenant", "number"], name="farezone_once_per_number"),
            models.CheckConstraint(
                condition=Q(number__range=(1, 65535)), name="farezone_number_fits_two_octets"
            ),
        ]

    def __str__(self) -> str:
        return self.zone_id


class FeedRowQuerySet(TenantQuerySet[Any]):
    """Rows of feeds, scoped through their version."""

    tenant_path = "version__tenant"

    def in_force(self, tenant: Tenant) -> FeedRowQuerySet:
        """Rows of the tenant's timetables that planning reads."""
        return self.filter(version__tenant=tenant, version__state=FeedVersionState.IN_FORCE)


class Stop(models.Model):
    """A stop, platform or station (GTFS stops.txt)."""

    version = models.ForeignKey(FeedVersion, models.CASCADE, related_name="stops", db_index=False)
    stop_id = models.CharField(max_length=100)
    code = models.CharField(max_length=50, blank=True)
    name = models.CharField(max_length=250)
    latitude = models.DecimalField(max_digits=9, decimal_places=6)
    longitude = models.DecimalField(max_digits=9, decimal_places=6)
    zone_id = models.CharField(max_length=100, blank=True)
    location_type = models.PositiveSmallIntegerField(default=0)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="platforms")
    platform_code = models.CharField(max_length=50, blank=True)

    objects = FeedRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "stop_id"], name="stop_once_per_version"),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="stop_is_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(location_type__range=(0, 4)), name="stop_location_type_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["version", "code"], name="stop_by_code"),
            models.Index(fields=["version", "zone_id"], name="stop_by_zone"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.stop_id})"


class Route(models.Model):
    """A line that riders know by name (GTFS routes.txt)."""

    version = models.ForeignKey(FeedVersion, models.CASCADE, related_name="routes", db_index=False)
    route_id = models.CharField(max_length=100)
    agency_id = models.CharField(max_length=100, blank=True)
    short_name = models.CharField(max_length=100, blank=True)
    long_name = models.CharField(max_length=250, blank=True)
    route_type = models.PositiveSmallIntegerField(help_text="GTFS route_type, basic or extended.")
    color = models.CharField(max_length=6, blank=True)

    objects = FeedRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "route_id"], name="route_once_per_version"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.long_name or self.route_id


class Trip(models.Model):
    """One run of a vehicle along a route (GTFS trips.txt)."""

    version = models.ForeignKey(FeedVersion, models.CASCADE, related_name="trips", db_index=False)
    route = models.ForeignKey(Route, models.CASCADE, related_name="trips")
    trip_id = models.CharField(max_length=150)
    service_id = models.CharField(max_length=150)
    headsign = models.CharField(max_length=250, blank=True)
    direction_id = models.PositiveSmallIntegerField(null=True)

    objects = FeedRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "trip_id"], name="trip_once_per_version"),
        ]

    def __str__(self) -> str:
        return self.trip_id


class StopTime(models.Model):
    """A trip at a stop. Times are seconds since noon minus twelve hours of the service day.

    Only an import writes these rows, from ids that it has just joined. Foreign keys in the
    database would look each of them up again and make loading three times as long.
    """

    pk = models.CompositePrimaryKey("trip_id", "sequence")
    trip = models.ForeignKey(
        Trip, models.CASCADE, related_name="stop_times", db_index=False, db_constraint=False
    )
    stop = models.ForeignKey(
        Stop, models.CASCADE, related_name="stop_times", db_index=False, db_constraint=False
    )
    sequence = models.PositiveIntegerField()
    arrival = models.PositiveIntegerField()
    departure = models.PositiveIntegerField()
    pickup_type = models.PositiveSmallIntegerField(default=0)
    drop_off_type = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(departure__gte=F("arrival")), name="stoptime_leaves_after_it_arrives"
            ),
        ]
        indexes = [models.Index(fields=["stop", "departure"], name="stoptime_by_departure")]

    def __str__(self) -> str:
        return f"{self.trip_id} at {self.stop_id}"


class ServiceDay(models.Model):
    """A calendar day on which the trips of a service run; calendar and exceptions resolved."""

    pk = models.CompositePrimaryKey("version_id", "date", "service_id")
    version = models.ForeignKey(
        FeedVersion, models.CASCADE, related_name="service_days", db_index=False
    )
    service_id = models.CharField(max_length=150)
    date = models.DateField()

    def __str__(self) -> str:
        return f"{self.service_id} on {self.date}"
