"""Pricing plans as values, for tests that need no database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from operators.fleet.terms import PartTerms, PlanTerms

NUMBERS = ("amount", "units", "scale_from", "scale_to", "minimum", "maximum")


def part(type_: str, amount: str, /, **told: Any) -> PartTerms:
    """A part of this type; numbers as texts."""
    read = {name: Decimal(told[name]) for name in NUMBERS if name in told}
    return PartTerms(type_, Decimal(amount), **{**told, **read})


def fixed(amount: str, **told: Any) -> PartTerms:
    return part("FIXED", amount, **told)


def flex(amount: str, unit: str = "MINUTE", **told: Any) -> PartTerms:
    return part("FLEX", amount, unit=unit, **told)


def percent(amount: str) -> PartTerms:
    """A discount where it is below zero, else a surge."""
    kind = "DISCOUNT" if amount.startswith("-") else "SURGE"
    return flex(amount, "PERCENTAGE", kind=kind)


def at_most(amount: str) -> PartTerms:
    return part("MAX", amount)


def plan(*parts: PartTerms, currency: str = "EUR", tax_included: bool = True) -> PlanTerms:
    """A plan of these parts."""
    return PlanTerms("plan-1", "Plan", currency, False, tax_included, parts)


UNLOCKING = fixed("1.00", name="Unlock fee")
RIDE_TIME = flex("0.19", name="Ride time")
VOI = plan(UNLOCKING, RIDE_TIME)
"""As in the example of the seed: 1.00 to unlock, and 0.19 for each minute."""
