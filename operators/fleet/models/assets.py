"""Vehicles, what kinds there are, and what happened to them."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When

from operators.fleet.models.fleets import LONGEST_ID, Fleet
from operators.fleet.models.plans import PricingPlan
from operators.fleet.models.stations import VehicleStation
from operators.fleet.spatial import PointInBox, metres_from
from operators.fleet.states import AssetClass, AssetEventName, Propulsion, Situation
from operators.tenancy.constraints import (
    CompositeForeignKey,
    same_tenant,
    tenant_key,
    within_reach,
)
from operators.tenancy.events import DomainEvent, EventQuerySet
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from operators.timetable.distances import Box, box_around


class AssetType(models.Model):
    """A kind of vehicle (TOMP, assetType; GBFS, vehicle_types)."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    fleet = models.ForeignKey(Fleet, models.PROTECT, related_name="asset_types")
    type_id = models.CharField("type id", max_length=LONGEST_ID)
    name = models.CharField(max_length=150)
    asset_class = models.CharField("class", max_length=20, choices=AssetClass)
    asset_sub_class = models.CharField(
        "sub-class", max_length=50, blank=True, help_text="Such as scooter or cargo bike."
    )
    propulsion = models.CharField(max_length=20, choices=Propulsion)
    max_range_metres = models.PositiveIntegerField(
        "range", null=True, blank=True, help_text="Metres with a full battery or tank."
    )
    riders = models.PositiveSmallIntegerField(default=1, help_text="How many people may use one.")
    default_plan = models.ForeignKey(
        PricingPlan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="asset_types",
        help_text="What one costs that has no plan of its own; empty: such a one is not rented.",
    )
    brand = models.CharField(max_length=100, blank=True)
    model = models.CharField(max_length=100, blank=True)

    objects = TenantQuerySet["AssetType"].as_manager()

    class Meta:
        verbose_name = "vehicle type"
        constraints = [
            tenant_key("assettype"),
            models.UniqueConstraint(fields=["id", "fleet"], name="assettype_fleet_key"),
            models.UniqueConstraint(fields=["fleet", "type_id"], name="assettype_once_per_id"),
            same_tenant("assettype", "fleet", "operators.Fleet"),
            CompositeForeignKey(
                name="assettype_plan_of_fleet",
                fields=["default_plan", "fleet"],
                to="operators.PricingPlan",
                to_fields=["id", "fleet"],
            ),
            models.CheckConstraint(
                condition=Q(asset_class__in=AssetClass.values), name="assettype_class_is_known"
            ),
            models.CheckConstraint(
                condition=Q(propulsion__in=Propulsion.values), name="assettype_propulsion_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(asset_class=AssetClass.OTHER) | ~Q(asset_sub_class=""),
                name="assettype_other_is_named",
                violation_error_message="Say in the sub-class what other vehicle it is.",
            ),
            models.CheckConstraint(condition=Q(riders__gt=0), name="assettype_carries_somebody"),
        ]

    def __str__(self) -> str:
        return self.name


class AssetQuerySet(TenantQuerySet["Asset"]):
    """Vehicles of fleets."""

    def live(self) -> AssetQuerySet:
        """Those that still belong to their fleet."""
        return self.filter(retired_at=None)

    def free(self) -> AssetQuerySet:
        """Those that a customer could take now, as far as their fleet knows."""
        charged = Q(charge=None) | Q(charge__gte=F("fleet__lowest_charge"))
        priced = Q(plan__isnull=False) | Q(asset_type__default_plan__isnull=False)
        placed = Q(longitude__isnull=False) | Q(station__isnull=False)
        return self.live().filter(
            charged, priced, placed, is_disabled=False, is_reserved=False, taken_at=None
        )

    def with_situation(self) -> AssetQuerySet:
        """Each annotated with `situation`: what its fleet would say of it first."""
        told = Case(
            When(retired_at__isnull=False, then=Value(Situation.RETIRED)),
            When(taken_at__isnull=False, then=Value(Situation.TAKEN)),
            When(is_disabled=True, then=Value(Situation.DISABLED)),
            When(is_reserved=True, then=Value(Situation.RESERVED)),
            When(charge__lt=F("fleet__lowest_charge"), then=Value(Situation.EMPTY)),
            default=Value(Situation.FREE),
            output_field=models.CharField(),
        )
        return self.annotate(situation=told)

    def within_box(self, west: float, south: float, east: float, north: float) -> AssetQuerySet:
        """Those of their fleets that stand in a box of degrees or on its edge, by index.

        A box whose west is greater than its east crosses the 180th meridian.
        """
        halves = Box(west, south, east, north).halves()
        return self.live().filter(reduce(or_, (Q(PointInBox(half)) for half in halves)))

    def within(self, longitude: float, latitude: float, metres: float) -> AssetQuerySet:
        """Those of their fleets that stand no farther from a place than that, by index.

        Each is annotated with `metres`, how far it is.
        """
        around = self.within_box(*box_around(longitude, latitude, metres))
        measured = around.annotate(metres=metres_from(longitude, latitude))
        return measured.filter(metres__lte=metres)


