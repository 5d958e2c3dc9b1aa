"""The price of an offer, part by part, as it is explained and stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any


class PartKind(StrEnum):
    """What a part is: a price, what a change between rides costs, or what is taken off."""

    FARE = "FARE"
    TRANSFER = "TRANSFER"
    DISCOUNT = "DISCOUNT"


FREE = "FREE"
"""Basis of the part of passengers who travel free."""
RIDES = "RIDES"
"""Basis of parts that come of ride fares and transfer fares."""


@dataclass(frozen=True, slots=True)
class PricePart:
    """A part of the price; amounts include VAT at the product's rate.

    Parts of one passenger category have one count, and `amount` is `count` times `unit_amount`.
    Both are negative in a discount. The parts of an offer add up to its amount, their VAT to its
    VAT. Parts that were stored before the explanation came have none. Those of a rental are for no
    category, whoever uses the vehicle.
    """

    category_id: int | None
    category: str
    count: int
    """Passengers, or 1 for the price of a group."""
    unit_amount: Decimal
    amount: Decimal
    tax_amount: Decimal
    kind: str = PartKind.FARE
    basis: str = ""
    """A word of `FareBasis`, RIDES or FREE; of a rental the type of the part of the plan."""
    name: str = ""
    """What the fare or the discount is called."""
    rule: str = ""
    """Why it is this amount, in words."""
    zones: int | None = None
    km: int | None = None
    group_size: int | None = None
    origin: str = ""
    destination: str = ""
    band: str = ""
    rides: tuple[int, ...] = ()
    """Places of the rides that it pays for, from 0; empty for the whole trip."""

    @property
    def title(self) -> str:
        """Whom the part is for and what makes it special: `2 × Adult, 3 zones`."""
        zones = "" if self.zones is None else f"{self.zones} {_plural('zone', self.zones)}"
        km = "" if self.km is None else f"{self.km} km"
        places = f"{self.origin} – {self.destination}" if self.origin else ""
        free = "free" if self.basis == FREE else ""
        said = (self.name, zones, km, places, self.band, free)
        whom = f"{self.count} × {self.category}" if self.category else ""
        return ", ".join(filter(None, [whom, *said])) or self.basis.capitalize()

    def to_json(self) -> dict[str, Any]:
        """The form that snapshots keep: amounts as texts, without what says nothing."""
        money = {name: str(getattr(self, name)) for name in MONEY}
        told = {name: value for name, value in asdict(self).items() if value not in ABSENT}
        return {**told, **money, "rides": list(self.rides)}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> PricePart:
        """Read a snapshot back, whenever it was stored."""
        known = {name: facts[name] for name in NAMES if name in facts}
        money = {name: Decimal(facts[name]) for name in MONEY}
        nobody = {"category_id": None, "category": ""}
        return cls(**{**nobody, **known, **money, "rides": tuple(facts.get("rides", ()))})


MONEY = ("unit_amount", "amount", "tax_amount")
NAMES = tuple(each.name for each in fields(PricePart))
ABSENT = (None, "", ())


@dataclass(frozen=True, slots=True)
class LinePrice:
    """What one order line costs: all parts of one passenger category, or of the group."""

    category_id: int | None
    category: str
    count: int
    unit_amount: Decimal
    is_group: bool


def line_prices(parts: Iterable[PricePart]) -> list[LinePrice]:
    """The parts as lines, discounts taken off; in the order of the parts."""
    lines: dict[int | None, list[PricePart]] = {}
    for part in parts:
        lines.setdefault(part.category_id, []).append(part)
    return [
        LinePrice(
            category_id=category_id,
            category=of_line[0].category,
            count=of_line[0].count,
            unit_amount=sum((part.unit_amount for part in of_line), Decimal("0.00")),
            is_group=of_line[0].group_size is not None,
        )
        for category_id, of_line in lines.items()
    ]


def _plural(word: str, count: int) -> str:
    return word if count == 1 else word + "s"
