"""The price of a rental, from the clock, the distance and the pricing plan. Pure rules.

What is charged comes first, in the order of the plan; then what is taken off; then the cap. Amounts
include VAT at the rate of the product, whether the plan's own amounts do or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from operators.fleet.states import PartType, PlanPartKind, PlanUnit, VehicleUse
from operators.fleet.terms import PartTerms, PlanTerms
from sales.fares import reasons
from sales.fares.metering import Meter, Use, meter_of, steps_begun
from sales.fares.parts import PartKind, PricePart
from sales.money import MOST, ZERO, round_in, total, vat_in

__all__ = ["ChargedPart", "RentalPrice", "Use", "estimate_rental", "price_rental"]

MONEY = ("amount", "tax_amount")
NOTHING = Decimal(0)
BOOKS = PartTerms(PartType.MAX, MOST)
"""No plan says so, but the books hold no more of one order."""


@dataclass(frozen=True, slots=True)
class ChargedPart:
    """What one part of the plan came to, VAT included; below zero if it was taken off.

    `units` is what was consumed of `unit`; 0 of a fixed part. A part of type MAX takes off what is
    above the cap, and `cap` is the cap itself, VAT included.
    """

    type: str
    kind: str
    name: str
    unit: str
    units: Decimal
    amount: Decimal
    tax_amount: Decimal = ZERO
    rule: str = ""
    """Why it is this amount, in words."""
    cap: Decimal | None = None
    use: str = VehicleUse.IN_USE.value
    """What the customer did with the vehicle while it counted."""

    @property
    def title(self) -> str:
        """What the plan calls it, else what kind of part it is."""
        return self.name or self.type.capitalize()

    def to_json(self) -> dict[str, Any]:
        """Amounts as texts."""
        cap = None if self.cap is None else str(self.cap)
        told = {name: str(getattr(self, name)) for name in ("units", *MONEY)}
        return {**asdict(self), **told, "cap": cap}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> ChargedPart:
        told = {name: Decimal(facts[name]) for name in ("units", *MONEY)}
        cap = None if facts["cap"] is None else Decimal(facts["cap"])
        return cls(**{**facts, **told, "cap": cap})

    def as_price_part(self) -> PricePart:
        """As offers explain a price: for no kind of passenger, once."""
        return PricePart(
            category_id=None,
            category="",
            count=1,
            unit_amount=self.amount,
            amount=self.amount,
            tax_amount=self.tax_amount,
            kind=PartKind.DISCOUNT if self.amount < 0 else PartKind.FARE,
            basis=self.type,
            name=self.name,
            rule=self.rule,
        )


@dataclass(frozen=True, slots=True)
class RentalPrice:
    """What a rental costs, VAT included; its parts add up to it, and their VAT to its VAT."""

    currency: str
    parts: tuple[ChargedPart, ...]
    amount: Decimal
    tax_amount: Decimal
    use: Use = Use()  # noqa: RUF009  # a frozen value
    """What it is the price of."""

    @property
    def full_amount(self) -> Decimal:
        """Before discounts; a cap is none."""
        off = (part for part in self.parts if part.amount < 0 and part.type != PartType.MAX)
        return self.amount - total(part.amount for part in off)

    def to_json(self) -> dict[str, Any]:
        """Amounts as texts."""
        return {
            "currency": self.currency,
            "parts": [part.to_json() for part in self.parts],
            "amount": str(self.amount),
            "tax_amount": str(self.tax_amount),
            "use": asdict(self.use),
        }

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> RentalPrice:
        return cls(
            currency=facts["currency"],
            parts=tuple(ChargedPart.from_json(part) for part in facts["parts"]),
            amount=Decimal(facts["amount"]),
            tax_amount=Decimal(facts["tax_amount"]),
            use=Use(**facts["use"]),
        )


def price_rental(plan: PlanTerms, use: Use, *, vat_rate: Decimal) -> RentalPrice:
    """What the plan asks for this use; the VAT rate is in percent.

    Never below zero, and never above the least of its caps. Parts that the use did not come to are
    left out.
    """
    meter = meter_of(plan.parts, use)
    asked = [with_tax(charge, plan, vat_rate) for charge in charges_of(plan, meter)]
    kept = list(_not_below_zero(asked))
    kept += _above_cap(plan, total(part.amount for part in kept), vat_rate)
    parts = tuple(_taxed(kept, vat_rate))
    return RentalPrice(
        currency=plan.currency,
        parts=parts,
        amount=total(part.amount for part in parts),
        tax_amount=total(part.tax_amount for part in parts),
        use=use,
    )


def estimate_rental(plan: PlanTerms, *, vat_rate: Decimal) -> RentalPrice:
    """What a rental costs that ends at once: the fixed parts, since nothing was used yet."""
    return price_rental(plan, Use(), vat_rate=vat_rate)


def charges_of(plan: PlanTerms, meter: Meter) -> list[ChargedPart]:
    """What each part comes to, in the order of the plan: in its own amounts, not rounded yet."""
    counted = {
        place: charge
        for place, part in enumerate(plan.parts)
        if (charge := _counted(part, meter)) is not None
    }
    default = [charge for charge in counted.values() if charge.kind == PlanPartKind.DEFAULT]
    whole = total(round_in(plan.currency, charge.amount) for charge in default)
    shares = {
        place: _share(part, whole)
        for place, part in enumerate(plan.parts)
        if part.unit == PlanUnit.PERCENTAGE and whole and meter.reached(part)
    }
    return [charge for _, charge in sorted({**counted, **shares}.items())]


def with_tax(charge: ChargedPart, plan: PlanTerms, vat_rate: Decimal) -> ChargedPart:
    """The charge in coins, with its VAT if the plan's amounts are without."""
    is_told_without = bool(vat_rate) and not plan.tax_included
    rule = reasons.with_vat(charge.rule, vat_rate) if is_told_without else charge.rule
    return replace(charge, amount=_with_vat(charge.amount, plan, vat_rate), rule=rule)


