"""What is kept of a version as a whole, so that no reader has to go through its stop times."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from operators.timetable.models.feeds import FeedVersion
from operators.timetable.models.rows import FeedRowQuerySet


class OperatingDay(models.Model):
    """A calendar day on which anything runs: its first departure and its last arrival.

    Both are seconds since noon minus twelve hours of that day in the zone of the feed; past
    midnight they count on.
    """

    pk = models.CompositePrimaryKey("version_id", "date")
    version = models.ForeignKey(
        FeedVersion, models.CASCADE, related_name="operating_days", db_index=False
    )
    date = models.DateField()
    first_departure = models.PositiveIntegerField()
    last_arrival = models.PositiveIntegerField()

    objects = FeedRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_arrival__gte=F("first_departure")),
                name="operatingday_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} on {self.date}"
