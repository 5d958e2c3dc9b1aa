"""Where fares hold: areas of stops or zones, and networks of routes."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from operators.tenancy.constraints import tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet

LONGEST_CODE = 150
LONGEST_ID = 100


class FareAreaQuerySet(TenantQuerySet["FareArea"]):
    """Areas of tenants."""

    def touching(self, *, stop_ids: set[str], zone_ids: set[str]) -> FareAreaQuerySet:
        """Areas that hold one of the stops or one of the zones."""
        return self.filter(
            Q(stop_ids__overlap=sorted(stop_ids)) | Q(zone_ids__overlap=sorted(zone_ids))
        )


class FareArea(models.Model):
    """Stops that are one place to a fare: those that are named, and those of the zones named.

    The code of an area that an import of fares has made begins with the name of that import and
    a colon.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="fare_areas")
    code = models.CharField(max_length=LONGEST_CODE)
    name = models.CharField(max_length=100)
    stop_ids = ArrayField(
        models.CharField(max_length=LONGEST_ID),
        default=list,
        blank=True,
        help_text="stop_id in the GTFS feed, separated by commas; platforms by their own ids.",
    )
    zone_ids = ArrayField(
        models.CharField(max_length=LONGEST_ID),
        default=list,
        blank=True,
        help_text="zone_id in the GTFS feed, separated by commas.",
    )

    objects = FareAreaQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("farearea"),
            models.UniqueConstraint(fields=["tenant", "code"], name="farearea_once_per_code"),
            models.CheckConstraint(
                condition=~Q(stop_ids=[]) | ~Q(zone_ids=[]), name="farearea_holds_something"
            ),
        ]
        indexes = [
            GinIndex(fields=["stop_ids"], name="farearea_by_stop"),
            GinIndex(fields=["zone_ids"], name="farearea_by_zone"),
        ]

    def __str__(self) -> str:
        return self.name

    def holds(self, *, stop_id: str, zone_id: str) -> bool:
        """Whether a stop of that id, in that zone, lies in the area."""
        return stop_id in self.stop_ids or bool(zone_id and zone_id in self.zone_ids)


class FareNetwork(models.Model):
    """Routes that are one to a fare, such as all express buses."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="fare_networks")
    code = models.CharField(max_length=LONGEST_CODE)
    name = models.CharField(max_length=100)
    route_ids = ArrayField(
        models.CharField(max_length=LONGEST_ID),
        help_text="route_id in the GTFS feed, separated by commas.",
    )

    objects = TenantQuerySet["FareNetwork"].as_manager()

    class Meta:
        constraints = [
            tenant_key("farenetwork"),
            models.UniqueConstraint(fields=["tenant", "code"], name="farenetwork_once_per_code"),
            models.CheckConstraint(condition=~Q(route_ids=[]), name="farenetwork_holds_something"),
        ]

    def __str__(self) -> str:
        return self.name