class Asset(models.Model):
    """One vehicle (TOMP, asset). Its id is free again once it is retired."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    fleet = models.ForeignKey(Fleet, models.PROTECT, related_name="assets")
    asset_type = models.ForeignKey(AssetType, models.PROTECT, related_name="assets")
    asset_id = models.CharField("vehicle id", max_length=LONGEST_ID)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    charge = models.FloatField(
        null=True, blank=True, help_text="Percent of the battery or tank; empty: not told."
    )
    range_metres = models.PositiveIntegerField(
        "range", null=True, blank=True, help_text="Metres that the charge is good for."
    )
    station = models.ForeignKey(
        VehicleStation, models.SET_NULL, null=True, blank=True, related_name="assets"
    )
    plan = models.ForeignKey(
        PricingPlan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assets",
        help_text="Empty: the plan of its type.",
    )
    plate = models.CharField("licence plate", max_length=20, blank=True)
    is_reserved = models.BooleanField(
        "reserved", default=False, help_text="By somebody else, as its feed tells."
    )
    is_disabled = models.BooleanField("disabled", default=False, help_text="Not to be rented.")
    taken_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when a customer of ours has it."
    )
    reported_at = models.DateTimeField(
        null=True, editable=False, help_text="When it, or its feed, last said where it is."
    )
    retired_at = models.DateTimeField(
        null=True, editable=False, help_text="When it left its fleet."
    )

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name = "vehicle"
        constraints = [
            tenant_key("asset"),
            models.UniqueConstraint(fields=["id", "fleet"], name="asset_fleet_key"),
            models.UniqueConstraint(
                fields=["fleet", "asset_id"],
                condition=Q(retired_at=None),
                name="asset_once_per_id",
                violation_error_message="The fleet has a vehicle of this id.",
            ),
            same_tenant("asset", "fleet", "operators.Fleet"),
            CompositeForeignKey(
                name="asset_type_of_fleet",
                fields=["asset_type", "fleet"],
                to="operators.AssetType",
                to_fields=["id", "fleet"],
            ),
            CompositeForeignKey(
                name="asset_station_of_fleet",
                fields=["station", "fleet"],
                to="operators.VehicleStation",
                to_fields=["id", "fleet"],
            ),
            CompositeForeignKey(
                name="asset_plan_of_fleet",
                fields=["plan", "fleet"],
                to="operators.PricingPlan",
                to_fields=["id", "fleet"],
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="asset_is_on_earth",
                violation_error_message="A place is a latitude (-90 to 90) and a longitude "
                "(-180 to 180).",
            ),
            models.CheckConstraint(
                condition=Q(charge=None) | Q(charge__range=(0, 100)),
                name="asset_charge_is_percent",
                violation_error_message="A charge is 0 to 100 percent.",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(retired_at=None),
                name="asset_is_not_retired_while_taken",
            ),
            models.CheckConstraint(
                condition=within_reach("taken_at", "reported_at", "retired_at"),
                name="asset_is_within_reach",
            ),
        ]
        indexes = [
            GistIndex(
                F("fleet"),
                Func(F("longitude"), F("latitude"), function="point"),
                condition=Q(retired_at=None),
                name="asset_by_place",
            ),
            models.Index(
                fields=["tenant", "asset_id"], condition=Q(retired_at=None), name="asset_by_id"
            ),
            models.Index(
                fields=["fleet", "asset_id"],
                condition=Q(retired_at__isnull=False),
                name="asset_retired_by_id",
            ),
        ]

    def __str__(self) -> str:
        return self.plate or self.asset_id

    @property
    def rented_by(self) -> PricingPlan | None:
        """The plan that a rental of it is priced by; None: it is not rented out."""
        return self.plan or self.asset_type.default_plan


class AssetEventQuerySet(EventQuerySet["AssetEvent"]):
    """Events, scoped through their vehicle."""

    tenant_path = "asset__tenant"


class AssetEvent(DomainEvent):
    """What happened to a vehicle."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="events")
    name = models.CharField(max_length=20, choices=AssetEventName)

    objects = AssetEventQuerySet.as_manager()

    class Meta(DomainEvent.Meta):
        verbose_name = "vehicle event"
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=AssetEventName.values), name="assetevent_name_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.asset_id}"
