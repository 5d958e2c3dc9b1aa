"""Times of the day and week that have fares or discounts of their own."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from operators.tenancy.constraints import same_tenant, tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.geography import LONGEST_CODE

WEEKDAYS = [
    (1, "Monday"),
    (2, "Tuesday"),
    (3, "Wednesday"),
    (4, "Thursday"),
    (5, "Friday"),
    (6, "Saturday"),
    (7, "Sunday"),
]
A_DAY = timedelta(days=1)


class TimeBand(models.Model):
    """A time such as the peak: all its spans together. The moment of departure decides."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="time_bands")
    code = models.CharField(max_length=LONGEST_CODE)
    name = models.CharField(max_length=60)

    objects = TenantQuerySet["TimeBand"].as_manager()

    class Meta:
        constraints = [
            tenant_key("timeband"),
            models.UniqueConstraint(fields=["tenant", "code"], name="timeband_once_per_code"),
        ]

    def __str__(self) -> str:
        return self.name


class TimeSpan(models.Model):
    """Days, and from when to when on them, on the clock of the tenant's zone.

    A span that does not end after it starts ends on the next day, and one from midnight to
    midnight is the whole day. It belongs to the day on which it starts. Where the clock is put
    back, an hour that comes twice counts both times.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    band = models.ForeignKey(TimeBand, models.CASCADE, related_name="spans")
    weekdays = ArrayField(models.PositiveSmallIntegerField(choices=WEEKDAYS), default=list)
    starts_at = models.TimeField("from", default=time.min)
    ends_at = models.TimeField("until", default=time.min, help_text="First moment after it.")
    first_date = models.DateField(null=True, blank=True, help_text="Empty: since ever.")
    last_date = models.DateField(null=True, blank=True, help_text="Inclusive; empty: for ever.")
    added_dates = ArrayField(
        models.DateField(), default=list, blank=True, help_text="Days that count as well."
    )
    removed_dates = ArrayField(
        models.DateField(), default=list, blank=True, help_text="Days that do not count."
    )

    objects = TenantQuerySet["TimeSpan"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7]),
                name="timespan_weekdays_are_known",
            ),
            models.CheckConstraint(
                condition=~Q(weekdays=[]) | ~Q(added_dates=[]), name="timespan_has_days"
            ),
            models.CheckConstraint(
                condition=Q(first_date=None)
                | Q(last_date=None)
                | Q(last_date__gte=F("first_date")),
                name="timespan_dates_in_order",
            ),
            same_tenant("timespan", "band", "sales.TimeBand"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%H:%M} to {self.ends_at:%H:%M}"

    def holds(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Whether the moment lies in the span, on the clock of that zone."""
        local = moment.astimezone(zone)
        day, clock = local.date(), local.time()
        if self.starts_at < self.ends_at:
            return self.has_day(day) and self.starts_at <= clock < self.ends_at
        return (self.has_day(day) and clock >= self.starts_at) or (
            self.has_day(day - A_DAY) and clock < self.ends_at
        )

    def has_day(self, day: date) -> bool:
        """Whether the span starts on that day."""
        if day in self.removed_dates:
            return False
        if day in self.added_dates:
            return True
        in_season = (self.first_date is None or self.first_date <= day) and (
            self.last_date is None or day <= self.last_date
        )
        return in_season and day.isoweekday() in self.weekdays
