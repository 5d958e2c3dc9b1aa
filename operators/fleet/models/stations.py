"""Where vehicles stand and are brought back to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from operators.fleet.models.fleets import LONGEST_ID, Fleet
from operators.fleet.models.regions import Region
from operators.tenancy.constraints import CompositeForeignKey, same_tenant, tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet


class VehicleStation(models.Model):
    """A place where vehicles of a fleet stand (GBFS, station_information and station_status)."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    fleet = models.ForeignKey(Fleet, models.PROTECT, related_name="vehicle_stations")
    station_id = models.CharField("station id", max_length=LONGEST_ID)
    name = models.CharField(max_length=150)
    latitude = models.FloatField()
    longitude = models.FloatField()
    address = models.CharField(max_length=250, blank=True)
    capacity = models.PositiveIntegerField(
        null=True, blank=True, help_text="Vehicles that fit; empty: not told."
    )
    region = models.ForeignKey(
        Region, models.SET_NULL, null=True, blank=True, related_name="vehicle_stations"
    )
    is_virtual = models.BooleanField("virtual", default=False, help_text="Without docks.")
    is_renting = models.BooleanField("renting", default=True, help_text="Vehicles can be taken.")
    is_returning = models.BooleanField(
        "returning", default=True, help_text="Vehicles can be brought back."
    )
    area = models.JSONField(
        null=True, blank=True, help_text="GeoJSON, where it is more than a point."
    )

    objects = TenantQuerySet["VehicleStation"].as_manager()

    class Meta:
        constraints = [
            tenant_key("vehiclestation"),
            models.UniqueConstraint(fields=["id", "fleet"], name="vehiclestation_fleet_key"),
            models.UniqueConstraint(
                fields=["fleet", "station_id"], name="vehiclestation_once_per_id"
            ),
            same_tenant("vehiclestation", "fleet", "operators.Fleet"),
            CompositeForeignKey(
                name="vehiclestation_region_of_fleet",
                fields=["region", "fleet"],
                to="operators.Region",
                to_fields=["id", "fleet"],
            ),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="vehiclestation_is_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name
