"""Vehicles that exist only here, with locks that can be told to jam or to be slow."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from operators.fleet.models.assets import Asset
from operators.tenancy.scoping import TenantQuerySet


class SimulatedVehicleQuerySet(TenantQuerySet["SimulatedVehicle"]):
    """Simulated vehicles, scoped through what they stand for."""

    tenant_path = "asset__tenant"


class SimulatedVehicle(models.Model):
    """What the simulator knows of a vehicle: the truth of which the asset is a report."""

    asset = models.OneToOneField(Asset, models.CASCADE, related_name="simulated")
    is_locked = models.BooleanField("locked", default=True)
    jams = models.PositiveSmallIntegerField(
        default=0, help_text="How many of the next commands to the lock fail."
    )
    delay_milliseconds = models.PositiveIntegerField(
        "delay", default=0, help_text="Milliseconds until a command is answered."
    )
    latitude = models.FloatField()
    longitude = models.FloatField()
    heading = models.FloatField(default=0, help_text="Degrees from north, clockwise.")
    speed_kmph = models.FloatField("speed", default=0, help_text="Kilometres an hour.")
    charge = models.FloatField(default=100, help_text="Percent.")
    trunk_opened_at = models.DateTimeField(null=True, blank=True, help_text="Last time.")
    moved_at = models.DateTimeField(help_text="As of when its place and charge are.")

    objects = SimulatedVehicleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="simulatedvehicle_is_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(charge__range=(0, 100)), name="simulatedvehicle_charge_is_percent"
            ),
            models.CheckConstraint(
                condition=Q(speed_kmph__gte=0, heading__gte=0, heading__lt=360),
                name="simulatedvehicle_moves_forwards",
            ),
        ]

    def __str__(self) -> str:
        return f"simulated {self.asset_id}"
