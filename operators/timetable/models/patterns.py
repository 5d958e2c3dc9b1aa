"""What planning reads: trips that are alike, put side by side. Derived from the stop times."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from operators.timetable.models.feeds import FeedVersion
from operators.timetable.models.rows import FeedRowQuerySet
from operators.timetable.models.stops import Stop
from operators.timetable.models.trips import Route


class Pattern(models.Model):
    """Trips of one route and one service that make the same calls, in the order of departure.

    An import writes it when the stop times are loaded; nothing else may.
    """

    version = models.ForeignKey(
        FeedVersion, models.CASCADE, related_name="patterns", db_index=False
    )
    route = models.ForeignKey(Route, models.CASCADE, related_name="patterns")
    service_id = models.CharField(max_length=150)
    trips = ArrayField(models.BigIntegerField(), help_text="Keys of the trips.")

    objects = FeedRowQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["version"], name="pattern_by_version")]

    def __str__(self) -> str:
        return f"{len(self.trips)} trips of {self.route_id} on {self.service_id}"


class PatternCall(models.Model):
    """One call of a pattern with the times of all its trips, in their order.

    Times are seconds since noon minus twelve hours of the service day. A planner reads a whole
    day at a stop in one row instead of hundreds.
    """

    pk = models.CompositePrimaryKey("version_id", "pattern_id", "sequence")
    version = models.ForeignKey(FeedVersion, models.CASCADE, related_name="+", db_index=False)
    pattern = models.ForeignKey(
        Pattern, models.CASCADE, related_name="calls", db_index=False, db_constraint=False
    )
    stop = models.ForeignKey(
        Stop, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    sequence = models.PositiveIntegerField(help_text="stop_sequence of its trips.")
    boards = models.BooleanField(help_text="Riders may get on.")
    alights = models.BooleanField(help_text="Riders may get off.")
    arrivals = ArrayField(models.IntegerField())
    departures = ArrayField(models.IntegerField())

    objects = FeedRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(arrivals__len=F("departures__len")), name="patterncall_times_are_pairs"
            ),
        ]
        indexes = [models.Index(fields=["stop", "pattern"], name="patterncall_by_stop")]

    def __str__(self) -> str:
        return f"{self.pattern_id} at {self.stop_id}"
