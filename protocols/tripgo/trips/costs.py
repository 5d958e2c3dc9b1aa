"""What a trip costs, in money, effort and carbon dioxide."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from protocols.tripgo.money import sign_of
from protocols.tripgo.trips.segments import Segment, SegmentKind
from protocols.tripgo.wire import major, omit_none

KILOMETRE = 1000
CARBON = {
    "pt_pub_bus": 0.08,
    "pt_pub": 0.03,
    "in_air": 0.2,
    "ps_tax": 0.2,
    "ps_shu": 0.1,
    "me_car-s": 0.15,
    "me_mot-s": 0.05,
    "me_mic-s": 0.03,
}
"""Kilograms for a person and a kilometre, by the beginning of the mode: round figures, to tell
trips apart and for nothing else."""
CALORIES = {"wa_wal": 50, "me_mic-s_bic": 25}
"""Kilocalories for a kilometre."""
HASSLE = 5.0
"""For each part of a trip: somebody has to see to it."""
MINUTE = 60
BROKEN = 10_000.0
"""More than any trip weighs that goes."""


def costs_of(segments: Sequence[Segment], *, is_broken: bool = False) -> dict[str, Any]:
    """The members of a trip that say what it costs. Money is in the main unit, and left out where
    nothing is sold, or in several currencies. One that `is_broken`, since nobody can travel it as
    planned, weighs so much that apps show it last."""
    carbon = sum(_rated(CARBON, segment) for segment in segments)
    calories = sum(_rated(CALORIES, segment) for segment in segments)
    hassle = HASSLE * len(segments)
    minutes = (segments[-1].ends_at - segments[0].starts_at).total_seconds() / MINUTE
    money = money_of(segments)
    score = BROKEN * is_broken + minutes + hassle + float(money[0] if money else 0)
    return omit_none(
        {
            "caloriesCost": round(calories, 1),
            "carbonCost": round(carbon, 3),
            "hassleCost": hassle,
            "weightedScore": round(score, 1),
            "moneyCost": major(money[0]) if money else None,
            "currency": money[1] if money else None,
            "currencySymbol": sign_of(money[1]) if money else None,
        }
    )


def money_of(segments: Sequence[Segment]) -> tuple[Decimal, str] | None:
    """What all that is sold of a trip costs, with its currency; nothing for a trip on foot.

    None where a part of it is not sold here, so that nobody knows, or in several currencies."""
    prices = [segment.price for segment in segments if segment.price is not None]
    covered = {one for segment in segments for one in segment.covers}
    carried = {segment.id for segment in segments if segment.kind is not SegmentKind.WALK}
    currencies = {price.currency for price in prices}
    if carried - covered or len(currencies) != 1:
        return None
    return sum((price.amount for price in prices), Decimal(0)), currencies.pop()


def _rated(rates: dict[str, Any], segment: Segment) -> float:
    rate = next((rate for start, rate in rates.items() if segment.mode.startswith(start)), 0)
    return float(rate) * segment.metres / KILOMETRE
