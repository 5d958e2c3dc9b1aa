"""What a pricing plan says, as a value: a rental keeps a copy of it, whatever becomes of the plan.

Nothing here prices anything; that is for sales.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

AMOUNTS = ("amount", "units", "scale_from", "scale_to", "minimum", "maximum")


@dataclass(frozen=True, slots=True)
class PartTerms:
    """One part of a price (TOMP, farePart); amounts in the currency of the plan.

    Scales hold from `scale_from` on, up to but not at `scale_to`. A FLEX part costs `amount` for
    each `units` of `unit` that was begun; in PERCENTAGE, that much of the sum of the DEFAULT parts.
    A FIXED part with a scale is charged once, when the scale is reached. MAX caps the sum.
    """

    type: str
    amount: Decimal
    kind: str = "DEFAULT"
    unit: str = ""
    units: Decimal = Decimal(1)
    scale_from: Decimal | None = None
    scale_to: Decimal | None = None
    scale_unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    use: str = "IN_USE"
    name: str = ""

    def to_json(self) -> dict[str, Any]:
        """Members of JSON, amounts as texts so that they stay exact."""
        return {each.name: _told(getattr(self, each.name)) for each in fields(self)}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> PartTerms:
        """The part that `to_json` told."""
        read = {name: _amount(told[name]) for name in AMOUNTS if name in told}
        return cls(**{**told, **read})


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """A pricing plan with its parts in order.

    `is_taxable` is what clients are told (TOMP and GBFS: tax is still to be added). `tax_included`
    says whether the amounts hold the VAT; where they do not, a price adds it part by part.
    """

    plan_id: str
    name: str
    currency: str
    is_taxable: bool
    tax_included: bool
    parts: tuple[PartTerms, ...]
    description: str = ""

    def to_json(self) -> dict[str, Any]:
        """Members of JSON, amounts as texts so that they stay exact."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        return {**told, "parts": [part.to_json() for part in self.parts]}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> PlanTerms:
        """The plan that `to_json` told."""
        parts = tuple(PartTerms.from_json(part) for part in told["parts"])
        return cls(**{**told, "parts": parts})


def _told(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def _amount(told: str | None) -> Decimal | None:
    return None if told is None else Decimal(told)
