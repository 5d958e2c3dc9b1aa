"""What operators publish of their vehicles while they run (GTFS-Realtime).

Of each source only its last message is kept: a row of a trip or a vehicle that the next message
does not tell of any more is deleted.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Least, Power

from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from operators.timetable.models.feeds import LONGEST_DATE, LONGEST_ETAG, Feed

SHORTEST_REFRESH, LONGEST_REFRESH = 10, 60 * 60
"""Seconds between two looks at an address; one that fails is asked less and less often, and at
least once an hour."""
MOST_DOUBLINGS = 8
LONGEST_URL, LONGEST_PROBLEM = 500, 300
LONGEST_TRIP_ID, LONGEST_VEHICLE, LONGEST_ALERT_ID = 150, 100, 100
"""Characters of the ids of trips, of the ids and labels of vehicles, and of the ids of alerts."""


class RealtimeSourceQuerySet(TenantQuerySet["RealtimeSource"]):
    """Addresses of real-time messages."""

    def due_for_refresh(self, at: datetime) -> RealtimeSourceQuerySet:
        """Those that should be asked by now, the longest waiting first.

        Each failure in a row doubles the wait, up to LONGEST_REFRESH.
        """
        doubled = F("refresh_seconds") * Power(2.0, Least(F("failures"), Value(MOST_DOUBLINGS)))
        wait = Least(doubled, Value(float(LONGEST_REFRESH))) * Value(timedelta(seconds=1))
        waiting = Q(refreshed_at=None) | Q(refreshed_at__lte=Value(at) - wait)
        return self.filter(waiting, is_active=True).order_by(
            F("refreshed_at").asc(nulls_first=True), "pk"
        )


class RealtimeSource(models.Model):
    """An address where an operator publishes what the vehicles of a timetable do now.

    One message may tell of trips, of vehicles, of alerts, or of all; an operator that publishes
    them apart has a source for each. `told_at` is the moment that the last message tells of.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="realtime_sources")
    feed = models.ForeignKey(Feed, models.CASCADE, related_name="realtime_sources")
    url = models.URLField(
        "address",
        max_length=LONGEST_URL,
        help_text="Of a GTFS-Realtime message (protobuf) with trip updates, vehicle positions, "
        "service alerts, or several of them.",
    )
    refresh_seconds = models.PositiveSmallIntegerField(
        "seconds between refreshes", default=30, help_text="How often the address is asked."
    )
    is_active = models.BooleanField(
        "active", default=True, help_text="Whether a timer asks the address, and rides show it."
    )
    refreshed_at = models.DateTimeField(
        null=True, editable=False, help_text="When the address was last asked."
    )
    read_from = models.CharField(
        max_length=LONGEST_URL, blank=True, editable=False, help_text="Of the last message."
    )
    told_at = models.DateTimeField(
        null=True, editable=False, help_text="When the last message was published."
    )
    etag = models.CharField(max_length=LONGEST_ETAG, blank=True, editable=False)
    last_modified = models.CharField(max_length=LONGEST_DATE, blank=True, editable=False)
    failures = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often it has failed since it last went well."
    )
    problem = models.CharField(
        max_length=LONGEST_PROBLEM, blank=True, editable=False, help_text="Why it failed last."
    )
    counts = models.JSONField(
        default=dict, editable=False, help_text="What the last message told of, by kind."
    )

    objects = RealtimeSourceQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("realtimesource"),
            same_tenant("realtimesource", "feed", "operators.Feed"),
            models.UniqueConstraint(
                fields=["feed", "url"],
                name="realtimesource_once_per_address",
                violation_error_message="This timetable has a source with this address already.",
            ),
            models.CheckConstraint(
                condition=Q(refresh_seconds__range=(SHORTEST_REFRESH, LONGEST_REFRESH)),
                name="realtimesource_is_refreshed_within_an_hour",
                violation_error_message="The address is asked every 10 to 3600 seconds.",
            ),
            models.CheckConstraint(
                condition=Q(failures=0, problem="") | (Q(failures__gt=0) & ~Q(problem="")),
                name="realtimesource_failures_have_a_problem",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None, read_from="")
                | (Q(told_at__isnull=False) & ~Q(read_from="")),
                name="realtimesource_message_came_from_somewhere",
            ),
        ]

    def __str__(self) -> str:
        # What comes after the question mark may be a key.
        return self.url.partition("?")[0]


class RealtimeRowQuerySet(TenantQuerySet["TripForecast"]):
    """Rows that a source told, scoped through it."""

    tenant_path = "source__tenant"


class TripForecast(models.Model):
    """What a source tells of a trip on a service day (GTFS-Realtime, TripUpdate).

    `stops` are the updates in the order of the trip's calls, as `StopForecast` reads them. What
    they mean for the calls between is worked out when a ride is looked at: nobody asks for most.
    """

    source = models.ForeignKey(
        RealtimeSource, models.CASCADE, related_name="forecasts", db_index=False
    )
    trip_id = models.CharField(max_length=LONGEST_TRIP_ID)
    service_date = models.DateField()
    starts = models.PositiveIntegerField(
        null=True, help_text="Which run of a trip that goes by headway, as Trip.starts tells."
    )
    is_cancelled = models.BooleanField(default=False)
    delay = models.IntegerField(
        null=True, help_text="Seconds; of the trip as a whole, up to the first stop that is told."
    )
    stops = models.JSONField(default=list)
    told_at = models.DateTimeField(
        null=True, help_text="When this was measured; empty: with the message."
    )

    objects = RealtimeRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "trip_id", "service_date", "starts"],
                nulls_distinct=False,
                name="tripforecast_once_per_trip_and_day",
            ),
            models.CheckConstraint(
                condition=Q(is_cancelled=False) | Q(delay=None, stops=[]),
                name="tripforecast_cancelled_has_no_times",
            ),
            models.CheckConstraint(
                condition=Q(is_cancelled=True) | Q(delay__isnull=False) | ~Q(stops=[]),
                name="tripforecast_tells_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trip_id} on {self.service_date}"


class VehicleSighting(models.Model):
    """Where a source saw the vehicle of a trip last (GTFS-Realtime, VehiclePosition). WGS 84."""

    source = models.ForeignKey(
        RealtimeSource, models.CASCADE, related_name="sightings", db_index=False
    )
    trip_id = models.CharField(max_length=LONGEST_TRIP_ID)
    service_date = models.DateField()
    starts = models.PositiveIntegerField(
        null=True, help_text="Which run of a trip that goes by headway, as Trip.starts tells."
    )
    vehicle_id = models.CharField(max_length=LONGEST_VEHICLE)
    label = models.CharField(
        max_length=LONGEST_VEHICLE, blank=True, help_text="What riders read on the vehicle."
    )
    latitude = models.FloatField()
    longitude = models.FloatField()
    bearing = models.FloatField(
        null=True,
        validators=[MinValueValidator(0)],
        help_text="Degrees, clockwise from true north; empty: not told.",
    )
    seen_at = models.DateTimeField()

    objects = RealtimeRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "trip_id", "service_date", "starts"],
                nulls_distinct=False,
                name="vehiclesighting_once_per_trip_and_day",
            ),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="vehiclesighting_is_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(bearing=None) | Q(bearing__range=(0, 360)),
                name="vehiclesighting_bearing_is_a_direction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label or self.vehicle_id} as {self.trip_id}"
