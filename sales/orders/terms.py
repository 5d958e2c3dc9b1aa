"""What is put on an order, as plain values."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sales.catalogue.products import Product
from sales.fares.parts import PartKind, PricePart, line_prices
from sales.offers.models import Offer
from sales.orders.states import FeeType


@dataclass(frozen=True, slots=True)
class LineTerms:
    """One line to be bought: a product for the passengers of one category, or a rental, which has
    no category and no travellers."""

    product: Product
    category_id: int | None
    passenger_category: str
    unit_amount: Decimal
    vat_rate: Decimal
    is_group_ticket: bool
    travellers: tuple[tuple[int, str], ...]
    """Place in the order, from 0, and reference of each passenger."""
    rides: tuple[dict[str, Any], ...] = ()
    count: int | None = None
    """How often the unit amount is paid: 1 for the price of a group; else once a passenger."""
    full_unit_amount: Decimal | None = None
    """Before discounts; empty where there are none."""
    starts_at: datetime | None = None
    bundle: uuid.UUID | None = None
    offer: Offer | None = None
    external_reference: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    departs_at: datetime | None = None
    """When the vehicle was taken; empty where the rides tell when the trip begins and ends."""
    arrives_at: datetime | None = None
    charges: list[dict[str, Any]] | None = None
    """Of a rental: what it cost, part by part."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to or call about an order."""

    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class TravellerFacts:
    """What a client tells of a person who will ride."""

    external_reference: str = ""
    name: str = ""
    age: int | None = None
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class FeeTerms:
    """What is to be charged beside the lines; the amount includes VAT, the rate is in percent.

    A REDUCTION is negative, every other fee positive. `lines` are references of the lines that it
    is for; none: for the whole order.
    """

    type: FeeType
    amount: Decimal
    vat_rate: Decimal
    reason: str = ""
    lines: tuple[uuid.UUID, ...] = ()
    vat_code: str = ""
    """Empty: the usual one."""


@dataclass(frozen=True, slots=True)
class OfferChoice:
    """An offer that is to be put on an order.

    `count` copies of it, each for travellers that nobody names; or one copy for the `travellers`
    of the order with these references, in the order of the offer's travellers. A supplement goes
    with the line `supplement_to`, else with the first line that it can go with.
    """

    reference: str
    count: int = 1
    travellers: tuple[uuid.UUID, ...] = ()
    external_reference: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    supplement_to: uuid.UUID | None = None


def terms_of(
    offer: Offer,
    *,
    first_place: int = 0,
    travellers: Sequence[uuid.UUID] = (),
) -> list[LineTerms]:
    """The lines that an offer comes to, one for each passenger category.

    Its travellers sit at places from the first one on, under the references that the offer knows
    or those of the travellers that were chosen for it.
    """
    parts = offer.parts()
    prices = line_prices(parts)
    alone = {price.category_id for price in prices if not price.is_group}
    seats: defaultdict[int | None, list[tuple[int, str]]] = defaultdict(list)
    for place, offered in enumerate(offer.offered_travellers()):
        known = offered.category_id in alone
        reference = str(travellers[place]) if travellers else offered.reference
        seats[offered.category_id if known else None].append((first_place + place, reference))
    return [
        LineTerms(
            product=offer.product,
            category_id=price.category_id,
            passenger_category=price.category,
            unit_amount=price.unit_amount,
            vat_rate=offer.vat_rate,
            is_group_ticket=offer.is_group_ticket,
            travellers=tuple(seats[None if price.is_group else price.category_id]),
            rides=tuple(offer.rides),
            count=price.count,
            full_unit_amount=_full(parts, price.category_id),
            starts_at=offer.starts_at,
        )
        for price in prices
    ]


def _full(parts: Sequence[PricePart], category_id: int | None) -> Decimal | None:
    of_line = [part for part in parts if part.category_id == category_id]
    if all(part.kind != PartKind.DISCOUNT for part in of_line):
        return None
    return sum(
        (part.unit_amount for part in of_line if part.kind != PartKind.DISCOUNT), Decimal("0.00")
    )
