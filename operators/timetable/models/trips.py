"""What runs when: routes, trips, their stop times and the days of service."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from operators.timetable.models.feeds import FeedVersion
from operators.timetable.models.rows import FeedRowQuerySet
from operators.timetable.models.stops import Stop


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
    """One run of a vehicle along a route (GTFS trips.txt).

    Without foreign keys in the database, for the reason that StopTime gives.
    """

    version = models.ForeignKey(
        FeedVersion,
        models.CASCADE,
        related_name="trips",
        db_index=False,
        db_constraint=False,
    )
    route = models.ForeignKey(Route, models.CASCADE, related_name="trips", db_constraint=False)
    trip_id = models.CharField(max_length=150)
    service_id = models.CharField(max_length=150)
    headsign = models.CharField(max_length=250, blank=True)
    direction_id = models.PositiveSmallIntegerField(null=True)
    starts = models.PositiveIntegerField(
        null=True,
        help_text="When one run of a trip that goes by headway (GTFS frequencies.txt) leaves its "
        "first stop, seconds since the day's start. Empty: the trip has times of its own.",
    )

    objects = FeedRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "trip_id", "starts"],
                nulls_distinct=False,
                name="trip_once_per_version",
            ),
        ]

    def __str__(self) -> str:
        return self.trip_id


class StopTime(models.Model):
    """A trip at a stop. Times are seconds since noon minus twelve hours of the service day.

    The table has a part for each version, so that an import fills and indexes one that nobody
    reads yet, and deleting a version is dropping its part. A query that does not name the
    versions it wants looks into every part.

    Only an import writes these rows, from ids that it has just joined. Foreign keys in the
    database would look each of them up again and make loading three times as long. What stops at
    a place is found through the patterns, so no index by stop is kept.
    """

    pk = models.CompositePrimaryKey("trip_id", "sequence", "version_id")
    version = models.ForeignKey(
        FeedVersion, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
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