def _counted(part: PartTerms, meter: Meter) -> ChargedPart | None:
    """What a part comes to by itself; None if the use did not come to it."""
    if part.type == PartType.MAX or part.unit == PlanUnit.PERCENTAGE:
        return None
    if part.type == PartType.FIXED:
        if not meter.reached(part):
            return None
        asked, units, rule = part.amount, NOTHING, reasons.of_fixed(part)
    else:
        steps = steps_begun(meter.within(part, part.unit), part)
        if not steps:
            return None
        asked, units = part.amount * steps, part.units * steps
        rule = reasons.of_flex(part, steps)
    return _charge(part, asked, units, rule)


def _share(part: PartTerms, whole: Decimal) -> ChargedPart:
    """So many percent of what the use costs by itself."""
    rule = reasons.of_share(part, whole)
    return _charge(part, whole * part.amount / 100, part.amount, rule)


def _charge(part: PartTerms, asked: Decimal, units: Decimal, rule: str) -> ChargedPart:
    amount = asked
    if part.minimum is not None:
        amount = max(amount, part.minimum)
    if part.maximum is not None:
        amount = min(amount, part.maximum)
    return ChargedPart(
        type=part.type,
        kind=part.kind,
        name=part.name,
        unit=part.unit,
        units=Decimal(reasons.plain(units)),
        amount=amount,
        rule=rule if amount == asked else reasons.with_limit(rule, part, amount),
        use=part.use,
    )


def _not_below_zero(charges: Sequence[ChargedPart]) -> Iterator[ChargedPart]:
    """What is charged, then what is taken off: as far as there is something left."""
    yield from (charge for charge in charges if charge.amount >= 0)
    left = total(charge.amount for charge in charges if charge.amount > 0)
    for charge in charges:
        if charge.amount < 0 < left:
            amount = max(charge.amount, -left)
            left += amount
            rule = charge.rule if amount == charge.amount else reasons.with_floor(charge.rule)
            yield replace(charge, amount=amount, rule=rule)


def _above_cap(plan: PlanTerms, amount: Decimal, vat_rate: Decimal) -> Iterator[ChargedPart]:
    """What is taken off because a rental costs no more than that."""
    caps = [part for part in plan.parts if part.type == PartType.MAX]
    lowest = min(caps, key=lambda part: part.amount, default=BOOKS)
    cap = max(ZERO, min(MOST, _with_vat(lowest.amount, plan, vat_rate)))
    if amount > cap:
        yield ChargedPart(
            type=PartType.MAX.value,
            kind=lowest.kind,
            name=lowest.name,
            unit="",
            units=NOTHING,
            amount=cap - amount,
            rule=reasons.of_cap(cap),
            cap=cap,
        )


def _with_vat(amount: Decimal, plan: PlanTerms, vat_rate: Decimal) -> Decimal:
    """An amount of the plan as the price has it: with VAT, in coins; nothing has no sign."""
    whole = amount if plan.tax_included else amount * (100 + vat_rate) / 100
    return round_in(plan.currency, whole) + ZERO


def _taxed(parts: Iterable[ChargedPart], vat_rate: Decimal) -> Iterator[ChargedPart]:
    """The VAT of a part is what it adds to the VAT of those before it, so that the VAT of all is
    that of their sum, as on the order line."""
    amount = tax = ZERO
    for part in parts:
        amount += part.amount
        more = vat_in(amount, vat_rate) - tax
        tax += more
        yield replace(part, tax_amount=more)
