"""Pricing plans, and the parts that they are added up from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from operators.fleet.gbfs.feed import PLANS, FleetFeed
from operators.fleet.gbfs.findings import Findings
from operators.fleet.gbfs.shapes import Plan, Segment
from operators.fleet.gbfs.values import in_language
from operators.fleet.states import PartType, PlanPartKind, PlanUnit
from operators.fleet.terms import PartTerms
from operators.tenancy.currencies import is_currency
from operators.tenancy.websites import website
from operators.timetable.importing.problems import ProblemKind

LONGEST_NAME, LONGEST_DESCRIPTION = 150, 2000
UNITS = {PlanUnit.KM: ("per_km_pricing", "Distance"), PlanUnit.MINUTE: ("per_min_pricing", "Time")}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as the feed has it, with its parts in order."""

    plan_id: str
    name: str
    description: str
    currency: str
    url: str
    is_taxable: bool
    parts: tuple[PartTerms, ...]

    def values(self) -> tuple[object, ...]:
        """Columns in the order of `tables.PLANS`. Untaxed amounts hold no VAT."""
        return (
            self.plan_id,
            self.name,
            self.description,
            self.currency,
            self.url,
            self.is_taxable,
            not self.is_taxable,
        )


def plans_in(feed: FleetFeed, language: str, findings: Findings) -> Iterator[PlanRow]:
    """The plans of a feed; each id once."""
    told = feed.told(PLANS)
    seen: set[str] = set()
    for number, plan in enumerate(told.plans if told else []):
        place = f"data.plans[{number}]"
        if plan.plan_id in seen:
            message = f"The plan {plan.plan_id} is there twice."
            where = f"{place}.plan_id"
            findings.wrong(ProblemKind.DUPLICATE, message, file=PLANS, place=where)
        if not is_currency(plan.currency):
            message = f"{plan.currency} is no currency of ISO 4217."
            where = f"{place}.currency"
            findings.wrong(
                ProblemKind.VALUE_UNKNOWN, message, file=PLANS, place=where, value=plan.currency
            )
        seen.add(plan.plan_id)
        yield plan_row(plan, language)


def plan_row(plan: Plan, language: str) -> PlanRow:
    return PlanRow(
        plan_id=plan.plan_id,
        name=in_language(plan.name, language)[:LONGEST_NAME] or plan.plan_id,
        description=in_language(plan.description, language)[:LONGEST_DESCRIPTION],
        currency=plan.currency,
        url=website(plan.url),
        is_taxable=plan.is_taxable,
        parts=tuple(parts_of(plan)),
    )


def parts_of(plan: Plan) -> Iterator[PartTerms]:
    """The price of unlocking, then each segment of distance and time.

    Segments of GBFS are added to one another as parts of a plan are. What costs nothing is no
    part, unless there is no other.
    """
    rated = [part for unit in UNITS for part in segments_of(plan, unit)]
    if plan.price or not rated:
        yield PartTerms(type=PartType.FIXED, amount=plan.price, name="Unlock")
    yield from rated


def segments_of(plan: Plan, unit: PlanUnit) -> Iterator[PartTerms]:
    member, name = UNITS[unit]
    for segment in getattr(plan, member) or []:
        if segment.rate:
            yield part_of(segment, unit, name)


def part_of(segment: Segment, unit: PlanUnit, name: str) -> PartTerms:
    """A segment; one with the interval 0 is charged once, when its start is reached."""
    rate, start, end = segment.rate, segment.start or None, segment.end
    kind = PlanPartKind.DISCOUNT if rate < 0 else PlanPartKind.DEFAULT
    if not segment.interval:
        scale = "" if start is None else unit
        return PartTerms(PartType.FIXED, rate, kind, scale_from=start, scale_unit=scale, name=name)
    return PartTerms(
        type=PartType.FLEX,
        amount=rate,
        kind=kind,
        unit=unit,
        units=segment.interval,
        scale_from=start,
        scale_to=end,
        scale_unit="" if start is None and end is None else unit,
        name=name,
    )
