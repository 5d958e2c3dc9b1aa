"""Why a part of a rental's price is as it is, in words."""

from __future__ import annotations

from decimal import Decimal

from operators.fleet.states import PlanUnit, VehicleUse
from operators.fleet.terms import PartTerms
from sales.money import round_amount

WORDS = {
    PlanUnit.SECOND: ("second", "seconds"),
    PlanUnit.MINUTE: ("minute", "minutes"),
    PlanUnit.HOUR: ("hour", "hours"),
    PlanUnit.KM: ("km", "km"),
    PlanUnit.MILE: ("mile", "miles"),
}


def asked_for(part: PartTerms) -> str:
    """What a part asks for, before anything was used: `0.19 for each minute begun`."""
    if part.unit == PlanUnit.PERCENTAGE:
        sign = "taken off" if part.amount < 0 else "on top"
        return f"{plain(abs(part.amount))} % {sign}"
    if part.unit:
        return f"{price(part.amount)} for each {_each(part)} begun{_paused(part)}{_scale(part)}"
    return f"{price(part.amount)} once{_reached(part)}{_paused(part)}"


def of_fixed(part: PartTerms) -> str:
    """Of a part that is charged once."""
    return f"Charged once{_reached(part)}{_paused(part)}."


def of_flex(part: PartTerms, steps: int) -> str:
    """Of a part that is charged for each step that has begun, a step being its units."""
    many = so_many(part.units * steps, part.unit)
    where = _scale(part) + "," if _scale(part) else ""
    return f"{many}{_paused(part)}{where} at {price(part.amount)} for each {_each(part)} begun."


def of_share(part: PartTerms, whole: Decimal) -> str:
    """Of a part that is a share of what the use costs."""
    sign = "taken off" if part.amount < 0 else "on top"
    return f"{plain(abs(part.amount))} % of {whole:.2f}, {sign}."


def of_cap(cap: Decimal) -> str:
    """Of what is above the most that a rental costs."""
    return f"A rental costs {cap:.2f} at most."


def with_limit(rule: str, part: PartTerms, amount: Decimal) -> str:
    """The reason of a part that has a least and a most amount and met one of them."""
    limit = "least" if amount == part.minimum else "most"
    return f"{rule[:-1]}; {price(amount)} is the {limit} that this part comes to."


def with_vat(rule: str, vat_rate: Decimal) -> str:
    """The reason of a part whose amounts are without VAT."""
    return f"{rule[:-1]}; {plain(vat_rate)} % VAT added."


def with_floor(rule: str) -> str:
    """The reason of a discount that is larger than what was charged."""
    return f"{rule[:-1]}; no more is taken off than was charged."


def so_many(number: Decimal, unit: str) -> str:
    """A number of units: `15 minutes`."""
    one, more = WORDS[PlanUnit(unit)]
    return f"{plain(number)} {one if number == 1 else more}"


def price(amount: Decimal) -> str:
    """Two decimals, or as many as a price has that is finer than coins."""
    return f"{amount:.2f}" if amount == round_amount(amount) else plain(amount)


def plain(number: Decimal) -> str:
    """Without zeros that say nothing."""
    return f"{number.normalize():f}"


def _each(part: PartTerms) -> str:
    if part.units == 1:
        return WORDS[PlanUnit(part.unit)][0]
    return so_many(part.units, part.unit)


def _paused(part: PartTerms) -> str:
    return " while paused" if part.use == VehicleUse.PAUSED else ""


def _reached(part: PartTerms) -> str:
    if not part.scale_unit or not part.scale_from:
        return ""
    return f", from {so_many(part.scale_from, part.scale_unit)} on"


def _scale(part: PartTerms) -> str:
    end = ""
    if part.scale_unit and part.scale_to is not None:
        end = f"up to {so_many(part.scale_to, part.scale_unit)}"
    if start := _reached(part):
        return f"{start} {end}".rstrip()
    return f", {end}" if end else ""
