"""Fleets whose vehicles come with drivers."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from operators.fleet.models.assets import Asset, AssetType
from operators.fleet.models.fleets import Fleet
from operators.fleet.models.plans import PricingPlan
from operators.tenancy.constraints import CompositeForeignKey, same_tenant, tenant_key
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet

ANY_VEHICLE = "any"
"""The vehicle type of a service whose taxis are all alike."""
LONGEST_NOTICE = 7 * 24 * 60
"""Minutes."""
LONGEST_ANSWER = 24 * 60
"""Minutes."""
FARTHEST_AHEAD = 365
"""Days."""
FASTEST_KMPH = 200
LONGEST_DETOUR = 500
"""Percent."""
E_164 = r"^\+[0-9]{7,15}$"
is_phone = RegexValidator(E_164, "Write it as +31201234567: a plus sign and 7 to 15 digits.")


class TaxiServiceQuerySet(TenantQuerySet["TaxiService"]):
    """What fleets promise whose vehicles come with drivers."""

    def with_seats(self) -> TaxiServiceQuerySet:
        """Each annotated with `seats`: how many people the largest of its vehicles takes; None
        where the fleet names no vehicles."""
        # A fleet has few types and many vehicles, of which one for each type is looked for.
        vehicles = Asset.objects.live().filter(asset_type=OuterRef("pk"))
        types = AssetType.objects.filter(Exists(vehicles), fleet=OuterRef("fleet"))
        return self.annotate(seats=Subquery(types.order_by("-riders").values("riders")[:1]))


class TaxiService(models.Model):
    """What a fleet promises whose vehicles come with drivers.

    A fleet is a taxi fleet exactly if it has one, and then none of its vehicles is rented out. It
    drives where its OPERATING regions are, both ends of a trip inside; without any, anywhere.
    Amounts are in the currency of its pricing plan, VAT included.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    fleet = models.OneToOneField(Fleet, models.PROTECT, related_name="taxi_service")
    plan = models.ForeignKey(
        PricingPlan,
        models.PROTECT,
        related_name="taxi_services",
        verbose_name="pricing plan",
        help_text="What a trip costs; minutes count as in use.",
    )
    phone = models.CharField(
        max_length=16, blank=True, validators=[is_phone], help_text="Of the taxi centre: +31…"
    )
    picture_url = models.URLField(
        "picture", blank=True, help_text="Address of a picture of the taxi centre, such as a logo."
    )
    notice_minutes = models.PositiveSmallIntegerField(
        "notice", default=15, help_text="Minutes between an order and its pick-up at least."
    )
    days_ahead = models.PositiveSmallIntegerField(
        default=30, help_text="How many days before its pick-up a trip can be ordered."
    )
    answer_minutes = models.PositiveSmallIntegerField(
        "time to find a driver",
        default=10,
        help_text="Minutes that a driver is looked for, at the latest until the pick-up.",
    )
    dispatch_minutes = models.PositiveSmallIntegerField(
        "driver is looked for",
        null=True,
        blank=True,
        help_text="Minutes before the pick-up from which on; empty: as soon as it is ordered.",
    )
    speed_kmph = models.PositiveSmallIntegerField(
        "speed", default=30, help_text="Kilometres an hour on the road: for estimates."
    )
    detour_percent = models.PositiveSmallIntegerField(
        "detour", default=30, help_text="What a road is longer than the straight line, in percent."
    )
    fixes_price = models.BooleanField(
        "fixed prices",
        default=False,
        help_text="The price told with an order is the price; else the meter says it at the end.",
    )
    cancellation_fee = models.DecimalField(
        max_digits=9,
        decimal_places=2,
        default=Decimal("0.00"),
        validators=[MinValueValidator(0)],
        help_text="For whoever cancels once a driver has accepted, in the currency of the plan; "
        "0: free.",
    )
    vehicle_type = models.CharField(
        max_length=100,
        default=ANY_VEHICLE,
        help_text="What comes, such as estate car; any: whichever is free.",
    )

    objects = TaxiServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            tenant_key("taxiservice"),
            models.UniqueConstraint(fields=["id", "fleet"], name="taxiservice_fleet_key"),
            same_tenant("taxiservice", "fleet", "operators.Fleet"),
            CompositeForeignKey(
                name="taxiservice_plan_of_fleet",
                fields=["plan", "fleet"],
                to="operators.PricingPlan",
                to_fields=["id", "fleet"],
            ),
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=E_164), name="taxiservice_phone_is_e164"
            ),
            models.CheckConstraint(
                condition=Q(notice_minutes__range=(1, LONGEST_NOTICE)),
                name="taxiservice_needs_notice_within_a_week",
                violation_error_message="A notice is 1 minute to 7 days.",
            ),
            models.CheckConstraint(
                condition=Q(days_ahead__range=(1, FARTHEST_AHEAD)),
                name="taxiservice_is_ordered_within_a_year",
                violation_error_message="Trips are ordered 1 to 365 days ahead.",
            ),
            models.CheckConstraint(
                condition=Q(answer_minutes__range=(1, LONGEST_ANSWER)),
                name="taxiservice_answers_within_a_day",
                violation_error_message="A driver is looked for 1 minute to 24 hours.",
            ),
            models.CheckConstraint(
                condition=Q(dispatch_minutes=None) | Q(dispatch_minutes__range=(1, LONGEST_NOTICE)),
                name="taxiservice_dispatches_within_a_week",
                violation_error_message="A driver is looked for 1 minute to 7 days ahead.",
            ),
            models.CheckConstraint(
                condition=Q(speed_kmph__range=(1, FASTEST_KMPH)),
                name="taxiservice_drives_at_a_speed",
                violation_error_message="A speed is 1 to 200 kilometres an hour.",
            ),
            models.CheckConstraint(
                condition=Q(detour_percent__lte=LONGEST_DETOUR),
                name="taxiservice_detour_is_sane",
                violation_error_message="A detour is 0 to 500 percent.",
            ),
            models.CheckConstraint(
                condition=Q(cancellation_fee__gte=0), name="taxiservice_fee_is_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(vehicle_type=""), name="taxiservice_says_what_comes"
            ),
        ]

    def __str__(self) -> str:
        return f"taxis of {self.fleet}"

    @property
    def room(self) -> int | None:
        """For how many people its largest vehicle has room, of one that was found `with_seats`."""
        seats: int | None = self.seats  # type: ignore[attr-defined]  # set by the query
        return seats


