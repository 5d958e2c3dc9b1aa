"""What some rentals would cost by a pricing plan, beside the plan itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.decorators import display

from operators.admin.fleet.plans import PricingPlanAdmin
from operators.admin.tables import table
from operators.fleet.models import PricingPlan
from sales.fares.rentals import RentalPrice, Use, price_rental
from sales.models import Product
from sales.money import Money

EXAMPLES = {
    "Five minutes, 1 km": Use(5 * 60, 0, 1_000),
    "Twenty minutes, 4 km": Use(20 * 60, 0, 4_000),
    "Twenty minutes, 4 km, paused for ten more": Use(20 * 60, 10 * 60, 4_000),
    "Two hours, 15 km": Use(2 * 3600, 0, 15_000),
    "A day, 30 km": Use(24 * 3600, 0, 30_000),
}
NO_PRODUCT = "No product sells the vehicles of this fleet yet, so no VAT is counted."

admin.site.unregister(PricingPlan)


def example_table(plan: PricingPlan) -> str:
    """The price of each example, part by part, with the VAT of the fleet's first product."""
    terms = plan.terms()
    product = Product.objects.filter(fleet=plan.fleet_id).order_by("pk").first()
    rate = product.vat_rate if product else Decimal(0)
    prices = [(name, price_rental(terms, use, vat_rate=rate)) for name, use in EXAMPLES.items()]
    rows = [
        [
            name,
            Money(price.amount, price.currency),
            Money(price.tax_amount, price.currency),
            _parts(price),
        ]
        for name, price in prices
    ]
    told = f"With the VAT of {product}, {rate.normalize():f} percent." if product else NO_PRODUCT
    return format_html(
        "{}<div>{}</div>", table(["Rental", "Price", "VAT in it", "Parts"], rows), told
    )


def _parts(price: RentalPrice) -> str:
    """Such as “Unlock fee 1.00 + Per minute 0.95”."""
    return " + ".join(f"{part.title} {part.amount:.2f}" for part in price.parts)


@admin.register(PricingPlan)
class PricedPlanAdmin(PricingPlanAdmin):
    """What it costs to use a vehicle; `operators` prices nothing, so examples come here."""

    readonly_fields = [*PricingPlanAdmin.readonly_fields, "examples"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, ("For example", {"fields": ["examples"]})] if obj else fieldsets

    @display(description="What rentals cost")
    def examples(self, plan: PricingPlan) -> str:
        return example_table(plan)
