"""What rentals cost, as people read it."""

from __future__ import annotations

from operators.admin.tables import table
from operators.fleet.models import PricingPlan
from operators.fleet.states import PartType
from operators.fleet.terms import PartTerms
from sales.fares import reasons
from sales.fares.rentals import estimate_rental
from sales.models import Product
from sales.money import Money

NO_PLANS = "The fleet has no pricing plan yet, so nobody can rent its vehicles."


def plan_table(product: Product) -> str:
    """The plans of the product's fleet: what a rental costs at least, and how it is counted."""
    plans = PricingPlan.objects.filter(fleet=product.fleet_id).prefetch_related("parts")
    rows = []
    for plan in plans.order_by("name", "pk"):
        terms = plan.terms()
        least = estimate_rental(terms, vat_rate=product.vat_rate)
        words = "; ".join(part_in_words(part) for part in terms.parts)
        rows.append([plan.name, Money(least.amount, plan.currency), words])
    return table(["Plan", "To begin with", "Parts"], rows, empty=NO_PLANS)


def part_in_words(part: PartTerms) -> str:
    """A part of a plan: `Ride time: 0.19 for each minute begun`."""
    name = f"{part.name}: " if part.name else ""
    if part.type == PartType.MAX:
        return f"{name}{reasons.price(part.amount)} at most"
    return f"{name}{reasons.asked_for(part)}"