class Driver(models.Model):
    """Somebody who drives a vehicle of a taxi fleet: whom customers are told of."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    fleet = models.ForeignKey(Fleet, models.PROTECT, related_name="drivers")
    number = models.CharField(max_length=20, help_text="What the taxi centre calls the driver.")
    name = models.CharField(max_length=100, help_text="As customers read it, such as Jussi K.")
    phone = models.CharField(
        max_length=16, blank=True, validators=[is_phone], help_text="For customers: +31…"
    )
    picture_url = models.URLField("picture", blank=True, help_text="Address of a picture.")
    asset = models.OneToOneField(
        Asset,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="driver",
        verbose_name="vehicle",
        help_text="What the driver drives now; empty: not at work.",
        error_messages={"unique": "Somebody else drives this vehicle now; free it there first."},
    )

    objects = TenantQuerySet["Driver"].as_manager()

    class Meta:
        constraints = [
            tenant_key("driver"),
            models.UniqueConstraint(fields=["id", "fleet"], name="driver_fleet_key"),
            models.UniqueConstraint(
                fields=["fleet", "number"],
                name="driver_once_per_number",
                violation_error_message="The fleet has a driver of this number.",
            ),
            same_tenant("driver", "fleet", "operators.Fleet"),
            CompositeForeignKey(
                name="driver_asset_of_fleet",
                fields=["asset", "fleet"],
                to="operators.Asset",
                to_fields=["id", "fleet"],
            ),
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=E_164), name="driver_phone_is_e164"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="driver_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"
