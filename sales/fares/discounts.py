"""Which discount a passenger gets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sales.catalogue.discounts import Discount
from sales.fares.days import holds_day
from sales.fares.parts import PartKind
from sales.fares.tariffs import Charge
from sales.fares.trips import Trip
from sales.money import share_of


@dataclass(frozen=True, slots=True)
class Sale:
    """What discounts ask of a sale."""

    trip: Trip
    travellers: int
    """Who travels together, without those who travel free."""
    channel_id: int | None = None


def best_discount(
    discounts: Iterable[Discount],
    sale: Sale,
    *,
    unit_amount: Decimal,
    currency: str,
    category_id: int | None,
    basis: str,
) -> Charge | None:
    """The discount that lowers this price most, as a negative charge; None if none does.

    They do not add up. `category_id` is empty for the price of a group.
    """
    lowering = [
        (-off, discount.code, discount)
        for discount in discounts
        if applies(discount, sale, category_id=category_id)
        and discount.currency in ("", currency)
        and (off := amount_off(discount, unit_amount)) > 0
    ]
    if not lowering:
        return None
    amount, _, best = min(lowering, key=lambda each: each[:2])
    band = sale.trip.band_names.get(best.time_band_id or 0, "")
    facts = {"band": band} if band else {}
    return Charge(amount, currency, basis, _words(best, band), best.name, PartKind.DISCOUNT, facts)


def applies(discount: Discount, sale: Sale, *, category_id: int | None) -> bool:
    """Whether the discount is for passengers of that category in this sale."""
    most = discount.max_travellers
    return (
        discount.category_id in (None, category_id)
        and discount.channel_id in (None, sale.channel_id)
        and (discount.time_band_id is None or discount.time_band_id in sale.trip.bands)
        and discount.min_travellers <= sale.travellers
        and (most is None or sale.travellers <= most)
        and holds_day(discount.period, sale.trip.date)
    )


def amount_off(discount: Discount, unit_amount: Decimal) -> Decimal:
    """What it takes off, rounded, and never more than there is."""
    if discount.percent is not None:
        return share_of(unit_amount, discount.percent)
    return min(discount.amount or Decimal(0), unit_amount)


def _words(discount: Discount, band: str) -> str:
    if discount.percent is not None:
        much = f"{discount.percent.normalize():f} % off"
    else:
        much = f"{discount.amount:.2f} {discount.currency} off"
    people = discount.min_travellers
    together = f" for {people} or more who travel together" if people > 1 else ""
    when = f" as the trip departs in {band}" if band else ""
    return f"{discount.name}: {much}{together}{when}."
