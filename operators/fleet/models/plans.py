"""What it costs to use a vehicle."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q

from operators.fleet.models.fleets import LONGEST_ID, Fleet
from operators.fleet.models.regions import Region
from operators.fleet.states import PartType, PlanPartKind, PlanUnit, VehicleUse
from operators.fleet.terms import PartTerms, PlanTerms
from operators.tenancy.constraints import CompositeForeignKey, same_tenant, tenant_key
from operators.tenancy.currencies import check_currency
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet

DISTANCES = [PlanUnit.KM, PlanUnit.MILE]
SCALES = [*DISTANCES, PlanUnit.MINUTE, PlanUnit.HOUR]
TIMES = [PlanUnit.SECOND, PlanUnit.MINUTE, PlanUnit.HOUR]


def amount_field(**options: Any) -> models.DecimalField[Any, Any]:
    """Amounts of a plan, in its currency: what feeds tell may be finer than coins."""
    return models.DecimalField(max_digits=12, decimal_places=4, **options)


class PricingPlan(models.Model):
    """What it costs to use a vehicle: parts that are added up (GBFS, system_pricing_plans)."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    fleet = models.ForeignKey(Fleet, models.PROTECT, related_name="plans")
    plan_id = models.CharField("plan id", max_length=LONGEST_ID)
    name = models.CharField(max_length=150)
    description = models.TextField(max_length=2000, blank=True)
    currency = models.CharField(max_length=3, validators=[check_currency])
    url = models.URLField("website", blank=True)
    region = models.ForeignKey(
        Region,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="plans",
        help_text="Where it holds; empty: everywhere.",
    )
    is_taxable = models.BooleanField(
        default=False, help_text="Tell customers that tax is still to be added."
    )
    tax_included = models.BooleanField(
        default=True, help_text="The amounts hold the VAT; if not, prices add it."
    )

    objects = TenantQuerySet["PricingPlan"].as_manager()

    class Meta:
        constraints = [
            tenant_key("pricingplan"),
            models.UniqueConstraint(fields=["id", "fleet"], name="pricingplan_fleet_key"),
            models.UniqueConstraint(fields=["fleet", "plan_id"], name="pricingplan_once_per_id"),
            same_tenant("pricingplan", "fleet", "operators.Fleet"),
            CompositeForeignKey(
                name="pricingplan_region_of_fleet",
                fields=["region", "fleet"],
                to="operators.Region",
                to_fields=["id", "fleet"],
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="pricingplan_currency_is_iso_4217"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def terms(self) -> PlanTerms:
        """What the plan says now, as a value that can be kept; one query unless prefetched."""
        parts = sorted(self.parts.all(), key=lambda part: part.sequence)
        return PlanTerms(
            plan_id=self.plan_id,
            name=self.name,
            currency=self.currency,
            is_taxable=self.is_taxable,
            tax_included=self.tax_included,
            parts=tuple(part.terms() for part in parts),
            description=self.description,
        )


class PlanPart(models.Model):
    """One part of a pricing plan (TOMP, farePart)."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    plan = models.ForeignKey(PricingPlan, models.CASCADE, related_name="parts")
    sequence = models.PositiveSmallIntegerField(help_text="Which part it is, from 1 on.")
    name = models.CharField(max_length=100, blank=True, help_text="Such as “Unlock fee”.")
    type = models.CharField(max_length=10, choices=PartType)
    kind = models.CharField(
        max_length=10,
        choices=PlanPartKind,
        default=PlanPartKind.DEFAULT,
        help_text="A discount has a negative amount, a surge a positive one.",
    )
    amount = amount_field(help_text="In the currency of the plan; percents for that unit.")
    units = amount_field(default=Decimal("1.0"), help_text="How many units the amount is for.")
    unit = models.CharField(
        max_length=10, choices=PlanUnit, blank=True, help_text="What a flex part counts."
    )
    scale_from = amount_field(
        null=True, blank=True, help_text="Counts from here on; empty: from the beginning."
    )
    scale_to = amount_field(null=True, blank=True, help_text="Counts up to here; empty: no end.")
    scale_unit = models.CharField(
        max_length=10, choices=[each for each in PlanUnit.choices if each[0] in SCALES], blank=True
    )
    minimum = amount_field(null=True, blank=True, help_text="The least that this part costs.")
    maximum = amount_field(null=True, blank=True, help_text="The most that this part costs.")
    use = models.CharField(
        max_length=10, choices=VehicleUse, default=VehicleUse.IN_USE, help_text="When it counts."
    )

    objects = TenantQuerySet["PlanPart"].as_manager()

    class Meta:
        verbose_name = "part"
        constraints = [
            same_tenant("planpart", "plan", "operators.PricingPlan"),
            models.UniqueConstraint(fields=["plan", "sequence"], name="planpart_once_per_sequence"),
            models.CheckConstraint(
                condition=Q(type__in=PartType.values), name="planpart_type_is_known"
            ),
            models.CheckConstraint(
                condition=Q(use__in=VehicleUse.values), name="planpart_use_is_known"
            ),
            models.CheckConstraint(
                condition=Q(type=PartType.FLEX, unit__in=PlanUnit.values)
                | (~Q(type=PartType.FLEX) & Q(unit="", units=1)),
                name="planpart_flex_has_a_unit",
                violation_error_message="A flex part, and no other, counts units.",
            ),
            models.CheckConstraint(condition=Q(units__gt=0), name="planpart_counts_something"),
            models.CheckConstraint(
                condition=Q(kind=PlanPartKind.DEFAULT, amount__gte=0)
                | Q(kind=PlanPartKind.DISCOUNT, amount__lt=0)
                | Q(kind=PlanPartKind.SURGE, amount__gt=0),
                name="planpart_kind_has_its_sign",
                violation_error_message="A discount is below zero, a surge above it, "
                "a price not below it.",
            ),
            models.CheckConstraint(
                condition=~Q(unit=PlanUnit.PERCENTAGE)
                | Q(~Q(kind=PlanPartKind.DEFAULT), scale_unit=""),
                name="planpart_percents_are_of_the_price",
                violation_error_message="A discount or a surge, without a scale, is in percent.",
            ),
            models.CheckConstraint(
                condition=~Q(type=PartType.MAX) | Q(kind=PlanPartKind.DEFAULT, scale_unit=""),
                name="planpart_max_caps_everything",
                violation_error_message="A max part has no scale and is no discount.",
            ),
            models.CheckConstraint(
                condition=Q(scale_unit="", scale_from=None, scale_to=None)
                | Q(scale_unit__in=SCALES, scale_from__isnull=False)
                | Q(scale_unit__in=SCALES, scale_to__isnull=False),
                name="planpart_scale_has_a_unit",
                violation_error_message="A scale has a unit and a beginning or an end.",
            ),
            models.CheckConstraint(
                condition=(Q(scale_from=None) | Q(scale_from__gte=0))
                & (Q(scale_to=None) | Q(scale_to__gt=0))
                & (Q(scale_from=None) | Q(scale_to=None) | Q(scale_to__gt=F("scale_from"))),
                name="planpart_scale_ends_after_it_begins",
                violation_error_message="A scale ends after it begins.",
            ),
            models.CheckConstraint(
                condition=Q(unit="")
                | Q(scale_unit="")
                | Q(unit__in=DISTANCES, scale_unit__in=DISTANCES)
                | Q(unit__in=TIMES, scale_unit__in=[PlanUnit.MINUTE, PlanUnit.HOUR]),
                name="planpart_scale_measures_what_it_counts",
                violation_error_message="A part that counts time has a scale of time, one that "
                "counts distance a scale of distance.",
            ),
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(maximum=None) | Q(minimum__lte=F("maximum")),
                name="planpart_minimum_is_below_maximum",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.get_type_display()} {self.amount.normalize():f}"

    def terms(self) -> PartTerms:
        """What the part says now, as a value."""
        return PartTerms(
            type=self.type,
            amount=self.amount,
            kind=self.kind,
            unit=self.unit,
            units=self.units,
            scale_from=self.scale_from,
            scale_to=self.scale_to,
            scale_unit=self.scale_unit,
            minimum=self.minimum,
            maximum=self.maximum,
            use=self.use,
            name=self.name,
        )
