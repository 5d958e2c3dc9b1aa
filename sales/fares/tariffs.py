"""All that decides the price of one product, and who it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sales.catalogue.discounts import Discount
from sales.catalogue.fares import Fare
from sales.catalogue.products import Product
from sales.catalogue.rides import RideFare, TransferFare
from sales.fares.parts import PartKind


@dataclass(frozen=True, slots=True)
class Tariff:
    """The fares of a product, what lowers them, and how many of a category it is sold to."""

    product: Product
    fares: Sequence[Fare] = ()
    ride_fares: Sequence[RideFare] = ()
    transfer_fares: Sequence[TransferFare] = ()
    discounts: Sequence[Discount] = ()
    """Those of the product and of all products."""
    limits: Mapping[int, int] = field(default_factory=dict)
    """The most passengers by category id."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The travellers of one passenger category."""

    category_id: int
    category: str
    count: int
    travels_free: bool = False


@dataclass(frozen=True, slots=True)
class Charge:
    """What each passenger pays, or has taken off, and why."""

    unit_amount: Decimal
    currency: str
    basis: str
    rule: str
    name: str = ""
    kind: PartKind = PartKind.FARE
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Further fields of the price part."""
