"""Pricing plans of vehicles as TOMP wants them, whatever the plan says: with VAT."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from operators.fleet.places import polygons_of
from operators.fleet.states import PlanUnit
from operators.fleet.terms import PartTerms, PlanTerms
from operators.models import PricingPlan
from protocols.tomp.areas import name_of

FINEST = Decimal("0.0001")
"""Tariffs may be finer than coins."""


class Amounts(NamedTuple):
    """An amount with and without VAT."""

    amount: Decimal
    without_vat: Decimal


def amounts_of(part: PartTerms, terms: PlanTerms, *, rate: Decimal) -> Amounts:
    """What a part of a plan costs; percents are the same with and without VAT, which is `rate`
    percent."""
    if part.unit == PlanUnit.PERCENTAGE:
        return Amounts(part.amount, part.amount)
    if terms.tax_included:
        return Amounts(part.amount, _fine(part.amount * 100 / (100 + rate)))
    return Amounts(with_vat(part.amount, terms, rate=rate), part.amount)


def with_vat(amount: Decimal, terms: PlanTerms, *, rate: Decimal) -> Decimal:
    """An amount of the plan, VAT included."""
    return amount if terms.tax_included else _fine(amount * (100 + rate) / 100)


def _fine(amount: Decimal) -> Decimal:
    return amount.quantize(FINEST).normalize() + 0


def in_each_polygon(
    plans: Iterable[PricingPlan], to_wire: Callable[[PricingPlan], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """`systemPricingPlan` of each plan, once for each polygon of its region, since those are
    regions of their own on the wire."""
    for plan in plans:
        wire = to_wire(plan)
        if plan.region is None:
            yield wire
            continue
        for place in range(1, len(polygons_of(plan.region)) + 1):
            named = {"planId": name_of(plan.plan_id, place)}
            yield {**wire, **named, "regionId": name_of(plan.region.region_id, place)}
