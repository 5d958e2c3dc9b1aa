"""How much of a rental a part of its pricing plan counts. Pure rules.

Time and distance are counted in seconds and metres until a part asks for its own unit, so that
no rounding comes before the one that the part itself asks for: each unit begun counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from operators.fleet.states import PlanUnit, VehicleUse
from operators.fleet.terms import PartTerms

NONE = Decimal(0)
SECONDS = {
    PlanUnit.SECOND: Decimal(1),
    PlanUnit.MINUTE: Decimal(60),
    PlanUnit.HOUR: Decimal(3600),
}
METRES = {PlanUnit.KM: Decimal(1000), PlanUnit.MILE: Decimal("1609.344")}


@dataclass(frozen=True, slots=True)
class Use:
    """What was used of a vehicle: how long it ran, how long it stood paused, and how far it went.

    ValueError if something of it is below zero.
    """

    seconds_in_use: int = 0
    seconds_paused: int = 0
    metres: int = 0

    def __post_init__(self) -> None:
        if min(self.seconds_in_use, self.seconds_paused, self.metres) < 0:
            raise ValueError(f"Nobody uses a vehicle less than not at all: {self}.")


@dataclass(frozen=True, slots=True)
class Meter:
    """What the parts of a plan ask of the use."""

    use: Use
    has_paused_tariff: bool
    """Without one, a pause is charged as the use that it interrupts."""

    def within(self, part: PartTerms, unit: str) -> Decimal:
        """Seconds or metres that lie between the ends of the part's scale, as the unit counts.

        A scale in the other measure cannot tell which of them do; it lets the part count all or
        nothing, as `holds` says.
        """
        counted = self._counted(part, unit)
        if not part.scale_unit or _is_time(part.scale_unit) != _is_time(unit):
            return counted if self.holds(part) else NONE
        start, end = _ends(part)
        reached = counted if end is None else min(counted, end)
        return max(NONE, reached - start)

    def reached(self, part: PartTerms) -> bool:
        """Whether the use has come to where the part's scale begins; a part for pauses needs one
        in any case."""
        if part.use == VehicleUse.PAUSED and not self.use.seconds_paused:
            return False
        if not part.scale_unit:
            return True
        return self._counted(part, part.scale_unit) >= _ends(part)[0]

    def holds(self, part: PartTerms) -> bool:
        """Whether all of the use lies in the part's scale, whose upper end is exclusive."""
        if not self.reached(part):
            return False
        end = _ends(part)[1] if part.scale_unit else None
        return end is None or self._counted(part, part.scale_unit) < end

    def _counted(self, part: PartTerms, unit: str) -> Decimal:
        if part.use == VehicleUse.PAUSED:
            return Decimal(self.use.seconds_paused) if _is_time(unit) else NONE
        if not _is_time(unit):
            return Decimal(self.use.metres)
        if self.has_paused_tariff:
            return Decimal(self.use.seconds_in_use)
        return Decimal(self.use.seconds_in_use + self.use.seconds_paused)


def meter_of(parts: Iterable[PartTerms], use: Use) -> Meter:
    """The meter for a plan with these parts."""
    return Meter(use, any(part.use == VehicleUse.PAUSED for part in parts))


def steps_begun(counted: Decimal, part: PartTerms) -> int:
    """How many times the part's units have begun in so many seconds or metres."""
    step = part.units * size_of(part.unit)
    return int((counted / step).to_integral_value(ROUND_CEILING))


def size_of(unit: str) -> Decimal:
    """Seconds or metres in one of these units."""
    return {**SECONDS, **METRES}[PlanUnit(unit)]


def _is_time(unit: str) -> bool:
    return unit in SECONDS


def _ends(part: PartTerms) -> tuple[Decimal, Decimal | None]:
    size = size_of(part.scale_unit)
    start = (part.scale_from or NONE) * size
    return start, None if part.scale_to is None else part.scale_to * size
