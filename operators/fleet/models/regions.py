"""Areas of a fleet with what holds inside them."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from operators.fleet.areas import bounds_of, check_area
from operators.fleet.errors import AreaWrong
from operators.fleet.models.fleets import LONGEST_ID, Fleet
from operators.fleet.states import RegionKind, RegionSource
from operators.tenancy.constraints import same_tenant, tenant_key, within_reach
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet


class RegionQuerySet(TenantQuerySet["Region"]):
    """Regions of fleets."""

    def of_kind(self, *kinds: str) -> RegionQuerySet:
        """Those with one of these rules."""
        return self.filter(kind__in=kinds)

    def boxing(self, longitude: float, latitude: float) -> RegionQuerySet:
        """Those whose bounding box holds the place; whether the area does, `areas.covers` says."""
        return self.filter(
            west__lte=longitude, east__gte=longitude, south__lte=latitude, north__gte=latitude
        )


class Region(models.Model):
    """An area of a fleet with one rule (TOMP, systemRegion; GBFS, geofencing zones)."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    fleet = models.ForeignKey(Fleet, models.PROTECT, related_name="regions")
    region_id = models.CharField("region id", max_length=LONGEST_ID)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=RegionKind, default=RegionKind.OPERATING)
    area = models.JSONField(
        help_text="GeoJSON: a Polygon or MultiPolygon of longitudes and latitudes."
    )
    west = models.FloatField(editable=False)
    south = models.FloatField(editable=False)
    east = models.FloatField(editable=False)
    north = models.FloatField(editable=False)
    speed_kmph = models.PositiveSmallIntegerField(
        "speed limit", null=True, blank=True, help_text="Kilometres an hour."
    )
    starts_at = models.DateTimeField(null=True, blank=True, help_text="Empty: it holds already.")
    ends_at = models.DateTimeField(
        null=True, blank=True, help_text="The first moment that it is over; empty: never."
    )
    asset_type_ids = ArrayField(
        models.CharField(max_length=LONGEST_ID),
        default=list,
        blank=True,
        help_text="Ids of the vehicle types that it is for, with commas between; empty: all.",
    )
    source = models.CharField(
        max_length=10, choices=RegionSource, default=RegionSource.OWN, editable=False
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("region"),
            models.UniqueConstraint(fields=["id", "fleet"], name="region_fleet_key"),
            models.UniqueConstraint(fields=["fleet", "region_id"], name="region_once_per_id"),
            same_tenant("region", "fleet", "operators.Fleet"),
            models.CheckConstraint(
                condition=Q(kind__in=RegionKind.values), name="region_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(source__in=RegionSource.values), name="region_source_is_known"
            ),
            models.CheckConstraint(
                condition=Q(west__gte=-180, east__lte=180, south__gte=-90, north__lte=90)
                & Q(west__lt=F("east"), south__lt=F("north")),
                name="region_is_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(area__has_key="type", area__type__in=["Polygon", "MultiPolygon"]),
                name="region_area_is_polygons",
            ),
            models.CheckConstraint(
                condition=Q(kind=RegionKind.SPEEDLIMIT, speed_kmph__isnull=False, speed_kmph__gt=0)
                | (~Q(kind=RegionKind.SPEEDLIMIT) & Q(speed_kmph=None)),
                name="region_limits_speed_or_not",
                violation_error_message="A speed limit, and nothing else, has a speed.",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="region_ends_after_it_starts",
                violation_error_message="A region ends after it starts.",
            ),
            models.CheckConstraint(
                condition=within_reach("starts_at", "ends_at"), name="region_is_within_reach"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "kind", "id"], name="region_by_kind"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_box()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.area is None:
            return  # the field has said so
        try:
            check_area(self.area)
        except AreaWrong as wrong:
            raise ValidationError({"area": wrong.detail}) from wrong
        self.fill_box()

    def fill_box(self) -> None:
        """West, south, east and north follow from the area; AreaWrong if it is none.

        `save` does it by itself; whoever writes many rows at once does it here.
        """
        self.west, self.south, self.east, self.north = bounds_of(self.area)
