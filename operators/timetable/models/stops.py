"""Where vehicles stop: stops and stations, fare zones, and how riders change between stops."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Func, Q

from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from operators.timetable.models.feeds import FeedVersion
from operators.timetable.models.rows import FeedRowQuerySet
from operators.timetable.states import TransferKind


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
            GistIndex(
                F("version"),
                Func(F("longitude"), F("latitude"), function="point"),
                name="stop_by_place",
            ),
            GinIndex(SearchVector("name", config="simple"), name="stop_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.stop_id})"


class Transfer(models.Model):
    """How riders change between two stops (GTFS transfers.txt); stations mean their platforms."""

    version = models.ForeignKey(
        FeedVersion, models.CASCADE, related_name="transfers", db_index=False
    )
    from_stop = models.ForeignKey(Stop, models.CASCADE, related_name="transfers_from")
    to_stop = models.ForeignKey(Stop, models.CASCADE, related_name="transfers_to")
    kind = models.PositiveSmallIntegerField(choices=TransferKind, help_text="GTFS transfer_type.")
    minimum_seconds = models.PositiveIntegerField(
        null=True, help_text="What changing takes at least; empty: not told."
    )

    objects = FeedRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "from_stop", "to_stop"], name="transfer_once_per_pair"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=TransferKind.values), name="transfer_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_stop_id} to {self.to_stop_id}"
