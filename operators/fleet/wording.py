"""A pricing plan in words, for people who write it and for those who ask what it costs."""

from __future__ import annotations

from decimal import Decimal

from operators.fleet.states import PartType, PlanPartKind, PlanUnit, VehicleUse
from operators.fleet.terms import PartTerms, PlanTerms

NAMES = {
    PlanUnit.KM: ("kilometre", "kilometres"),
    PlanUnit.SECOND: ("second", "seconds"),
    PlanUnit.MINUTE: ("minute", "minutes"),
    PlanUnit.HOUR: ("hour", "hours"),
    PlanUnit.MILE: ("mile", "miles"),
}
PARTS_OF_PRICE = {PlanPartKind.DISCOUNT: "off", PlanPartKind.SURGE: "more"}


def words_of_plan(terms: PlanTerms) -> list[str]:
    """One sentence for each part, in their order, and one about VAT."""
    vat = "hold the VAT" if terms.tax_included else "are without VAT, which is added"
    return [*(words_of_part(part, terms.currency) for part in terms.parts), f"The amounts {vat}."]


def words_of_part(part: PartTerms, currency: str) -> str:
    """Such as “Per minute: EUR 0.19 for each minute begun.”"""
    told = _price(part, currency) + _scale(part) + _use(part) + _limits(part, currency)
    return f"{part.name}: {told}." if part.name else f"{told[:1].upper()}{told[1:]}."


def _price(part: PartTerms, currency: str) -> str:
    kind = PARTS_OF_PRICE.get(PlanPartKind(part.kind), "")
    if part.unit == PlanUnit.PERCENTAGE:
        return f"{number(abs(part.amount))} percent {kind}"
    money = f"{currency} {number(abs(part.amount), 2)}{kind and f' {kind}'}"
    if part.type == PartType.MAX:
        return f"never more than {money}"
    if part.type == PartType.FLEX:
        return f"{money} for each {_units(part.units, part.unit)} begun"
    return f"{money} once"


def _scale(part: PartTerms) -> str:
    if not part.scale_unit:
        return ""
    begin = _units(part.scale_from or Decimal(0), part.scale_unit, always=True)
    if part.scale_to is None:
        return f", from {begin} on"
    end = _units(part.scale_to, part.scale_unit, always=True)
    return f", from {begin} until {end}"


def _use(part: PartTerms) -> str:
    return ", while paused" if part.use == VehicleUse.PAUSED else ""


def _limits(part: PartTerms, currency: str) -> str:
    limits = [("at least", part.minimum), ("at most", part.maximum)]
    told = [f"{word} {currency} {number(limit, 2)}" for word, limit in limits if limit is not None]
    return f" ({' and '.join(told)})" if told else ""


def _units(count: Decimal, unit: str, *, always: bool = False) -> str:
    one, many = NAMES[PlanUnit(unit)]
    if count == 1:
        return f"1 {one}" if always else one
    return f"{number(count)} {many}"


def number(value: Decimal, decimals: int = 0) -> str:
    """Without zeros at its end, but with that many decimals at least."""
    whole, _, fraction = f"{value:f}".partition(".")
    fraction = fraction.rstrip("0").ljust(decimals, "0")
    return f"{whole}.{fraction}" if fraction else whole
